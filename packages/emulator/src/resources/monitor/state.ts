// The monitor state room: whether a monitor is there, and whether what it watches still is.
import { type Reply, refusal } from '../../reply/replies.ts';
import { idInPath } from '../../seams/ids.ts';
import { exists } from '../../world/references.ts';
import type { Call, World } from '../../world/state.ts';
import type { Stored } from '../../world/store.ts';

/**
 * A monitor that no longer runs because its collection is gone (postman-app-support#10199) or its environment (switches
 * monitorsOnCollectionDelete, monitorsOnEnvironmentDelete).
 */
export function isMonitorDeactivated(world: World, monitor: Stored): boolean {
  const { monitorsOnCollectionDelete, monitorsOnEnvironmentDelete } = world.switches;
  const { collection, environment } = monitor.data;
  if (monitorsOnCollectionDelete !== 'keep' && !exists(world, 'collection', collection)) return true;
  if (environment === undefined || monitorsOnEnvironmentDelete !== 'deactivate') return false;
  return !exists(world, 'environment', environment);
}

/** The monitor of the path. One that lost its collection is listed and not found (switch monitorLostOnRead). */
export function findMonitor(world: World, call: Call): Stored | undefined {
  const monitor = world.store.get('monitor', idInPath(call.params['monitorId'], world.switches));
  if (monitor === undefined || world.switches.monitorLostOnRead === 'read') return monitor;
  return exists(world, 'collection', monitor.data['collection']) ? monitor : undefined;
}

/** OpenAPI 1.45.0, monitors404Error: two wordings (switch monitorMissingMessage). */
export function noMonitor(world: World, call: Call): Reply {
  const message =
    world.switches.monitorMissingMessage === 'specified'
      ? 'The specified monitor does not exist.'
      : `Monitor ${call.params['monitorId'] ?? ''} does not exist.`;
  return refusal(404, 'instanceNotFoundError', message);
}
