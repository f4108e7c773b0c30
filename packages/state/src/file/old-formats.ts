// Reads states and entries of formats 1 to 3.
//
//   1  every pointer in full; a record is flat: { id, uid, attributes, base, residues, memo, dependsOn, protect, secrets?, deposed?, stayed? }
//   2  as 1, with tables and lists of pointers packed (`pointer-tables.ts`)
//   3  as 2; a record is { current?, deposed?, dependsOn?, protect?, secrets? }, what is empty is left out, and an entry says its type
//
// In all of them the digest of a leaf is longer than now: its beginning is what this version makes of the same value.
import {
  type Baseline,
  type CurrentObject,
  type Deleted,
  type Digest,
  type Entry,
  type Identity,
  type InProgress,
  type Intent,
  LEAF_DIGEST_LENGTH,
  type ResourceRecord,
  type State,
} from '@postform/engine';
import { unpackPointers } from './pointer-tables.ts';

export type OldFormat = 1 | 2 | 3;

export function loadOldState(stored: unknown, format: OldFormat): State {
  const state = unpackPointers(stored) as State & { readonly resources: Table };
  const resources = eachRecord(state.resources, format) as State['resources'];
  return { ...state, format: 1, intents: state.intents.map(shortIntent), resources };
}

export function loadOldEntry(stored: unknown, format: OldFormat): Entry {
  const { records, intent, ...rest } = unpackPointers(stored) as Entry & {
    readonly records?: Table;
    readonly intent?: Intent;
  };
  const entry = {
    ...rest,
    ...(intent && { intent: shortIntent(intent) }),
    ...(records && { records: eachRecord(records, format) }),
  };
  return format < 3 ? fromFlatEntry(entry as unknown as FlatEntry) : (entry as Entry);
}

type Table = Readonly<Record<string, object | null>>;

function eachRecord(records: Table, format: OldFormat): Readonly<Record<string, ResourceRecord | null>> {
  const load = (record: object) =>
    format < 3 ? fromFlat(record as FlatRecord) : withEmpty(record as Partial<ResourceRecord>);
  return Object.fromEntries(
    Object.entries(records).map(([address, record]) => [address, record === null ? null : load(record)]),
  );
}

/** A record of format 3, with what is left out where it is empty. */
function withEmpty({ current, deposed = [], dependsOn = [], protect = false, ...rest }: Partial<ResourceRecord>) {
  const { differences = [], itemIds = {} } = current ?? {};
  const whole = current && { ...current, baseline: shortBaseline(current.baseline), differences, itemIds };
  return { ...(whole === undefined ? {} : { current: whole }), deposed, dependsOn, protect, ...rest };
}

function shortIntent(intent: Intent): Intent {
  return intent.sent === undefined
    ? intent
    : { ...intent, sent: { ...intent.sent, leaves: short(intent.sent.leaves) } };
}

function shortBaseline({ sent, settled, before, ...rest }: Baseline): Baseline {
  return { ...rest, sent: short(sent), settled: short(settled), ...(before && { before: short(before) }) };
}

function short<D extends Digest | null>(digests: Readonly<Record<string, D>>): Readonly<Record<string, D>> {
  const begin = (digest: D) => (digest === null ? digest : (digest.slice(0, LEAF_DIGEST_LENGTH) as D));
  return Object.fromEntries(Object.entries(digests).map(([pointer, digest]) => [pointer, begin(digest)]));
}

/** An entry as formats 1 and 2 have it; what it is stands in the fields that are there. */
interface FlatEntry {
  readonly records?: Readonly<Record<string, ResourceRecord | null>>;
  readonly intent?: Intent;
  readonly closed?: string;
  readonly inProgress?: InProgress | null;
  readonly stepDone?: string;
  readonly stepBegun?: string;
  readonly deleted?: Deleted;
  readonly confirmed?: readonly string[];
}

function fromFlatEntry(entry: FlatEntry): Entry {
  const { intent, closed: address, inProgress, stepDone, stepBegun, deleted, confirmed } = entry;
  const { records = {} } = entry;
  if (inProgress === null) return { type: 'plan-ended' };
  if (inProgress !== undefined) return { type: 'plan-begun', inProgress, records };
  if (stepDone !== undefined && address !== undefined)
    return { type: 'step-done', step: stepDone, address, records, ...(deleted && { deleted }) };
  if (stepBegun !== undefined) return { type: 'step-undone', step: stepBegun, records, ...(intent && { intent }) };
  if (intent !== undefined) return { type: 'intent-opened', intent };
  if (address !== undefined) return { type: 'intent-closed', address, records };
  return { type: 'records', records, ...(confirmed && { confirmed }) };
}

/** A record as formats 1 and 2 have it. */
interface FlatRecord extends Identity {
  readonly attributes: CurrentObject['attributes'];
  readonly base: CurrentObject['baseline'];
  readonly residues: CurrentObject['differences'];
  readonly memo: CurrentObject['itemIds'];
  readonly stayed?: true;
  readonly dependsOn: ResourceRecord['dependsOn'];
  readonly protect: boolean;
  readonly secrets?: readonly string[];
  readonly deposed?: readonly Identity[];
}

function fromFlat({
  id,
  uid,
  attributes,
  base,
  residues,
  memo,
  stayed,
  deposed = [],
  ...rest
}: FlatRecord): ResourceRecord {
  const survived = stayed === undefined ? {} : { survivedDelete: stayed };
  const current = {
    id,
    uid,
    attributes,
    baseline: shortBaseline(base),
    differences: residues,
    itemIds: memo,
    ...survived,
  };
  return { current, deposed, ...rest };
}
