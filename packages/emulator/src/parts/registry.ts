// The registry of parts: one line per part; the route table and the settling of tasks are made from it.
import type { Part } from '../api/route.ts';
import { settleUpdates } from '../kinds/update-task.ts';
import type { World } from '../world/world.ts';
import { collectionDuplicatesPart } from './collection-duplicates.ts';
import { collectionForkPart } from './collection-forks.ts';
import { collectionItemsPart } from './collection-items.ts';
import { collectionMergePart } from './collection-merges.ts';
import { collectionPullRequestPart } from './collection-pull-requests.ts';
import { collectionRolesPart } from './collection-roles.ts';
import { collectionTagsPart } from './collection-tags.ts';
import { collectionTransfersPart } from './collection-transfers.ts';
import { collectionTransformationPart } from './collection-transformation.ts';
import { documentationPart } from './documentation.ts';
import { environmentForkPart } from './environment-forks.ts';
import { mePart } from './me.ts';
import { mockCallLogPart } from './mock-call-logs.ts';
import { mockPublicationPart } from './mock-publication.ts';
import { mockServerResponsePart } from './mock-server-responses.ts';
import { monitorPart } from './monitor.ts';
import { peoplePart } from './people.ts';
import { pullRequestPart } from './pull-requests.ts';
import { workspaceActivitiesPart } from './workspace-activities.ts';
import { workspaceGlobalsPart } from './workspace-globals.ts';
import { workspaceRolesPart } from './workspace-roles.ts';
import { workspaceTagsPart } from './workspace-tags.ts';
import { workspaceTouchPart } from './workspace-touch.ts';
import { workspaceTransfersPart } from './workspace-transfers.ts';
import { workspaceUpdatesPart } from './workspace-updates.ts';

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
