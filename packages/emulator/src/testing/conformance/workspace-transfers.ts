// The workspace transfer topic: elements that go to another workspace, and workspaces that go to another team.
import { collection, make } from '../harness.ts';
import { broken, faulty, withoutKey } from './everywhere.ts';
import type { PlayedScenario, Scenario, Stage } from './scenario.ts';
import { workspace } from './workspace.ts';

const missing = '00000000-0000-4000-8000-000000000000';
const home = (stage: Stage) => ({ workspaceId: stage.workspace });
const guestKey = { keysOf: { 'team-guest': 'guest-key' } };
const asGuest = { 'x-api-key': 'guest-key' };

const element = 'transferWorkspaceElement';
const documentedTarget = 'd56bc95f-57c5-47cc-bd99-75c4ad96a6dd';

/** A collection, and the environment, mock and monitor of the documented requests, under aliases. */
async function furnish(stage: Stage): Promise<void> {
  const held = await make(stage, 'collection', collection('Held'));
  const schedule = { cron: '0 0 * * *', timezone: 'UTC' };
  const environment = await make(stage, 'environment', { environment: { name: 'Held', values: [] } });
  const mock = await make(stage, 'mock', { mock: { name: 'Held', collection: held.uid } });
  const monitor = await make(stage, 'monitor', { monitor: { name: 'Held', collection: held.uid, schedule } });
  stage.alias('12345678-12ece9e1-2abf-4edc-8e34-de66e74114d2', held.uid);
  stage.alias('5daabc50-8451-43f6-922d-96b403b4f28e', environment.id);
  stage.alias('e3d951bf-873f-49ac-a658-b2dcb91d3289', mock.id);
  stage.alias('1e6b6cc1-c760-48e0-968f-4bfaeeae9af1', monitor.id);
}

function moved(example: string): PlayedScenario {
  return {
    operation: element,
    status: 200,
    example,
    play: async (stage) => {
      await furnish(stage);
      stage.alias(documentedTarget, await workspace(stage, 'Target', 'team'));
      return stage.ask(element, { params: home(stage), body: stage.documented(element, example) });
    },
  };
}

function refusedTransfer(status: number, example: string, change: object, headers = {}): PlayedScenario {
  return {
    operation: element,
    status,
    example,
    options: guestKey,
    play: async (stage) => {
      const held = await make(stage, 'collection', collection('Held'));
      const to = await workspace(stage, 'Target', 'team');
      const body = { id: held.uid, type: 'collection', to, ...change };
      return stage.ask(element, { params: home(stage), body, headers });
    },
  };
}

const elementTransfers: readonly Scenario[] = [
  ...['Transfer Collection', 'Transfer Environment', 'Transfer Mock', 'Transfer Monitor'].map(moved),
  ...['Transfer API', 'Transfer Flow'].map((example) => ({
    operation: element,
    status: 200,
    example,
    impossible: 'The emulator keeps no APIs and no Flows, so there is none to transfer.',
  })),
  {
    operation: element,
    status: 400,
    example: 'Cannot Transfer from Team to Personal',
    play: async (stage) => {
      await furnish(stage);
      stage.alias(documentedTarget, await workspace(stage, 'Target', 'personal'));
      return stage.ask(element, { params: home(stage), body: stage.documented(element) });
    },
  },
  refusedTransfer(400, 'Invalid type Property', { type: 'teapot' }),
  refusedTransfer(400, 'Missing id Property', { id: undefined }),
  refusedTransfer(400, 'Missing to Property', { to: undefined }),
  refusedTransfer(400, 'Missing type Property', { type: undefined }),
  refusedTransfer(403, 'Forbidden', {}, asGuest),
  refusedTransfer(404, 'Workspace Not Found', { to: missing }),
  broken(element),
];

const whole = 'transferWorkspaceToTeam';
const teams = { source: '4242', destination: '4243' };
const organizations = { switches: { organizations: true } };

const workspaceTransfers: readonly Scenario[] = [
  {
    operation: whole,
    status: 200,
    example: 'Successful Response',
    options: organizations,
    play: (stage) => stage.ask(whole, { params: home(stage), body: teams }),
  },
  {
    operation: whole,
    status: 400,
    example: 'Invalid Request Body',
    options: organizations,
    play: (stage) => stage.ask(whole, { params: home(stage), body: { source: teams.source } }),
  },
  withoutKey(whole, 'Unauthorized'),
  {
    operation: whole,
    status: 403,
    example: 'Forbidden',
    play: (stage) => stage.ask(whole, { params: home(stage), body: teams }),
  },
  {
    operation: whole,
    status: 404,
    example: 'Not Found',
    options: organizations,
    play: (stage) => stage.ask(whole, { params: { workspaceId: missing }, body: teams }),
  },
  faulty(whole, 500, 'Internal Server Error'),
];

export const workspaceTransferScenarios: readonly Scenario[] = [...elementTransfers, ...workspaceTransfers];
