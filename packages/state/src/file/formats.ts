// Turns states and entries into what lies on disk, format 3, and reads formats 1 to 3.
//
//   1  every pointer in full; a record is flat: { id, uid, attributes, base, residues, memo, dependsOn, protect, secrets?, deposed?, stayed? }
//   2  as 1, with tables and lists of pointers packed (`pointer-tables.ts`)
//   3  as 2; a record is { current?, deposed?, dependsOn?, protect?, secrets? }, what is empty is left out, and an entry says its type
import type {
  CurrentObject,
  Deleted,
  Entry,
  Identity,
  InProgress,
  Intent,
  ResourceRecord,
  State,
} from '@postform/engine';
import { packPointers, unpackPointers } from './pointer-tables.ts';

/** The newest format that this version reads and the one that it writes. */
export const STATE_FORMAT = 3;
export const OLDEST_FORMAT = 1;

/** A state or an entry whose records have the shape of the disk. */
export type Stored = { readonly [key: string]: unknown };

export function storeState(state: State): Stored {
  return { ...(packPointers({ ...state, resources: mapped(state.resources, storeRecord) }) as Stored) };
}

export function loadState(stored: Stored, format: number): State {
  const state = unpackPointers(stored) as State & { readonly resources: Readonly<Record<string, Stored>> };
  return { ...state, format: 1, resources: mapped(state.resources, (record) => loadRecord(record, format)) };
}

export function storeEntry(entry: Entry): unknown {
  if (!('records' in entry) || entry.records === undefined) return packPointers(entry);
  return packPointers({ ...entry, records: eachRecord(entry.records, storeRecord) });
}

export function loadEntry(stored: unknown, format: number): Entry {
  const { records, ...rest } = unpackPointers(stored) as Entry & { readonly records?: Table };
  const entry = { ...rest, ...(records && { records: eachRecord(records, (record) => loadRecord(record, format)) }) };
  return format < 3 ? fromFlatEntry(entry as unknown as FlatEntry) : (entry as Entry);
}

type Table = Readonly<Record<string, Stored | null>>;

function eachRecord<A, B>(records: Readonly<Record<string, A | null>>, map: (record: A) => B) {
  return mapped(records, (record) => (record === null ? null : map(record)));
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

function storeRecord({ current, deposed, dependsOn, protect, secrets }: ResourceRecord): Stored {
  return {
    ...(current === undefined ? {} : { current: storeCurrent(current) }),
    ...(deposed.length === 0 ? {} : { deposed }),
    ...(dependsOn.length === 0 ? {} : { dependsOn }),
    ...(protect ? { protect } : {}),
    ...(secrets === undefined ? {} : { secrets }),
  };
}

function storeCurrent({ differences, itemIds, ...current }: CurrentObject): Stored {
  return {
    ...current,
    ...(differences.length === 0 ? {} : { differences }),
    ...(Object.keys(itemIds).length === 0 ? {} : { itemIds }),
  };
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

function loadRecord(stored: Stored, format: number): ResourceRecord {
  return format < 3 ? fromFlat(stored as unknown as FlatRecord) : fromStored(stored as Partial<ResourceRecord>);
}

function fromStored({ current, deposed = [], dependsOn = [], protect = false, ...rest }: Partial<ResourceRecord>) {
  const whole = current && { ...current, differences: current.differences ?? [], itemIds: current.itemIds ?? {} };
  return { ...(whole === undefined ? {} : { current: whole }), deposed, dependsOn, protect, ...rest };
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
  const current = { id, uid, attributes, baseline: base, differences: residues, itemIds: memo, ...survived };
  return { current, deposed, ...rest };
}

function mapped<A, B>(table: Readonly<Record<string, A>>, map: (value: A) => B): Readonly<Record<string, B>> {
  return Object.fromEntries(Object.entries(table).map(([key, value]) => [key, map(value)]));
}
