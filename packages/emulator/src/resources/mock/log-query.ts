// Selects, sorts and pages the call logs of a mock as a query asks.

import type { MockLog } from '../../mock-server/mock-log.ts';
import { Refused, type Reply, refusal } from '../../reply/replies.ts';
import type { Call } from '../../world/state.ts';

/** One page; `nextCursor` is null on the last one (OpenAPI 1.45.0, getMockCallLogs). */
export interface LogPage {
  readonly logs: readonly MockLog[];
  readonly nextCursor: string | null;
}

const dayMs = 86_400_000;
const retentionDays = 30;
const mostLogs = 100;
const mostBytes = 6_500_000;

/**
 * The page a query asks for, of logs in the order served. Newest first unless `sort=servedAt&direction=asc`. A page ends
 * at `limit` (1 to 100) or 6.5 MB. Throws Refused: 400 invalidParamsError, in the words of "Log Retention Period
 * Exceeded" (OpenAPI 1.45.0, mock400Error); those for other parameters are inferred.
 */
export function logPage(logs: readonly MockLog[], query: Call['query'], nowMs: number): LogPage {
  const isWanted = filterOf(query, nowMs);
  const wanted = logs.filter(isWanted);
  if (!isAscending(query)) wanted.reverse();
  const rest = wanted.slice(startOf(wanted, query['cursor']));
  const limit = limitOf(query['limit']);
  let bytes = 0;
  const page: MockLog[] = [];
  for (const log of rest) {
    bytes += log.bytes;
    if (page.length === limit || (bytes > mostBytes && page.length > 0)) break;
    page.push(log);
  }
  const next = rest[page.length];
  return { logs: page, nextCursor: next === undefined ? null : Buffer.from(next.id).toString('base64') };
}

function filterOf(query: Call['query'], nowMs: number): (log: MockLog) => boolean {
  const sinceMs = timeOf(query, 'since') ?? Number.NEGATIVE_INFINITY;
  const untilMs = timeOf(query, 'until') ?? Number.POSITIVE_INFINITY;
  if (query['since'] !== undefined && sinceMs < nowMs - retentionDays * dayMs) {
    throw invalid(
      'since',
      `Cannot view logs beyond the call log retention period based on your plan i.e. ${retentionDays} days.`,
    );
  }
  if (sinceMs > untilMs) throw invalid('since', 'It cannot be later than until.');
  const { responseStatusCode, responseType, requestMethod, requestPath } = query;
  const isSame = (wanted: string | undefined, actual: string): boolean =>
    wanted === undefined || wanted.toLowerCase() === actual.toLowerCase();
  return ({ servedAtMs, target, method, answer }) =>
    servedAtMs >= sinceMs &&
    servedAtMs <= untilMs &&
    isSame(responseStatusCode, String(answer.status)) &&
    isSame(responseType, answer.type) &&
    isSame(requestMethod, method) &&
    isSame(requestPath, target);
}

/** "If you use this query parameter, you must also use the `direction` parameter", and the other way round. */
function isAscending({ sort, direction }: Call['query']): boolean {
  if (sort === undefined && direction === undefined) return false;
  if (sort !== 'servedAt') throw invalid('sort', 'It may be servedAt, together with direction.');
  const towards = direction?.toLowerCase();
  if (towards !== 'asc' && towards !== 'desc') throw invalid('direction', 'It may be asc or desc, together with sort.');
  return towards === 'asc';
}

function startOf(logs: readonly MockLog[], cursor: string | undefined): number {
  if (cursor === undefined || cursor === '') return 0;
  const id = Buffer.from(cursor, 'base64').toString();
  const at = logs.findIndex((log) => log.id === id);
  if (at < 0) throw invalid('cursor', 'It points to no call log.');
  return at;
}

function limitOf(limit: string | undefined): number {
  const rows = Number(limit ?? mostLogs);
  if (!Number.isInteger(rows) || rows < 1 || rows > mostLogs) throw invalid('limit', `It may be 1 to ${mostLogs}.`);
  return rows;
}

function timeOf(query: Call['query'], param: string): number | undefined {
  const text = query[param];
  if (text === undefined) return undefined;
  const ms = Date.parse(text);
  if (Number.isNaN(ms)) throw invalid(param, 'It must be a time in ISO 8601 format.');
  return ms;
}

function invalid(param: string, why: string): Refused {
  const reply: Reply = refusal(400, 'invalidParamsError', `Invalid value for parameter: ${param}. ${why}`);
  return new Refused(reply);
}
