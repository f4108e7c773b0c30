// Makes Postman's report from the events of a run.
import type { Json, JsonObject } from '../json/json.ts';
import type { Execution, Headers, RunEvent } from './events.ts';

/** `success` is documented (OpenAPI 1.45.0, runMonitor); the other words are inferred. */
export type RunStatus = 'success' | 'failed' | 'error' | 'aborted';

/** What the rounds of a run, one per region, come to. */
export interface Report {
  readonly status: RunStatus;
  readonly stats: JsonObject;
  readonly executions: readonly Json[];
  readonly failures: readonly Json[];
}

/** The worst that happened decides. */
export function statusOf(events: readonly RunEvent[]): RunStatus {
  if (events.some(({ kind }) => kind === 'aborted')) return 'aborted';
  if (events.some((event) => event.kind === 'exception' || (event.kind === 'sent' && event.error))) return 'error';
  return events.some((event) => event.kind === 'assertion' && event.error) ? 'failed' : 'success';
}

/** How many requests were sent, those of scripts too. */
export function sentIn(events: readonly RunEvent[]): number {
  return events.filter(({ kind }) => kind === 'sent').length;
}

const worstFirst: readonly RunStatus[] = ['aborted', 'error', 'failed'];

export function reportOf(rounds: readonly (readonly RunEvent[])[], tookMs: number): Report {
  const statuses = rounds.map(statusOf);
  const events = rounds.flat();
  const assertions = events.filter((event) => event.kind === 'assertion');
  const sent = events.filter((event) => event.kind === 'sent');
  const executions = events.filter((event) => event.kind === 'execution');
  return {
    status: worstFirst.find((status) => statuses.includes(status)) ?? 'success',
    stats: {
      assertions: { total: assertions.length, failed: assertions.filter(({ error }) => error).length },
      requests: { total: sent.length, failed: sent.filter(({ error }) => error).length },
      runCount: rounds.length,
      errorCount:
        events.filter((event) => event.kind === 'exception').length + sent.filter(({ error }) => error).length,
      abortedCount: statuses.filter((status) => status === 'aborted').length,
      responseLatency: tookMs,
      responseSize: sent.reduce((sum, { bytes }) => sum + bytes, 0),
    },
    executions: executions.map((one, at) => executionOf(one, at + 1, events)),
    failures: assertions.filter(({ error }) => error).map((one) => failureOf(one, executions)),
  };
}

function executionOf(one: Execution, id: number, events: readonly RunEvent[]): JsonObject {
  const { request, response, name } = one;
  const errors = events.flatMap((event) =>
    (event.kind === 'exception' || event === one) && event.ref === one.ref && event.error ? [{ ...event.error }] : [],
  );
  return {
    id,
    item: { name },
    request: {
      method: request.method,
      url: request.url,
      headers: shownHeaders(request.headers),
      body: { contentLength: request.bytes },
      timestamp: new Date(one.atMs).toISOString(),
    },
    ...(response === undefined
      ? {}
      : {
          response: {
            code: response.code,
            body: { contentLength: response.bytes },
            responseTime: response.tookMs,
            responseSize: response.bytes,
            headers: shownHeaders(response.headers),
          },
        }),
    ...(errors.length === 0 ? {} : { errors }),
  };
}

/** Not documented beyond "information about the run's failures"; the example is an empty list. */
function failureOf(
  { ref, name, error }: Extract<RunEvent, { kind: 'assertion' }>,
  executions: readonly Execution[],
): JsonObject {
  const at = executions.findIndex((one) => one.ref === ref);
  return { executionId: at + 1, name: error?.name, message: error?.message, assertion: name };
}

const shown = new Set([
  'accept',
  'accept-encoding',
  'cache-control',
  'connection',
  'content-length',
  'content-type',
  'date',
  'host',
  'user-agent',
]);

/** The values of other headers are kept back: null for Postman-Token and Server in the example. */
function shownHeaders(headers: Headers): JsonObject {
  return Object.fromEntries(headers.map(([name, value]) => [name, shown.has(name.toLowerCase()) ? value : null]));
}
