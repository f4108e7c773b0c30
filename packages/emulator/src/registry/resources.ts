// Registers every resource that the emulator plays: one line each. Routes, tasks and the control API follow from it.
import type { EmulatedKind, Part } from '../api/route.ts';
import { collectionDuplicatesPart } from '../resources/collection/duplicates.ts';
import { collectionKind } from '../resources/collection/routes.ts';
import { collectionTagsPart } from '../resources/collection/tags.ts';
import { updateTaskKind } from '../resources/collection/update-task.ts';
import { collectionAccessKeyKind } from '../resources/collection-access/access-keys.ts';
import { collectionRolesPart } from '../resources/collection-access/roles.ts';
import { collectionMergePart } from '../resources/collection-forks/merges.ts';
import { collectionForkPart } from '../resources/collection-forks/routes.ts';
import { collectionItemsPart } from '../resources/collection-items/routes.ts';
import { collectionTransfersPart } from '../resources/collection-items/transfers.ts';
import { documentationPart } from '../resources/documentation/routes.ts';
import { environmentForkPart } from '../resources/environment/forks.ts';
import { environmentKind } from '../resources/environment/routes.ts';
import { workspaceGlobalsPart } from '../resources/globals/routes.ts';
import { mePart } from '../resources/me/routes.ts';
import { mockCallLogPart } from '../resources/mock/call-logs.ts';
import { mockPublicationPart } from '../resources/mock/publication.ts';
import { mockKind } from '../resources/mock/routes.ts';
import { mockServerResponsePart } from '../resources/mock/server-responses.ts';
import { monitorKind } from '../resources/monitor/routes.ts';
import { monitorPart } from '../resources/monitor/run.ts';
import { collectionPullRequestPart } from '../resources/pull-requests/of-collection.ts';
import { pullRequestPart } from '../resources/pull-requests/routes.ts';
import { collectionTransformationPart } from '../resources/transformation/routes.ts';
import { peoplePart } from '../resources/users/routes.ts';
import { workspaceActivitiesPart } from '../resources/workspace/activities.ts';
import { workspaceRolesPart } from '../resources/workspace/roles.ts';
import { workspaceKind } from '../resources/workspace/routes.ts';
import { workspaceTagsPart } from '../resources/workspace/tags.ts';
import { workspaceTouchPart } from '../resources/workspace/touch.ts';
import { workspaceTransfersPart } from '../resources/workspace/transfers.ts';
import { workspaceUpdatesPart } from '../resources/workspace/updates.ts';
import type { World } from '../world/state.ts';

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
  ...kinds,
];

/** The kind of that name, singular or plural: `collection`, `collections`. */
export function kindNamed(name: string): EmulatedKind | undefined {
  return kinds.find((kind) => kind.name === name || `${kind.name}s` === name);
}

const settlers = parts.flatMap((part) => part.settle ?? []);

/** Ends every task whose time has come. Called before each call. */
export function settleTasks(world: World): void {
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
