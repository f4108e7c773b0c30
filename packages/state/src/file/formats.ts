// Turns states and entries into what lies on disk, format 4, and reads formats 1 to 4 (1 to 3: `old-formats.ts`).
//
//   4  as 3, with the leaf tables of a record or intent packed into texts (`packed-leaves.ts`); checksums are over the bytes
import type { Entry, Intent, State } from '@postform/engine';
import { loadOldEntry, loadOldState, type OldFormat } from './old-formats.ts';
import { packSent, unpackSent } from './packed-leaves.ts';
import { packPointers, unpackPointers } from './pointer-tables.ts';
import { loadRecord, type StoredRecord, storeRecord } from './stored-record.ts';

/** The newest format that this version reads and the one that it writes. */
export const STATE_FORMAT = 4;
export const OLDEST_FORMAT = 1;

/** A state or an entry whose records have the shape of the disk. */
export type Stored = { readonly [key: string]: unknown };

export function storeState(state: State): Stored {
  return { ...state, intents: state.intents.map(storeIntent), resources: mapped(state.resources, storeRecord) };
}

export function loadState(stored: Stored, format: number): State {
  if (isOld(format)) return loadOldState(stored, format);
  const state = stored as unknown as State & { readonly resources: Table };
  return {
    ...state,
    format: 1,
    intents: state.intents.map((intent) => loadIntent(intent as unknown as StoredIntent)),
    resources: mapped(state.resources, loadRecord),
  };
}

export function storeEntry(entry: Entry): Stored {
  return {
    ...entry,
    ...('intent' in entry && entry.intent && { intent: storeIntent(entry.intent) }),
    ...('records' in entry && entry.records && { records: mapped(entry.records, unlessNull(storeRecord)) }),
  };
}

export function loadEntry(stored: unknown, format: number): Entry {
  if (isOld(format)) return loadOldEntry(stored, format);
  const { records, intent, ...rest } = stored as { readonly records?: NullableTable; readonly intent?: StoredIntent };
  return {
    ...rest,
    ...(intent && { intent: loadIntent(intent) }),
    ...(records && { records: mapped(records, unlessNull(loadRecord)) }),
  } as Entry;
}

type Table = Readonly<Record<string, StoredRecord>>;
type NullableTable = Readonly<Record<string, StoredRecord | null>>;

type StoredIntent = Omit<Intent, 'sent' | 'secrets'> & {
  readonly sent?: Omit<NonNullable<Intent['sent']>, 'leaves'> & { readonly leaves: string };
  readonly secrets?: unknown;
};

function storeIntent({ sent, secrets, ...rest }: Intent): StoredIntent {
  return {
    ...rest,
    ...(sent && { sent: { ...sent, leaves: packSent(sent.leaves) } }),
    ...(secrets && { secrets: packPointers(secrets) }),
  };
}

function loadIntent({ sent, secrets, ...rest }: StoredIntent): Intent {
  return {
    ...rest,
    ...(sent && { sent: { ...sent, leaves: unpackSent(sent.leaves) } }),
    ...(secrets !== undefined && { secrets: unpackPointers(secrets) as NonNullable<Intent['secrets']> }),
  };
}

function isOld(format: number): format is OldFormat {
  return format < STATE_FORMAT;
}

function unlessNull<A, B>(map: (value: A) => B): (value: A | null) => B | null {
  return (value) => (value === null ? null : map(value));
}

function mapped<A, B>(table: Readonly<Record<string, A>>, map: (value: A) => B): Readonly<Record<string, B>> {
  return Object.fromEntries(Object.entries(table).map(([key, value]) => [key, map(value)]));
}
