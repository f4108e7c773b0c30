// Counts the requests that monitors sent this month: `monitor_request_runs` of GET /me.
import { iso } from '../../seams/clock.ts';
import type { ServerState } from '../../world/state.ts';

const kind = 'monitor-usage';

/** Requests of the team's monitors in the current UTC month. Retries count (OpenAPI 1.45.0, monitorRetry). */
export function monitorRequestRuns(server: ServerState): number {
  return Number(server.store.get(kind, monthOf(server))?.data['requests'] ?? 0);
}

export function countMonitorRequests(server: ServerState, requests: number): void {
  const id = monthOf(server);
  const nowMs = server.clock.nowMs();
  const times = { createdAtMs: nowMs, updatedAtMs: nowMs };
  const nobody = { workspace: '', owner: 0, updatedBy: 0 };
  server.store.put(kind, { id, ...nobody, ...times, data: { requests: monitorRequestRuns(server) + requests } });
}

function monthOf(server: ServerState): string {
  return iso(server.clock.nowMs()).slice(0, 7);
}
