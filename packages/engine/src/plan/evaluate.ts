// Evaluates one address: the changes of its leaves, the policies on them, its action and reason.
import { isAccepted } from '../compare/accepted.ts';
import { baselinePointers, settledAt } from '../compare/baseline.ts';
import { nameOf } from '../compare/desired-snapshot.ts';
import { differences, type LeafChanges, leafChangesOf } from '../compare/leaf-changes.ts';
import { knownDigest } from '../compare/snapshot.ts';
import { DEFAULT_LIFECYCLE, type Lifecycle, refsOf } from '../model/desired.ts';
import { isDeferredValue } from '../model/json.ts';
import { normalize } from '../model/kind.ts';
import { isWithin, matchesAny, type Pointer } from '../model/pointer.ts';
import type { PlanOptions } from '../model/settings.ts';
import { type Classification, classify, type Facts } from './classify.ts';
import { type Fates, fatesOf } from './fates.ts';
import type { ResourceView } from './resource-view.ts';

export interface Evaluation extends Classification, Fates {
  readonly view: ResourceView;
  readonly leafChanges: LeafChanges;
}

const NO_LEAF_CHANGES: LeafChanges = { config: [], remote: [], differing: [] };

export function evaluate(view: ResourceView, openIntent: boolean, options: PlanOptions): Evaluation {
  const lifecycle = view.resource?.lifecycle ?? DEFAULT_LIFECYCLE;
  const found = leafChangesFor(view, lifecycle);
  const fates = fatesOf(view, found, lifecycle);
  const leafChanges = withoutQuiet(found, fates);
  const { config, unread, written, kept, conflicting, forcedBy } = fates;
  const facts: Facts = {
    desired: view.resource !== undefined,
    state: view.current !== undefined,
    openIntent,
    adopting: view.resource?.adopt !== undefined,
    sameName: view.sameName.length,
    observation: view.observation.status,
    configMoved: leafChanges.config.length > 0,
    renewedOnly: config.size === 0,
    refsOnly: [...config].every((pointer) => isRef(view, pointer)),
    destroying: options.destroy,
    remoteMoved: leafChanges.remote.length > 0,
    overlap: conflicting.length > 0,
    equal: written.length + kept.length + unread.length === 0,
    mustReplace: forcedBy.length > 0 || options.replace.includes(view.address),
    allHeld: kept.length + unread.length > 0 && written.length === 0,
  };
  const classified = reworded(classify(facts), options);
  return {
    ...classified,
    view,
    leafChanges,
    ...fates,
    written: classified.action === 'create' ? [...(view.desired?.leaves.keys() ?? [])] : written,
  };
}

/** What a person accepted is no remote edit to anybody but the write, which keeps it. */
function withoutQuiet(found: LeafChanges, { quiet }: Fates): LeafChanges {
  if (quiet.length === 0) return found;
  const hidden = new Set(quiet);
  return { ...found, remote: found.remote.filter((pointer) => !hidden.has(pointer)) };
}

/** The files have no say in what a restore writes. */
function reworded({ action, reason }: Classification, { command }: PlanOptions): Classification {
  const isRestore = command === 'restore' && reason !== 'conflict' && (action === 'create' || action === 'update');
  return { action, reason: isRestore ? 'restored' : reason };
}

/** A leaf that is nothing but a ref: it moves with what it refers to, and the files need not say anything new. */
function isRef({ kind, resource }: ResourceView, pointer: Pointer): boolean {
  if (resource === undefined || refsOf(resource).length === 0) return false;
  const value = kind.leaves(normalize(kind, resource.spec)).find((leaf) => leaf.pointer === pointer)?.value;
  return value !== undefined && isDeferredValue(value) && value.$deferred === 'ref';
}

function leafChangesFor(view: ResourceView, lifecycle: Lifecycle): LeafChanges {
  const { kind, current, desired, live } = view;
  if (live === undefined) return desired && current ? unreadLeafChanges(view, lifecycle) : NO_LEAF_CHANGES;
  if (desired === undefined) return current ? { ...NO_LEAF_CHANGES, remote: editedSince(view) } : NO_LEAF_CHANGES;
  if (current === undefined) {
    const differing = differences(kind, undefined, desired, live.snapshot, lifecycle);
    return { config: differing, remote: [], differing };
  }
  return leafChangesOf(kind, current.baseline, desired, live.snapshot, lifecycle);
}

/** Without a read only the files can be known to have changed; a value that is not known yet counts as changed, as it does after a read. */
function unreadLeafChanges(view: ResourceView, lifecycle: Lifecycle): LeafChanges {
  const { kind, desired } = view;
  const { baseline } = view.current!;
  const { tag, roots } = baseline;
  if (tag !== '' && desired!.root !== undefined && desired!.root === roots.sent) return NO_LEAF_CHANGES;
  const { sent } = baseline;
  const pointers = new Set([...desired!.leaves.keys(), ...Object.keys(sent).sort()]);
  const owns = kind.owns(desired!.spec);
  const config = [...pointers].filter((pointer) => {
    if (matchesAny(pointer, lifecycle.ignore)) return false;
    const ours = desired!.digestAt(pointer);
    if (ours === undefined) return owns.some((part) => isWithin(pointer, part.at));
    if (ours === 'missing') return false;
    return ours === 'unknown' || knownDigest(desired!, pointer) !== sent[pointer];
  });
  return { config, remote: [], differing: config };
}

/** Leaves of an undeclared object that somebody changed since it was last read. */
function editedSince(view: ResourceView): readonly Pointer[] {
  const { baseline } = view.current!;
  const live = view.live!.snapshot;
  const known = baselinePointers(baseline).filter((pointer) => !matchesAny(pointer, view.kind.writeOnly));
  return known.filter(
    (pointer) =>
      knownDigest(live, pointer) !== settledAt(baseline, pointer) && !isAccepted(view.current, live, pointer),
  );
}

/** The name for people: desired's, else live's, else the address. */
export function nameForPeople(view: ResourceView): string {
  const name = view.desired ? view.name : view.live ? nameOf(view.live.snapshot.spec) : '';
  return name === '' ? view.address : name;
}
