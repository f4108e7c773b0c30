// Turns states and entries into what lies on disk, format 3, and reads formats 1 to 3.
//
//   1  every pointer in full; a record is flat: { id, uid, attributes, base, residues, memo, dependsOn, protect, secrets?, deposed?, stayed? }
//   2  as 1, with tables and lists of pointers packed (`pointer-tables.ts`)
//   3  as 2; a record is { current?, deposed?, dependsOn?, protect?, secrets? }, and what is empty is left out
import type { CurrentObject, Entry, Identity, ResourceRecord, State } from '@postform/engine';
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
  const records = entry.records && mapped(entry.records, (record) => (record === null ? null : storeRecord(record)));
  return packPointers(records === undefined ? entry : { ...entry, records });
}

export function loadEntry(stored: unknown, format: number): Entry {
  const entry = unpackPointers(stored) as Entry & { readonly records?: Readonly<Record<string, Stored | null>> };
  if (entry.records === undefined) return entry;
  return {
    ...entry,
    records: mapped(entry.records, (record) => (record === null ? null : loadRecord(record, format))),
  };
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
