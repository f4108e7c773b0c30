// Sorts forks by the time they were made and cuts their list into pages by a cursor.
import { isObject, type Json, type JsonObject } from '../../json/json.ts';
import { type Call, listedIn, type ServerState } from '../../world/state.ts';
import type { Stored } from '../../world/store.ts';
import { type Forkable, recordOf, recordsOf } from './record.ts';

export interface ForkPage {
  readonly records: readonly Stored[];
  /** `{total, nextCursor}` (OpenAPI 1.45.0, getCollectionForks). */
  readonly meta: JsonObject;
}

const usualLimit = 10;

/** The records that lists show now. They lag as all lists do, and leave out forks that ended with their parent. */
export function listedForks(server: ServerState, kind: Forkable): Stored[] {
  return listedIn(server, recordsOf(kind), undefined).filter(
    (record) =>
      server.store.get(recordsOf(kind), record.id) === undefined || recordOf(server, kind, record) !== undefined,
  );
}

/**
 * `limit` (10 unless said), `direction` (newest first unless `asc`, as the examples show) and `cursor`, base64 like
 * Postman's. Undefined when one of them cannot be (OpenAPI 1.45.0 names no error for that).
 */
export function forkPage(records: readonly Stored[], query: Call['query']): ForkPage | undefined {
  const { cursor, direction = 'desc', limit = String(usualLimit) } = query;
  const count = Number(limit);
  if (!Number.isInteger(count) || count < 1 || (direction !== 'asc' && direction !== 'desc')) return undefined;
  const after = cursor === undefined ? 'start' : placeOf(cursor);
  if (after === undefined) return undefined;
  const way = direction === 'asc' ? 1 : -1;
  const sorted = [...records].sort((one, other) => way * compared(one, other));
  const rest = after === 'start' ? sorted : sorted.filter((record) => way * compared(record, after) > 0);
  const page = rest.slice(0, count);
  const last = page.at(-1);
  const nextCursor = last === undefined || rest.length <= count ? null : cursorOf(last);
  return { records: page, meta: { total: records.length, nextCursor } };
}

type Place = Pick<Stored, 'id' | 'createdAtMs'>;

function compared(one: Place, other: Place): number {
  if (one.createdAtMs !== other.createdAtMs) return one.createdAtMs - other.createdAtMs;
  return one.id < other.id ? -1 : one.id > other.id ? 1 : 0;
}

function cursorOf({ id, createdAtMs }: Place): string {
  return Buffer.from(JSON.stringify({ id, createdAtMs })).toString('base64');
}

function placeOf(cursor: string): Place | undefined {
  try {
    const place = JSON.parse(Buffer.from(cursor, 'base64').toString()) as Json;
    if (!isObject(place)) return undefined;
    const { id, createdAtMs } = place;
    return typeof id === 'string' && typeof createdAtMs === 'number' ? { id, createdAtMs } : undefined;
  } catch {
    return undefined;
  }
}
