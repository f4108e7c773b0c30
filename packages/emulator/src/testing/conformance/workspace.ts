// The workspace topic: lists, reads, creates, updates and deletes of workspaces.
import type { Switches } from '../../index.ts';
import { collection, make, text } from '../harness.ts';
import { broken, withoutKey } from './everywhere.ts';
import type { PlayedScenario, Scenario, Stage } from './scenario.ts';

const missing = { workspaceId: '00000000-0000-4000-8000-000000000000' };
const home = (stage: Stage) => ({ workspaceId: stage.workspace });

/** Makes a workspace of that type and returns its id. */
export async function workspace(stage: Stage, name: string, type: string, about = 'For tests.'): Promise<string> {
  const answer = await stage.call('POST', '/workspaces', { workspace: { name, type, about } });
  return text(answer.body, 'workspace.id');
}

/** One element of each kind in the first workspace. */
async function furnish(stage: Stage): Promise<void> {
  const held = await make(stage, 'collection', collection('Held'));
  await make(stage, 'environment', { environment: { name: 'Held', values: [] } });
  await make(stage, 'mock', { mock: { name: 'Held', collection: held.uid } });
  const schedule = { cron: '0 0 * * *', timezone: 'UTC' };
  await make(stage, 'monitor', { monitor: { name: 'Held', collection: held.uid, schedule } });
}

function listed(example: string, query: Record<string, string | number>): PlayedScenario {
  return {
    operation: 'getWorkspaces',
    status: 200,
    example,
    play: async (stage) => {
      for (const type of ['personal', 'private', 'public', 'partner']) await workspace(stage, `A ${type} one`, type);
      return stage.ask('getWorkspaces', { query });
    },
  };
}

function badFilter(example: string, query: Record<string, string | number>): PlayedScenario {
  return { operation: 'getWorkspaces', status: 400, example, play: (stage) => stage.ask('getWorkspaces', { query }) };
}

function inFull(example: string, include: string, switches: Partial<Switches>): PlayedScenario {
  return {
    operation: 'getWorkspace',
    status: 200,
    example,
    options: { switches },
    deviation: 'The emulator keeps no APIs and no specifications, so those lists are empty.',
    play: async (stage) => {
      await furnish(stage);
      return stage.ask('getWorkspace', { params: home(stage), query: include === '' ? {} : { include } });
    },
  };
}

const lists: readonly Scenario[] = [
  listed('Successful Response', {}),
  listed('Include SCIM IDs', { include: 'scim' }),
  listed('Response With Pagination', { limit: 2 }),
  badFilter('Invalid type Filter', { type: 'secret' }),
  badFilter('Missing elementId Filter', { elementType: 'collection' }),
  badFilter('Invalid elementType Filter', { elementType: 'api', elementId: '1' }),
  badFilter('Invalid limit Value', { limit: 101 }),
];

const reads: readonly Scenario[] = [
  inFull('Successful Response', '', {}),
  inFull('Include SCIM IDs', 'scim', {}),
  inFull('Include Team ID and SCIM IDs', 'team,scim', { workspaceTeamField: 'unwrapped' }),
  {
    operation: 'getWorkspace',
    status: 404,
    example: 'Workspace Not Found',
    play: (stage) => stage.ask('getWorkspace', { params: missing }),
  },
];

/** What create and update refuse alike: `ask` makes the call with a body. */
function badBodies(operation: 'createWorkspace' | 'updateWorkspace'): Scenario[] {
  const ask = (stage: Stage, body: object) => stage.ask(operation, { params: home(stage), body });
  return [
    { operation, status: 400, example: 'Workspace Missing', play: (stage) => ask(stage, {}) },
    {
      operation,
      status: 400,
      example: 'Publish Limit Exceeded',
      options: { switches: { publicWorkspacesPerHour: 0 } },
      deviation: 'The message names the team, and the team of the emulator has another id than that of the example.',
      play: (stage) => ask(stage, { workspace: { name: 'Open', type: 'public' } }),
    },
    {
      operation,
      status: 400,
      example: 'Not a Unique Public Workspace Name',
      play: async (stage) => {
        await workspace(stage, 'Open', 'public');
        return ask(stage, { workspace: { name: 'Open', type: 'public' } });
      },
    },
  ];
}

/** An update of a workspace of type `from` into `to`. */
function turned(example: string, from: string, to: string): PlayedScenario {
  return {
    operation: 'updateWorkspace',
    status: 403,
    example,
    play: async (stage) => {
      const workspaceId = await workspace(stage, 'Turned', from);
      return stage.ask('updateWorkspace', { params: { workspaceId }, body: { workspace: { type: to } } });
    },
  };
}

const writes: readonly Scenario[] = [
  {
    operation: 'createWorkspace',
    status: 200,
    example: 'Workspace Created',
    play: (stage) => stage.ask('createWorkspace', { body: stage.documented('createWorkspace') }),
  },
  ...badBodies('createWorkspace'),
  {
    operation: 'createWorkspace',
    status: 403,
    example: 'Unauthorized',
    options: { keysOf: { 'team-guest': 'guest-key' } },
    play: (stage) =>
      stage.ask('createWorkspace', {
        body: stage.documented('createWorkspace'),
        headers: { 'x-api-key': 'guest-key' },
      }),
  },
  {
    operation: 'updateWorkspace',
    status: 200,
    example: 'Workspace Updated',
    play: (stage) => stage.ask('updateWorkspace', { params: home(stage), body: stage.documented('updateWorkspace') }),
  },
  ...badBodies('updateWorkspace'),
  {
    operation: 'updateWorkspace',
    status: 403,
    example: 'Forbidden',
    options: { keysOf: { 'team-guest': 'guest-key' } },
    play: (stage) =>
      stage.ask('updateWorkspace', {
        params: home(stage),
        body: stage.documented('updateWorkspace'),
        headers: { 'x-api-key': 'guest-key' },
      }),
  },
  turned('Cannot Convert to Public Workspace', 'personal', 'public'),
  turned('Cannot Convert From Public Workspace', 'public', 'personal'),
  {
    operation: 'updateWorkspace',
    status: 404,
    example: 'Instance Not Found',
    play: (stage) => stage.ask('updateWorkspace', { params: missing, body: stage.documented('updateWorkspace') }),
  },
  {
    operation: 'deleteWorkspace',
    status: 200,
    example: 'Workspace Deleted',
    play: (stage) => stage.ask('deleteWorkspace', { params: home(stage) }),
  },
  {
    operation: 'deleteWorkspace',
    status: 400,
    example: 'Workspace Not Found',
    options: { switches: { workspaceDeleteMissing: '400' } },
    play: (stage) => stage.ask('deleteWorkspace', { params: missing }),
  },
];

export const workspaceScenarios: readonly Scenario[] = [
  ...lists,
  ...reads,
  ...writes,
  ...['getWorkspaces', 'createWorkspace', 'getWorkspace', 'deleteWorkspace'].map((one) => withoutKey(one)),
  ...['getWorkspaces', 'createWorkspace', 'getWorkspace', 'updateWorkspace', 'deleteWorkspace'].map((one) =>
    broken(one),
  ),
];
