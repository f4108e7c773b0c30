// Rewrites what the desired file says over the source of a collection, and tells what of a change is the source's.
import { equalTrees, isObject, type JsonObject, type Left, type RewriteInput } from '@postform/engine';
import { authoredOf, fixedBy } from '../../kind-tools/authored.ts';
import { objectAt, present, textAt } from '../../kind-tools/trees.ts';
import { rewriteAuth } from './authored-auth.ts';
import { rewriteVariableList, rewriteVariableMap } from './authored-variables.ts';

export interface RewrittenOverrides {
  readonly authored: JsonObject;
  readonly left: readonly Left[];
}

export function rewriteOverrides(input: RewriteInput): RewrittenOverrides {
  const { before, after } = input;
  let { authored } = input;
  const left: Left[] = [];
  for (const field of ['name', 'description']) {
    const there = authored[field];
    if (there === undefined || equalTrees(before[field], after[field])) continue;
    const value = after[field] ?? '';
    const why = fixedBy(there) ?? (typeof value === 'string' ? undefined : 'form');
    if (why === undefined) authored = { ...authored, [field]: authoredOf(value) };
    else left.push({ pointer: `/${field}`, why, ...(why === 'form' ? {} : { at: `/${field}` }) });
  }
  for (const [field, rewrite] of [
    ['auth', rewriteAuth],
    ['variables', Array.isArray(authored['variables']) ? rewriteVariableList : rewriteVariableMap],
  ] as const) {
    if (!isObject(authored[field]) && !Array.isArray(authored[field])) continue;
    if (equalTrees(before[field], after[field])) continue;
    const made = rewrite(input);
    authored = present({ ...authored, [field]: made.authored });
    left.push(...made.left);
  }
  return { authored, left };
}

/**
 * The changed collection with everything that the desired file says over the source as it was before: that is no change
 * for the source. What is gone is gone there, too, or it would be back.
 */
export function besideOverrides({ authored, before, after }: RewriteInput): JsonObject {
  const over = authored['variables'];
  const asBefore = [
    ...['name', 'description'].filter((field) => authored[field] !== undefined),
    ...(authored['auth'] !== undefined && after['auth'] !== undefined ? ['auth'] : []),
    ...(Array.isArray(over) ? ['variables', 'variableOrder'] : []),
  ];
  const variables =
    isObject(over) && after['variables'] !== undefined ? { variables: variablesBeside(over, before, after) } : {};
  return present({ ...after, ...variables, ...Object.fromEntries(asBefore.map((field) => [field, before[field]])) });
}

function variablesBeside(over: JsonObject, before: JsonObject, after: JsonObject): JsonObject {
  const there = objectAt(before, 'variables');
  const entries = Object.entries(objectAt(after, 'variables')).map(([key, entry]) => {
    const name = isObject(entry) ? (textAt(entry, 'key') ?? '') : '';
    return [key, Object.hasOwn(over, name) ? there[key] : entry] as const;
  });
  return present(Object.fromEntries(entries));
}
