// Merges one tree of nodes into another, node by node against their last common content.
import { createHash } from 'node:crypto';
import { isArray, isObject, type Json, type JsonObject } from '../../json/json.ts';

/** A collection, folder, request, response, environment or value: its own content without ids, and what lies in it. */
export interface TreeNode {
  readonly id: string;
  readonly own: JsonObject;
  readonly children: readonly TreeNode[];
  /** When it was made and last changed, ISO-8601; absent where nobody asks. */
  readonly stamp?: { readonly createdAt: string; readonly updatedAt: string };
}

/** Two nodes that descend from each other, and the print of the content they had in common last. */
export interface NodePair {
  readonly source: string;
  readonly target: string;
  readonly print: string;
}

export interface Merged {
  readonly tree: TreeNode;
  readonly pairs: readonly NodePair[];
  /** How many nodes both sides had changed, or one changed and the other deleted. */
  readonly conflicts: number;
}

/** A short text that is equal for equal content, whatever the order of keys. */
export function printOf(own: JsonObject): string {
  return createHash('sha256')
    .update(JSON.stringify(sorted(own)))
    .digest('base64url')
    .slice(0, 16);
}

function sorted(value: Json | undefined): Json | undefined {
  if (isArray(value)) return value.map((one) => sorted(one) ?? null);
  if (!isObject(value)) return value;
  const keys = Object.keys(value).sort();
  return Object.fromEntries(keys.map((key) => [key, sorted(value[key])]));
}

/**
 * The target after the source was merged into it. What only the target changed or added stays; where both changed, the
 * source wins and a conflict is counted. Order and folders are the source's; what only the target has comes last. Nodes
 * of the target keep their ids, so that links stay; new ones get `newId(source)`. How Postman merges is not documented.
 */
export function merged(
  source: TreeNode,
  target: TreeNode,
  pairs: readonly NodePair[],
  nowIso: string,
  newId: (source: TreeNode) => string,
): Merged {
  const sources = byId(source);
  const targets = byId(target);
  const pairBySource = new Map(pairs.map((pair) => [pair.source, pair]));
  const pairByTarget = new Map(pairs.map((pair) => [pair.target, pair]));
  const after: NodePair[] = [];
  let conflicts = 0;

  function bring(from: TreeNode): TreeNode | undefined {
    const pair = pairBySource.get(from.id);
    const to = pair === undefined ? undefined : targets.get(pair.target);
    const print = printOf(from.own);
    const isChanged = pair?.print !== print;
    const children = [...from.children.flatMap((child) => bring(child) ?? []), ...(to?.children ?? []).flatMap(stay)];
    if (pair !== undefined && to === undefined && !isChanged && children.length === 0) {
      after.push(pair);
      return undefined;
    }
    if (pair !== undefined && isChanged && !isAsBefore(to, pair, print)) conflicts += 1;
    const id = pair?.target ?? newId(from);
    const keeps = to !== undefined && (!isChanged || printOf(to.own) === print);
    const isCommon = !keeps || printOf(to.own) === print;
    after.push({ source: from.id, target: id, print: isCommon ? print : (pair?.print ?? print) });
    if (keeps) return { ...to, children };
    const stamp = { createdAt: to?.stamp?.createdAt ?? nowIso, updatedAt: nowIso };
    return { id, own: from.own, children, stamp };
  }

  /** What is left of a node of the target that the source does not bring: deleted there it goes, unless it holds news. */
  function stay(node: TreeNode): TreeNode[] {
    const pair = pairByTarget.get(node.id);
    if (pair !== undefined && sources.has(pair.source)) return [];
    const children = node.children.flatMap(stay);
    if (pair === undefined) return [{ ...node, children }];
    if (printOf(node.own) !== pair.print) conflicts += 1;
    return children.length === 0 ? [] : [{ ...node, children }];
  }

  const tree = bring(source) ?? target;
  return { tree, pairs: after, conflicts };
}

function isAsBefore(to: TreeNode | undefined, pair: NodePair, print: string): boolean {
  if (to === undefined) return false;
  const found = printOf(to.own);
  return found === pair.print || found === print;
}

/** Every node of the tree by its id, the root too. */
export function byId(root: TreeNode): Map<string, TreeNode> {
  const nodes = new Map<string, TreeNode>();
  const visit = (node: TreeNode): void => {
    nodes.set(node.id, node);
    node.children.forEach(visit);
  };
  visit(root);
  return nodes;
}
