// The journal's entries: each changes the state as a whole, or not at all.
import type { Address, StepId } from './address.ts';
import type { Deleted, InProgress, Intent, ResourceRecord, State } from './state.ts';

/** Records by address; null removes one. */
export type Records = Readonly<Record<Address, ResourceRecord | null>>;

/** One change of the state. */
export type Entry =
  /** Learned without a write. `confirmed`: ids of deleted objects of which it is known now whether they are gone. */
  | { readonly type: 'records'; readonly records: Records; readonly confirmed?: readonly string[] }
  /** A call of this intent may leave. It replaces the address's open one. */
  | { readonly type: 'intent-opened'; readonly intent: Intent }
  /** What became of a write is known, or it had no effect. */
  | { readonly type: 'intent-closed'; readonly address: Address; readonly records?: Records }
  /** A write was answered with success; the intent of its address is closed. */
  | {
      readonly type: 'step-done';
      readonly step: StepId;
      readonly address: Address;
      readonly records: Records;
      readonly deleted?: Deleted;
    }
  /** A step turned out not to be done, whatever an earlier entry said. `intent`: it may have had an effect, and is open again. */
  | { readonly type: 'step-undone'; readonly step: StepId; readonly records: Records; readonly intent?: Intent }
  /** A saved plan is being applied. */
  | { readonly type: 'plan-begun'; readonly inProgress: InProgress; readonly records: Records }
  | { readonly type: 'plan-ended' };

/** The state after an entry. An address has at most one open intent. */
export function withEntry(state: State, entry: Entry): State {
  return foldEntry({ ...state, resources: { ...state.resources } }, entry);
}

/** The state after many entries, with one copy. */
export function withEntries(state: State, entries: readonly Entry[]): State {
  return entries.reduce(foldEntry, { ...state, resources: { ...state.resources } });
}

/**
 * As `withEntry`, but writes into the `resources` of the given state, which the caller must own: a step costs the same
 * however many resources there are.
 */
export function foldEntry(state: State, entry: Entry): State {
  const resources = state.resources as Record<Address, ResourceRecord>;
  for (const [address, record] of Object.entries(('records' in entry && entry.records) || {})) {
    if (record === null) delete resources[address];
    else resources[address] = record;
  }
  return { ...besideRecords(state, entry), serial: state.serial + 1 };
}

function besideRecords(state: State, entry: Entry): State {
  switch (entry.type) {
    case 'records':
      return withDeleted(state, undefined, entry.confirmed);
    case 'intent-opened':
      return withIntent(state, entry.intent.address, entry.intent);
    case 'intent-closed':
      return withIntent(state, entry.address);
    case 'step-done':
      return withStep(withDeleted(withIntent(state, entry.address), entry.deleted), entry.step, 'done');
    case 'step-undone':
      return withStep(
        entry.intent === undefined ? state : withIntent(state, entry.intent.address, entry.intent),
        entry.step,
        'begun',
      );
    case 'plan-begun':
      return { ...state, inProgress: entry.inProgress };
    case 'plan-ended':
      return withoutPlan(state);
  }
}

function withIntent(state: State, address: Address, intent?: Intent): State {
  const others = state.intents.filter((open) => open.address !== address);
  return { ...state, intents: intent === undefined ? others : [...others, intent] };
}

function withDeleted(state: State, deleted?: Deleted, confirmed: readonly string[] = []): State {
  if (deleted === undefined && confirmed.length === 0) return state;
  const { deleted: before = [], ...rest } = state;
  const known = new Set([...confirmed, ...(deleted === undefined ? [] : [deleted.id])]);
  const left = before.filter(({ id }) => !known.has(id));
  const now = deleted === undefined ? left : [...left, deleted];
  return now.length === 0 ? rest : { ...rest, deleted: now };
}

function withStep(state: State, step: StepId, list: 'done' | 'begun'): State {
  if (state.inProgress === undefined) return state;
  const { plan, done, begun = [] } = state.inProgress;
  const others = begun.filter((id) => id !== step);
  const inProgress =
    list === 'begun'
      ? { plan, done: done.filter((id) => id !== step), begun: [...others, step] }
      : { plan, done: [...done, step], ...(others.length === 0 ? {} : { begun: others }) };
  return { ...state, inProgress };
}

function withoutPlan({ inProgress: _, ...rest }: State): State {
  return rest;
}
