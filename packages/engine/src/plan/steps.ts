// Turns evaluations into steps, ordered units of work: creates and updates in dependency order, deletes last.
import { type Address, addressOfStep, type StepId, stepId } from '../model/address.ts';
import { addCounts, type BucketsOf, countRoute, NO_CALLS } from '../model/call.ts';
import { refsOf } from '../model/desired.ts';
import type { Kind } from '../model/kind.ts';
import type { Step } from '../model/plan.ts';
import { matchesAny, type Pointer } from '../model/pointer.ts';
import type { PlanOptions } from '../model/settings.ts';
import type { State } from '../model/state.ts';
import { deletesOf } from './deletes.ts';
import type { Evaluation } from './evaluate.ts';
import { groupsOf, inOrder } from './graph.ts';

/** What one address depends on, ref by ref. */
interface Use {
  readonly pointer: Pointer;
  readonly address: Address;
}

/** How addresses hang together. `cyclic`: those on a cycle, with all of that cycle; `unknown`: those that get a new identity. */
interface Graph {
  readonly uses: ReadonlyMap<Address, readonly Use[]>;
  readonly cyclic: ReadonlyMap<Address, ReadonlySet<Address>>;
  readonly unknown: ReadonlySet<Address>;
}

/** With the leaves that each create omits, and the last step that writes each address. */
interface Writes extends Graph {
  readonly cut: ReadonlyMap<Address, readonly Pointer[]>;
  readonly last: ReadonlyMap<Address, StepId>;
}

/** Thrown by `buildSteps` where refs form a cycle that no kind allows to be cut. */
export class CycleError extends Error {
  readonly addresses: readonly Address[];
  constructor(addresses: readonly Address[]) {
    super(`cycle: ${addresses.join(' → ')}`);
    this.name = 'CycleError';
    this.addresses = addresses;
  }
}

/** `unknown`: addresses that get a new identity in this plan. An import has no steps: it only records. */
export function buildSteps(
  evaluations: readonly Evaluation[],
  state: State | undefined,
  unknown: ReadonlySet<Address>,
  options: PlanOptions,
  bucketsOf: BucketsOf,
): readonly Step[] {
  if (options.command === 'import') return [];
  const uses = new Map(evaluations.map((item) => [item.view.address, usesOf(item)]));
  const edges = new Map([...uses].map(([address, list]) => [address, new Set(list.map((use) => use.address))]));
  const groups = groupsOf([...uses.keys()], edges);
  const cyclic = new Map<Address, ReadonlySet<Address>>();
  for (const group of groups)
    if (group.length > 1 || edges.get(group[0]!)!.has(group[0]!))
      for (const address of group) cyclic.set(address, new Set(group));

  const graph: Graph = { uses, cyclic, unknown };
  const cut = new Map(evaluations.map((item) => [item.view.address, cutLeaves(item, graph)]));
  const last = new Map(evaluations.map((item) => [item.view.address, lastWrite(item, cut.get(item.view.address)!)]));
  const writes = { ...graph, cut, last };
  const steps = evaluations.flatMap((item) => writesOf(item, writes, options));
  const all = options.noDelete ? steps : [...steps, ...deletesOf(evaluations, steps, state)];
  const kinds = new Map(evaluations.map((item) => [item.view.kind.name, item.view.kind]));
  return inStepOrder(all.map((step) => ({ ...step, price: priceStep(step, kinds.get(step.kind)!, bucketsOf) })));
}

function usesOf(item: Evaluation): readonly Use[] {
  return refsOf(item.view.resource);
}

/** Leaves of a create that come with an update after it: their value waits for a later member of the cycle, or the API takes them only so. */
function cutLeaves(item: Evaluation, { uses, cyclic, unknown }: Graph): readonly Pointer[] {
  const { address, kind, desired } = item.view;
  if (!unknown.has(address)) return [];
  const cycle = cyclic.get(address);
  const waiting = uses
    .get(address)!
    .filter((use) => cycle?.has(use.address) && unknown.has(use.address) && matchesAny(use.pointer, kind.deferrable))
    .map((use) => use.pointer);
  const { createOmits = [] } = kind;
  if (waiting.length + createOmits.length === 0) return [];
  return [...(desired?.leaves.keys() ?? [])].filter(
    (leaf) => matchesAny(leaf, createOmits) || waiting.some((at) => at === leaf || at.startsWith(`${leaf}/`)),
  );
}

const HAS_WRITE: readonly string[] = ['create', 'update', 'replace', 'adopt'];

function lastWrite(item: Evaluation, cut: readonly Pointer[]): StepId {
  const { address } = item.view;
  if (item.action === 'create' || item.action === 'replace')
    return cut.length > 0 ? stepId(address, 'update') : stepId(address, 'create');
  return stepId(address, 'update');
}

function writesOf(item: Evaluation, { cyclic, last, ...all }: Writes, options: PlanOptions): readonly Step[] {
  const { address, kind } = item.view;
  const uses = all.uses.get(address)!;
  const cut = all.cut.get(address)!;
  if (!HAS_WRITE.includes(item.action) || (item.action === 'adopt' && item.written.length === 0)) return [];
  const keep = [...(item.view.resource?.lifecycle.ignore ?? []), ...item.kept];
  const cycle = cyclic.get(address);
  const isCut = (use: Use): boolean => cycle?.has(use.address) === true && matchesAny(use.pointer, kind.deferrable);
  const waitFor = (list: readonly Use[]): string[] =>
    [...new Set(list.map((use) => (cycle?.has(use.address) ? stepId(use.address, 'create') : last.get(use.address))))]
      .filter((id): id is string => id !== undefined)
      .sort();
  const shared = { address, kind: kind.name, ...(keep.length > 0 ? { keep } : {}), price: NO_CALLS };
  const reads = !kind.replyIsWhole && options.settle === 'readback';
  const update = (after: readonly StepId[]): Step => ({
    ...shared,
    id: stepId(address, 'update'),
    op: 'update',
    ...(isLarge(item, options) ? { asTask: true as const } : {}),
    readBack: reads,
    after,
  });
  if (item.action === 'update' || item.action === 'adopt') return [update(waitFor(uses))];
  const create: Step = {
    ...shared,
    id: stepId(address, 'create'),
    op: 'create',
    after: waitFor(uses.filter((use) => !isCut(use))),
    ...(cut.length > 0 ? { omit: cut } : {}),
    ...(item.action === 'replace' ? { replaces: true as const } : {}),
    readBack: reads && cut.length === 0,
  };
  if (cut.length === 0) return [create];
  const rest = uses.filter(isCut);
  const after = [...new Set([create.id, ...waitFor(rest)])].sort();
  return [create, update(after)];
}

/** Measured by what the files declare: the body that is sent is known only later, and must not change the price. */
function isLarge({ view: { kind, desired } }: Evaluation, { asyncFromBytes }: PlanOptions): boolean {
  if (kind.routes.task === undefined || desired === undefined || asyncFromBytes === Number.POSITIVE_INFINITY)
    return false;
  return Buffer.byteLength(JSON.stringify(desired.spec)) >= asyncFromBytes;
}

/** Writes before deletes, each after what it needs; equals by kind order of the input, then by address. */
function inStepOrder(steps: readonly Step[]): readonly Step[] {
  const known = new Set(steps.map((step) => step.id));
  const trimmed = steps.map((step) => ({ ...step, after: step.after.filter((id) => known.has(id)) }));
  try {
    return inOrder([
      ...trimmed.filter((step) => step.op !== 'delete'),
      ...trimmed.filter((step) => step.op === 'delete'),
    ]);
  } catch {
    const edges = new Map(trimmed.map((step) => [step.id, new Set(step.after)]));
    const cycle =
      groupsOf(
        trimmed.map((step) => step.id),
        edges,
      ).find((group) => group.length > 1 || edges.get(group[0]!)!.has(group[0]!)) ?? [];
    throw new CycleError([...new Set(cycle.map(addressOfStep))]);
  }
}

function priceStep(step: Step, { routes }: Kind, bucketsOf: BucketsOf): Step['price'] {
  const write = countRoute(routes[step.op], 1, bucketsOf);
  const poll = step.asTask && routes.task ? countRoute(routes.task, 1, bucketsOf) : NO_CALLS;
  const readBack = step.readBack ? countRoute(routes.read, 1, bucketsOf) : NO_CALLS;
  return addCounts(write, poll, readBack);
}
