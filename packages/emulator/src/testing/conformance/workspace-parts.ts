// The workspace parts topic: global variables and activities.
import { collection, make } from '../harness.ts';
import { broken, faulty, withoutKey } from './everywhere.ts';
import type { PlayedScenario, Scenario, Stage } from './scenario.ts';

const missing = '00000000-0000-4000-8000-000000000000';
const home = (stage: Stage) => ({ workspaceId: stage.workspace });
const guestKey = { keysOf: { 'team-guest': 'guest-key' } };
const asGuest = { 'x-api-key': 'guest-key' };

const globals: readonly Scenario[] = [
  {
    operation: 'updateWorkspaceGlobalVariables',
    status: 200,
    example: 'Global Variables Updated',
    play: putGlobals,
  },
  {
    operation: 'getWorkspaceGlobalVariables',
    status: 200,
    example: 'Successful Response',
    play: async (stage) => {
      await putGlobals(stage);
      return stage.ask('getWorkspaceGlobalVariables', { params: home(stage) });
    },
  },
  faulty('getWorkspaceGlobalVariables', 500, 'Internal Server Error'),
  faulty('updateWorkspaceGlobalVariables', 500, 'Internal Server Error'),
];

function putGlobals(stage: Stage) {
  const body = stage.documented('updateWorkspaceGlobalVariables');
  return stage.ask('updateWorkspaceGlobalVariables', { params: home(stage), body });
}

const feed = 'getWorkspaceActivityFeed';

function badFeedQuery(example: string, query: Record<string, string>): PlayedScenario {
  return { operation: feed, status: 400, example, play: (stage) => stage.ask(feed, { params: home(stage), query }) };
}

const activities: readonly Scenario[] = [
  {
    operation: feed,
    status: 200,
    example: 'Successful Response',
    deviation: 'Two lines of the example spell elementId with a small i; the schema and the other lines do not.',
    play: async (stage) => {
      for (let count = 0; count <= 15; count += 1) await make(stage, 'collection', collection('Held'));
      return stage.ask(feed, { params: home(stage) });
    },
  },
  {
    operation: feed,
    status: 200,
    example: 'Filter by Element Type',
    play: async (stage) => {
      await stage.call('PUT', `/workspaces/${stage.workspace}`, { workspace: { type: 'private' } });
      return stage.ask(feed, { params: home(stage), query: { elementType: 'workspace' } });
    },
  },
  badFeedQuery('Invalid Parameter', { limit: 'many' }),
  badFeedQuery('Invalid User ID', { userId: 'me' }),
  {
    operation: feed,
    status: 403,
    example: 'No Permissions for Workspace',
    options: guestKey,
    play: (stage) => stage.ask(feed, { params: home(stage), headers: asGuest }),
  },
  {
    operation: feed,
    status: 404,
    example: 'Workspace Not Found',
    play: (stage) => stage.ask(feed, { params: { workspaceId: missing } }),
  },
  withoutKey(feed),
  broken(feed),
];

export const workspacePartScenarios: readonly Scenario[] = [...globals, ...activities];
