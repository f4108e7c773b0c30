// Plays the call logs of a mock.

import type { Resource } from '../../api/route.ts';
import type { Json, JsonObject } from '../../json/json.ts';
import type { MockLog } from '../../mock-server/mock-log.ts';
import type { Pair } from '../../mock-server/saved-examples.ts';
import { ok, type Reply } from '../../reply/replies.ts';
import { iso } from '../../seams/clock.ts';
import type { Call, ServerState } from '../../world/state.ts';
import { findMock } from './life.ts';
import { logPage } from './log-query.ts';
import { mockNotFound } from './wording.ts';

function read(server: ServerState, call: Call): Reply {
  const mock = findMock(server, call);
  if (mock === undefined) return mockNotFound;
  const { logs, nextCursor } = logPage(server.mocks.logsOf(mock.id), call.query, server.clock.nowMs());
  const include = new Set((call.query['include'] ?? '').split(',').map((one) => one.trim()));
  const isMap = server.switches.mockLogHeaders === 'map';
  return ok({ 'call-logs': logs.map((log) => shown(log, include, isMap)), meta: { nextCursor } });
}

/** Headers and bodies only when `include` names them (OpenAPI 1.45.0, getMockCallLogs). */
function shown(log: MockLog, include: ReadonlySet<string>, isMap: boolean): JsonObject {
  const { id, servedAtMs, target, method, answer, body } = log;
  const headersOf = (pairs: readonly Pair[]): Json => (isMap ? mapOf(pairs) : pairs.map((one) => ({ ...one })));
  return {
    id,
    responseName: answer.name,
    servedAt: iso(servedAtMs),
    request: {
      method,
      path: target,
      ...(include.has('request.headers') ? { headers: headersOf(log.headers) } : {}),
      ...(include.has('request.body') ? { body: { mode: 'raw', data: body } } : {}),
    },
    response: {
      type: answer.type,
      statusCode: answer.status,
      ...(include.has('response.headers') ? { headers: headersOf(answer.headers) } : {}),
      ...(include.has('response.body') ? { body: { data: answer.body } } : {}),
    },
  };
}

function mapOf(pairs: readonly Pair[]): JsonObject {
  return Object.fromEntries(pairs.map(({ key, value }) => [key.toLowerCase(), value]));
}

export const mockCallLogs: Resource = {
  operations: {
    getMockCallLogs: read,
  },
};
