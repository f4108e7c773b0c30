// Registers every resource, one line each, and makes the route table of all operations.
import { type OperationId, operationTable } from '../api/operations.ts';
import { guarded } from '../api/rights.ts';
import { type EmulatedKind, type Resource, type Route, routesOf, unplayedRoutes } from '../api/route.ts';
import { notPlayed } from '../reply/replies.ts';
import { collectionDuplicates } from '../resources/collection/duplicates.ts';
import { collectionKind } from '../resources/collection/routes.ts';
import { collectionTags } from '../resources/collection/tags.ts';
import { updateTaskKind } from '../resources/collection/update-task.ts';
import { collectionAccessKeyKind } from '../resources/collection-access/access-keys.ts';
import { collectionRoles } from '../resources/collection-access/roles.ts';
import { collectionMerges } from '../resources/collection-forks/merges.ts';
import { collectionForks } from '../resources/collection-forks/routes.ts';
import { collectionItems } from '../resources/collection-items/routes.ts';
import { collectionItemTransfers } from '../resources/collection-items/transfers.ts';
import { collectionDocumentation } from '../resources/documentation/routes.ts';
import { environmentForks } from '../resources/environment/forks.ts';
import { environmentKind } from '../resources/environment/routes.ts';
import { globalVariables } from '../resources/globals/routes.ts';
import { authenticatedUser } from '../resources/me/routes.ts';
import { mockCallLogs } from '../resources/mock/call-logs.ts';
import { mockPublication } from '../resources/mock/publication.ts';
import { mockKind } from '../resources/mock/routes.ts';
import { mockServerResponses } from '../resources/mock/server-responses.ts';
import { monitorKind } from '../resources/monitor/routes.ts';
import { runsOfMonitors } from '../resources/monitor/run.ts';
import { collectionPullRequests } from '../resources/pull-requests/of-collection.ts';
import { pullRequests } from '../resources/pull-requests/routes.ts';
import { collectionTransformation } from '../resources/transformation/routes.ts';
import { usersAndGroups } from '../resources/users/routes.ts';
import { workspaceActivities } from '../resources/workspace/activities.ts';
import { workspaceRoles } from '../resources/workspace/roles.ts';
import { workspaceKind } from '../resources/workspace/routes.ts';
import { workspaceTags } from '../resources/workspace/tags.ts';
import { workspaceTransfers } from '../resources/workspace/transfers.ts';
import { workspaceUpdates } from '../resources/workspace/updates.ts';
import type { ServerState } from '../world/state.ts';

const kinds: readonly EmulatedKind[] = [
  workspaceKind,
  collectionKind,
  collectionAccessKeyKind,
  updateTaskKind,
  environmentKind,
  monitorKind,
  mockKind,
];

/** In this order they hear of changes. */
export const parts: readonly Resource[] = [
  authenticatedUser,
  collectionItems,
  collectionItemTransfers,
  collectionTags,
  collectionRoles,
  collectionDuplicates,
  collectionForks,
  collectionMerges,
  environmentForks,
  runsOfMonitors,
  mockPublication,
  mockServerResponses,
  mockCallLogs,
  collectionPullRequests,
  pullRequests,
  collectionDocumentation,
  collectionTransformation,
  usersAndGroups,
  workspaceActivities,
  globalVariables,
  workspaceRoles,
  workspaceTags,
  workspaceTransfers,
  workspaceUpdates,
  ...kinds,
];

/** The kind of that name, singular or plural: `collection`, `collections`. */
export function kindNamed(name: string): EmulatedKind | undefined {
  return kinds.find((kind) => kind.name === name || `${kind.name}s` === name);
}

const settlers = parts.flatMap((part) => part.settle ?? []);

/** Ends every task whose time has come. Called before each call. */
export function settleTasks(server: ServerState): void {
  for (const settle of settlers) settle(server);
}

/** Tells every part of each object that is added, changed or gone. */
export function watchStore(server: ServerState): void {
  const ofRemovals = parts.flatMap((part) => part.afterRemove ?? []);
  const ofPuts = parts.flatMap((part) => part.afterPut ?? []);
  server.store.watcher = {
    afterRemove: (kind, object) => {
      for (const watch of ofRemovals) watch(server, kind, object);
    },
    afterPut: (kind, object, before) => {
      for (const watch of ofPuts) watch(server, kind, object, before);
    },
  };
}

const played = parts.flatMap(({ operations }) => routesOf(operations)).map(guarded);
const known = new Set(played.map(({ operation }) => operation));
const unplayed = (Object.keys(operationTable) as OperationId[]).filter((operation) => !known.has(operation));

/** Every operation of Postman's OpenAPI document 1.45.0; those not played name themselves. */
export const routes: readonly Route[] = [...played, ...unplayedRoutes(unplayed, notPlayed)];
