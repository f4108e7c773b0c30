// The topic list: one line per topic file; a documented answer that no topic plays shows as MISSING.
import { accountScenarios } from './account.ts';
import { collectionScenarios } from './collection.ts';
import { collectionAccessScenarios } from './collection-access.ts';
import { collectionForkScenarios } from './collection-forks.ts';
import { collectionItemScenarios } from './collection-items.ts';
import { collectionMergeScenarios } from './collection-merges.ts';
import { collectionTaskScenarios } from './collection-tasks.ts';
import { collectionTransferScenarios } from './collection-transfers.ts';
import { documentationScenarios } from './documentation.ts';
import { environmentScenarios } from './environment.ts';
import { environmentForkScenarios } from './environment-forks.ts';
import { mockScenarios } from './mock.ts';
import { mockPartScenarios } from './mock-parts.ts';
import { monitorScenarios } from './monitor.ts';
import { monitorRunScenarios } from './monitor-run.ts';
import { peopleScenarios } from './people.ts';
import { pullRequestScenarios } from './pull-requests.ts';
import type { Scenario } from './scenario.ts';
import { transformationScenarios } from './transformation.ts';
import { workspaceScenarios } from './workspace.ts';
import { workspacePartScenarios } from './workspace-parts.ts';
import { workspaceRoleScenarios } from './workspace-roles.ts';
import { workspaceTransferScenarios } from './workspace-transfers.ts';
import { workspaceUpdateScenarios } from './workspace-updates.ts';

export const scenarios: readonly Scenario[] = [
  ...accountScenarios,
  ...collectionTransferScenarios,
  ...collectionTaskScenarios,
  ...collectionItemScenarios,
  ...collectionAccessScenarios,
  ...collectionScenarios,
  ...collectionForkScenarios,
  ...collectionMergeScenarios,
  ...pullRequestScenarios,
  ...environmentScenarios,
  ...environmentForkScenarios,
  ...monitorScenarios,
  ...monitorRunScenarios,
  ...documentationScenarios,
  ...transformationScenarios,
  ...peopleScenarios,
  ...mockScenarios,
  ...mockPartScenarios,
  ...workspaceScenarios,
  ...workspacePartScenarios,
  ...workspaceRoleScenarios,
  ...workspaceTransferScenarios,
  ...workspaceUpdateScenarios,
];
