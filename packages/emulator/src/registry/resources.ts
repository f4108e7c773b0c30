// The registry of parts: one line per part; the route table and the settling of tasks are made from it.
import type { Part } from '../api/route.ts';
import { collectionDuplicatesPart } from '../resources/collection/duplicates.ts';
import { collectionTagsPart } from '../resources/collection/tags.ts';
import { settleUpdates } from '../resources/collection/update-task.ts';
import { collectionRolesPart } from '../resources/collection-access/roles.ts';
import { collectionMergePart } from '../resources/collection-forks/merges.ts';
import { collectionForkPart } from '../resources/collection-forks/routes.ts';
import { collectionItemsPart } from '../resources/collection-items/routes.ts';
import { collectionTransfersPart } from '../resources/collection-items/transfers.ts';
import { documentationPart } from '../resources/documentation/routes.ts';
import { environmentForkPart } from '../resources/environment/forks.ts';
import { workspaceGlobalsPart } from '../resources/globals/routes.ts';
import { mePart } from '../resources/me/routes.ts';
import { mockCallLogPart } from '../resources/mock/call-logs.ts';
import { mockPublicationPart } from '../resources/mock/publication.ts';
import { mockServerResponsePart } from '../resources/mock/server-responses.ts';
import { monitorPart } from '../resources/monitor/run.ts';
import { collectionPullRequestPart } from '../resources/pull-requests/of-collection.ts';
import { pullRequestPart } from '../resources/pull-requests/routes.ts';
import { collectionTransformationPart } from '../resources/transformation/routes.ts';
import { peoplePart } from '../resources/users/routes.ts';
import { workspaceActivitiesPart } from '../resources/workspace/activities.ts';
import { workspaceRolesPart } from '../resources/workspace/roles.ts';
import { workspaceTagsPart } from '../resources/workspace/tags.ts';
import { workspaceTouchPart } from '../resources/workspace/touch.ts';
import { workspaceTransfersPart } from '../resources/workspace/transfers.ts';
import { workspaceUpdatesPart } from '../resources/workspace/updates.ts';
import type { World } from '../world/state.ts';

export const parts: readonly Part[] = [
  mePart,
  collectionItemsPart,
  collectionTransfersPart,
  collectionTagsPart,
  collectionRolesPart,
  collectionDuplicatesPart,
  collectionForkPart,
  collectionMergePart,
  environmentForkPart,
  monitorPart,
  mockPublicationPart,
  mockServerResponsePart,
  mockCallLogPart,
  collectionPullRequestPart,
  pullRequestPart,
  documentationPart,
  collectionTransformationPart,
  peoplePart,
  workspaceActivitiesPart,
  workspaceGlobalsPart,
  workspaceRolesPart,
  workspaceTagsPart,
  workspaceTouchPart,
  workspaceTransfersPart,
  workspaceUpdatesPart,
];

const settlers = parts.flatMap((part) => part.settle ?? []);

/** Ends every task whose time has come. Called before each call. */
export function settleTasks(world: World): void {
  settleUpdates(world);
  for (const settle of settlers) settle(world);
}

/** Tells every part of each object that is added, changed or gone. */
export function watchStore(world: World): void {
  const ofRemovals = parts.flatMap((part) => part.afterRemove ?? []);
  const ofPuts = parts.flatMap((part) => part.afterPut ?? []);
  world.store.afterRemove = (kind, object) => {
    for (const watch of ofRemovals) watch(world, kind, object);
  };
  world.store.afterPut = (kind, object, before) => {
    for (const watch of ofPuts) watch(world, kind, object, before);
  };
}
