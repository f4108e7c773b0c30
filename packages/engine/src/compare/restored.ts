// What is remembered of an object into which a kept copy was put back: it counts as edited by somebody, not as sent.
import type { Digester } from '../model/digest.ts';
import type { Kind } from '../model/kind.ts';
import type { ItemIds } from '../model/parts.ts';
import type { Baseline, CurrentRecord } from '../model/state.ts';
import { sentDigests } from './baseline.ts';
import type { FromFiles } from './record.ts';
import type { Snapshot } from './snapshot.ts';

/** The past as if the files had been written: where live differs from them, somebody changed it. */
export function baselineOfFiles(kind: Kind, files: Snapshot, digester: Digester): Baseline {
  const roots = files.root === undefined ? {} : { sent: files.root };
  return { tag: digester.tag(kind), sent: sentDigests(files, undefined), settled: {}, roots };
}

/** The record of an object that was made anew from a copy, under an address of the files. */
export function afterRestoredCreate(
  made: CurrentRecord,
  files: FromFiles & { readonly baseline: Baseline },
): CurrentRecord {
  const { baseline, ...more } = files;
  return { current: { ...made.current, baseline, differences: [] }, deposed: made.deposed, ...more };
}

/** The record as it was, with the ids of items that were made anew. */
export function afterRestoredUpdate(record: CurrentRecord, ids: ItemIds): CurrentRecord {
  const { current } = record;
  const renewed = Object.entries(current.itemIds).map(([pointer, id]) => [pointer, ids[pointer] ?? id] as const);
  return { ...record, current: { ...current, itemIds: Object.fromEntries(renewed) } };
}
