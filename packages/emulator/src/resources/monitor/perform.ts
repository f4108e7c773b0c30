// Performs a monitor's run: its rounds, its retries, and what is kept of it.
import { isObject, type JsonObject } from '../../json/json.ts';
import type { MonitorJob, RunEvent } from '../../monitor-run/events.ts';
import { type Report, reportOf, sentIn, statusOf } from '../../monitor-run/report.ts';
import { iso } from '../../seams/clock.ts';
import type { ServerState } from '../../world/state.ts';
import type { Stored } from '../../world/store.ts';
import { retriesOf, roundsOf } from './job.ts';
import { countMonitorRequests } from './usage.ts';

/** A run that has begun. */
export interface Begun {
  readonly jobId: string;
  readonly startedAtMs: number;
}

/** A run that has ended. */
export interface Ended extends Begun {
  readonly finishedAtMs: number;
  readonly report: Report;
}

/**
 * Runs every round, the failed ones again, and keeps `lastRun` and the month's requests. A run that is ended from
 * outside is aborted and leaves nothing: its world is gone.
 */
export async function perform(server: ServerState, monitor: Stored, job: MonitorJob, begun: Begun): Promise<Ended> {
  const rounds: (readonly RunEvent[])[] = [];
  for (let round = 0; round < roundsOf(monitor); round += 1) {
    const events = await tried(server, monitor, job);
    if (events === undefined) return { ...begun, finishedAtMs: begun.startedAtMs, report: reportOf([aborted], 0) };
    rounds.push(events);
  }
  const finishedAtMs = server.clock.nowMs();
  const report = reportOf(rounds, finishedAtMs - begun.startedAtMs);
  keepLastRun(server, monitor.id, begun.jobId, {
    status: report.status,
    startedAt: iso(begun.startedAtMs),
    finishedAt: iso(finishedAtMs),
    jobId: begun.jobId,
    stats: { ...report.stats, requests: onlyTotal(report.stats) },
  });
  return { ...begun, finishedAtMs, report };
}

const aborted: readonly RunEvent[] = [{ kind: 'aborted' }];

/** One round: the last of its attempts is the one that counts; the requests of all of them are paid. */
async function tried(server: ServerState, monitor: Stored, job: MonitorJob): Promise<readonly RunEvent[] | undefined> {
  for (let left = retriesOf(monitor); ; left -= 1) {
    const events = await server.monitorRuns.run(job, server.clock);
    if (events === undefined) return undefined;
    countMonitorRequests(server, sentIn(events));
    if (left <= 0 || statusOf(events) === 'success') return events;
  }
}

/** A run that goes on while its call is answered: GET shows it running (OpenAPI 1.45.0, runMonitor). */
export function keepRunning(server: ServerState, monitor: Stored, { jobId, startedAtMs }: Begun): void {
  keepLastRun(server, monitor.id, jobId, { status: 'running', startedAt: iso(startedAtMs), jobId });
}

/** The monitor may have changed or gone meanwhile. A run is no edit: its times stay. */
function keepLastRun(server: ServerState, id: string, jobId: string, lastRun: JsonObject): void {
  const now = server.store.get('monitor', id);
  if (now !== undefined) server.store.put('monitor', { ...now, data: { ...now.data, jobId, lastRun } });
}

/** The `requests` of `lastRun` have a total and nothing else (OpenAPI 1.45.0, getMonitor example). */
function onlyTotal({ requests }: JsonObject): JsonObject {
  return { total: isObject(requests) ? requests['total'] : 0 };
}
