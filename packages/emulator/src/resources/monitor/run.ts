// Plays runs of monitors, and detaches monitors from an environment that is deleted.

import type { Resource } from '../../api/route.ts';
import { omit } from '../../json/json.ts';
import { deadline } from '../../monitor-run/runs.ts';
import { ok, type Reply, refusal } from '../../reply/replies.ts';
import { iso } from '../../seams/clock.ts';
import { type Call, type ServerState, uidOf } from '../../world/state.ts';
import type { Stored } from '../../world/store.ts';
import { jobOf } from './job.ts';
import { type Begun, type Ended, keepRunning, perform } from './perform.ts';
import { findMonitor, isMonitorDeactivated, noMonitor } from './state.ts';

/**
 * OpenAPI 1.45.0, runMonitor: 200 with the whole result, or with `info` alone for `?async=true`; 202 when the run takes
 * longer than 300 seconds. It goes on in the background then.
 */
async function run(server: ServerState, call: Call): Promise<Reply> {
  const monitor = findMonitor(server, call);
  if (monitor === undefined) return noMonitor(server, call);
  const { monitorRuns, clock, switches } = server;
  const isHeld = monitor.data['active'] === false && switches.monitorRunWhenPaused === 'refuse';
  const job = isHeld || isMonitorDeactivated(server, monitor) ? undefined : jobOf(server, monitor);
  if (job === undefined) return notRunnable;
  if (!monitorRuns.isInstalled()) return notInstalled(monitorRuns.library);
  const begun: Begun = { jobId: server.ids.next(), startedAtMs: clock.nowMs() };
  const isAsync = call.query['async'] === 'true';
  const ending = perform(server, monitor, job, begun);
  const waitMs = isAsync && switches.monitorAsyncRunAnswer === 'started' ? 0 : switches.monitorRunAnswerMs;
  ending.catch(() => undefined); // Nobody may be waiting any more when it fails.
  const ended = await Promise.race([ending, deadline(clock, waitMs).then(() => undefined)]);
  if (ended === undefined) {
    keepRunning(server, monitor, begun);
    return isAsync ? ok({ run: { info: infoOf(monitor, begun) } }) : stillRunning(monitor);
  }
  const info = infoOf(monitor, ended);
  const { stats, executions, failures } = ended.report;
  return ok({ run: isAsync ? { info } : { info, stats, executions, failures } });
}

function infoOf(monitor: Stored, run: Begun | Ended) {
  const { name, collection, environment } = monitor.data;
  return {
    jobId: run.jobId,
    monitorId: monitor.id,
    name,
    collectionUid: collection,
    ...(environment === undefined ? {} : { environmentUid: environment }),
    status: 'report' in run ? run.report.status : 'running',
    startedAt: iso(run.startedAtMs),
    ...('report' in run ? { finishedAt: iso(run.finishedAtMs) } : {}),
  };
}

/** OpenAPI 1.45.0, runMonitor202, with its two spaces. */
function stillRunning({ id }: Stored): Reply {
  const message =
    "The request is taking longer than expected, but is processing. To avoid this in future requests, pass the 'async=true' query parameter to use the  async option.";
  return { status: 202, body: { run: { info: { monitorId: id, status: 'running', message } } } };
}

/** Not documented for runs: the 403 of the 2022 document for a collection that cannot be read. */
const notRunnable = refusal(
  403,
  'forbiddenError',
  'You need read access to this collection in order to perform this action.',
);

/** The emulator's own: collections are run by Postman's library, which is an optional peer. */
function notInstalled(library: string): Reply {
  const message = `The emulator runs monitors with the package ${library}, which is not installed: npm install ${library}`;
  return refusal(501, 'notImplementedError', message, { operation: 'runMonitor', package: library });
}

/** Switch monitorsOnEnvironmentDelete: 'unset' takes the environment from its monitors. */
function afterRemove(server: ServerState, kind: string, object: Stored): void {
  if (kind !== 'environment' || server.switches.monitorsOnEnvironmentDelete !== 'unset') return;
  for (const monitor of server.store.all('monitor')) {
    if (monitor.data['environment'] !== uidOf(object)) continue;
    server.store.put('monitor', { ...monitor, data: omit(monitor.data, ['environment']) });
  }
}

export const runsOfMonitors: Resource = {
  operations: {
    runMonitor: { handle: () => notRunnable, body: 'none', handleLater: run },
  },
  afterRemove,
};
