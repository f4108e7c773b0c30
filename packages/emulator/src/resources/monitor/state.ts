// Finds a monitor, and tells whether it is deactivated.
import { type Reply, refusal } from '../../reply/replies.ts';
import { idInPath } from '../../seams/ids.ts';
import { exists } from '../../world/references.ts';
import type { Call, ServerState } from '../../world/state.ts';
import type { Stored } from '../../world/store.ts';

/**
 * A monitor that no longer runs because its collection is gone (postman-app-support#10199) or its environment (switches
 * monitorsOnCollectionDelete, monitorsOnEnvironmentDelete).
 */
export function isMonitorDeactivated(server: ServerState, monitor: Stored): boolean {
  const { monitorsOnCollectionDelete, monitorsOnEnvironmentDelete } = server.switches;
  const { collection, environment } = monitor.data;
  if (monitorsOnCollectionDelete !== 'keep' && !exists(server, 'collection', collection)) return true;
  if (environment === undefined || monitorsOnEnvironmentDelete !== 'deactivate') return false;
  return !exists(server, 'environment', environment);
}

/** The monitor of the path. One that lost its collection is listed and not found (switch monitorLostOnRead). */
export function findMonitor(server: ServerState, call: Call): Stored | undefined {
  const monitor = server.store.get('monitor', idInPath(call.params['monitorId'], server.switches));
  if (monitor === undefined || server.switches.monitorLostOnRead === 'read') return monitor;
  return exists(server, 'collection', monitor.data['collection']) ? monitor : undefined;
}

/** OpenAPI 1.45.0, monitors404Error: two wordings (switch monitorMissingMessage). */
export function noMonitor(server: ServerState, call: Call): Reply {
  const message =
    server.switches.monitorMissingMessage === 'specified'
      ? 'The specified monitor does not exist.'
      : `Monitor ${call.params['monitorId'] ?? ''} does not exist.`;
  return refusal(404, 'instanceNotFoundError', message);
}
