// A record as it lies on disk, and back: its leaf tables are packed, and unpacked when they are first asked for.
import {
  type Baseline,
  type CurrentObject,
  type Digest,
  nameItemIds,
  type Pointer,
  type ResourceRecord,
} from '@postform/engine';
import { packBeside, packSent, unpackBeside, unpackSent } from './packed-leaves.ts';
import { packPointers, unpackPointers } from './pointer-tables.ts';

/** What is empty is left out, except `before`, which says by being there that an update was under way. */
export interface StoredRecord {
  readonly current?: StoredCurrent;
  readonly deposed?: ResourceRecord['deposed'];
  readonly dependsOn?: ResourceRecord['dependsOn'];
  readonly protect?: boolean;
  readonly secrets?: unknown;
}

type StoredCurrent = Omit<CurrentObject, 'baseline' | 'differences' | 'itemIds'> & {
  readonly baseline: Omit<Baseline, 'sent' | 'settled' | 'before'> &
    Partial<Record<'sent' | 'settled' | 'before', string>>;
  readonly differences?: unknown;
  readonly itemIds?: string;
};

/** Records do not change: what was read or written once is written again as it was. */
const stored = new WeakMap<ResourceRecord, StoredRecord>();

export function storeRecord(record: ResourceRecord): StoredRecord {
  const known = stored.get(record);
  if (known !== undefined) return known;
  const { current, deposed, dependsOn, protect, secrets } = record;
  const made: StoredRecord = {
    ...(current === undefined ? {} : { current: storeCurrent(current) }),
    ...(deposed.length === 0 ? {} : { deposed }),
    ...(dependsOn.length === 0 ? {} : { dependsOn }),
    ...(protect ? { protect } : {}),
    ...(secrets === undefined ? {} : { secrets: packPointers(secrets) }),
  };
  stored.set(record, made);
  return made;
}

export function loadRecord(from: StoredRecord): ResourceRecord {
  const { current, deposed = [], dependsOn = [], protect = false, secrets } = from;
  const record: ResourceRecord = {
    ...(current === undefined ? {} : { current: loadCurrent(current) }),
    deposed,
    dependsOn,
    protect,
    ...(secrets === undefined ? {} : { secrets: unpackPointers(secrets) as readonly Pointer[] }),
  };
  stored.set(record, from);
  return record;
}

function storeCurrent({ baseline, differences, itemIds, ...current }: CurrentObject): StoredCurrent {
  const { sent, settled, before, ...rest } = baseline;
  return {
    ...current,
    baseline: {
      ...rest,
      ...(isEmpty(sent) ? {} : { sent: packSent(sent) }),
      ...(isEmpty(settled) ? {} : { settled: packBeside(settled, sent) }),
      ...(before === undefined ? {} : { before: packBeside(before, sent) }),
    },
    ...(differences.length === 0 ? {} : { differences: packPointers(differences) }),
    ...(isEmpty(itemIds) ? {} : { itemIds: packBeside(itemIds, sent) }),
  };
}

function loadCurrent({ baseline, differences = [], itemIds, ...current }: StoredCurrent): CurrentObject {
  const { sent: packedSent, settled: packedSettled, before: packedBefore, ...rest } = baseline;
  const sent = once(() => (packedSent === undefined ? {} : unpackSent(packedSent)));
  const beside = <V extends Digest | null>(packed: string | undefined) =>
    once(() => (packed === undefined ? {} : unpackBeside(packed, sent())) as Readonly<Record<Pointer, V>>);
  const settled = beside<Digest | null>(packedSettled);
  const before = beside<Digest | null>(packedBefore);
  const ids = beside<string>(itemIds);
  const tables = {
    ...rest,
    get sent() {
      return sent();
    },
    get settled() {
      return settled();
    },
  };
  if (packedBefore !== undefined) Object.defineProperty(tables, 'before', { get: before, enumerable: true });
  const loaded: CurrentObject = {
    ...current,
    baseline: tables,
    differences: unpackPointers(differences) as readonly Pointer[],
    get itemIds() {
      return ids();
    },
  };
  nameItemIds(loaded, `${packedSent} ${itemIds}`);
  return loaded;
}

function once<T>(make: () => T): () => T {
  let made: T | undefined;
  return () => {
    made ??= make();
    return made;
  };
}

function isEmpty(table: object): boolean {
  for (const _ in table) return false;
  return true;
}
