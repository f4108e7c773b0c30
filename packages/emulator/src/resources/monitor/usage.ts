// The usage room: how many requests monitors sent this month, the `monitor_request_runs` of GET /me.
import { iso } from '../../seams/clock.ts';
import type { World } from '../../world/state.ts';

const kind = 'monitor-usage';

/** Requests of the team's monitors in the current UTC month. Retries count (OpenAPI 1.45.0, monitorRetry). */
export function monitorRequestRuns(world: World): number {
  return Number(world.store.get(kind, monthOf(world))?.data['requests'] ?? 0);
}

export function countMonitorRequests(world: World, requests: number): void {
  const id = monthOf(world);
  const nowMs = world.clock.nowMs();
  const times = { createdAtMs: nowMs, updatedAtMs: nowMs };
  const nobody = { workspace: '', owner: 0, updatedBy: 0 };
  world.store.put(kind, { id, ...nobody, ...times, data: { requests: monitorRequestRuns(world) + requests } });
}

function monthOf(world: World): string {
  return iso(world.clock.nowMs()).slice(0, 7);
}
