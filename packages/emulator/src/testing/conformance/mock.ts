// The mock topic: mock servers themselves, their publication and their call logs.
import { text } from '../harness.ts';
import { broken, withoutKey } from './everywhere.ts';
import { ground, mockOf } from './mock-ground.ts';
import type { PlayedScenario, Scenario, Stage } from './scenario.ts';

const delay = { type: 'fixed', preset: '1', duration: 300 };

const all: readonly Scenario[] = [
  {
    operation: 'getMocks',
    status: 200,
    example: 'Successful Response',
    play: async (stage) => {
      await mockOf(stage, { delay, matchHeader: false });
      return stage.ask('getMocks', { query: { workspace: stage.workspace } });
    },
  },
  { operation: 'getMocks', status: 200, example: 'No Mocks Found', play: (stage) => stage.ask('getMocks') },
  {
    operation: 'createMock',
    status: 200,
    example: 'Successful Response',
    deviation:
      'A create takes no config (its request schema), so that a new mock has no headers to match and no delay.',
    play: async (stage) => {
      await ground(stage);
      const query = { workspace: stage.workspace };
      return stage.ask('createMock', { query, body: stage.documented('createMock') });
    },
  },
  refusedCreate('Bad Request', '[]'),
  { ...refusedCreate('Invalid Request', '{"mock":{}}'), options: { switches: { workspaceQuery: 'required' } } },
  refusedCreate('Request Body Missing', undefined),
  refusedCreate('Missing collection Parameter', '{"mock":{"name":"Test Mock"}}', true),
  ...[
    'Invalid Cursor',
    'Missing name Parameter',
    'Missing serverResponse Parameter',
    'Missing statusCode Parameter',
  ].map((example) => ({
    operation: 'createMock',
    status: 400,
    example,
    impossible: 'common400Error: the call has no such parameter, or does not require it',
  })),
];

function refusedCreate(example: string, body: string | undefined, isInWorkspace = false): PlayedScenario {
  const play = (stage: Stage) =>
    stage.ask('createMock', { body, ...(isInWorkspace ? { query: { workspace: stage.workspace } } : {}) });
  return { operation: 'createMock', status: 400, example, play };
}

const one: readonly Scenario[] = [
  {
    operation: 'getMock',
    status: 200,
    example: 'Successful Response',
    play: async (stage) => stage.ask('getMock', { params: { mockId: await mockOf(stage, { delay }) } }),
  },
  {
    operation: 'updateMock',
    status: 200,
    example: 'Successful Response',
    play: async (stage) => {
      const mockId = await mockOf(stage, { delay, headers: ['POST'], serverResponseId: stage.workspace });
      return stage.ask('updateMock', { params: { mockId }, body: stage.documented('updateMock') });
    },
  },
  {
    operation: 'updateMock',
    status: 400,
    example: 'Missing Parameter',
    play: async (stage) => stage.ask('updateMock', { params: { mockId: await mockOf(stage) }, body: { mock: {} } }),
  },
  {
    operation: 'deleteMock',
    status: 200,
    example: 'Mock Deleted',
    play: async (stage) => stage.ask('deleteMock', { params: { mockId: await mockOf(stage) } }),
  },
  {
    operation: 'publishMock',
    status: 200,
    example: 'Mock Published',
    play: async (stage) => stage.ask('publishMock', { params: { mockId: await mockOf(stage, {}, { private: true }) } }),
  },
  {
    operation: 'publishMock',
    status: 400,
    example: 'Mock Already Published',
    play: async (stage) => stage.ask('publishMock', { params: { mockId: await mockOf(stage) } }),
  },
  {
    operation: 'unpublishMock',
    status: 200,
    example: 'Mock Unpublished',
    play: async (stage) => stage.ask('unpublishMock', { params: { mockId: await mockOf(stage) } }),
  },
  {
    operation: 'unpublishMock',
    status: 400,
    example: 'Mock Already Unpublished',
    play: async (stage) =>
      stage.ask('unpublishMock', { params: { mockId: await mockOf(stage, {}, { private: true }) } }),
  },
];

const logs: readonly Scenario[] = [
  {
    operation: 'getMockCallLogs',
    status: 200,
    example: 'Successful Response',
    play: async (stage) => {
      const mockId = await mockOf(stage);
      const url = text((await stage.call('GET', `/mocks/${mockId}`)).body, 'mock.mockUrl');
      for (const path of ['/birds', '/birds?type=owl', '/fish']) await fetch(url + path);
      await fetch(`${url}/birds`, { method: 'POST' });
      return stage.ask('getMockCallLogs', { params: { mockId } });
    },
  },
  {
    operation: 'getMockCallLogs',
    status: 400,
    example: 'Log Retention Period Exceeded',
    play: async (stage) =>
      stage.ask('getMockCallLogs', {
        params: { mockId: await mockOf(stage) },
        query: { since: '2020-01-01T00:00:00Z' },
      }),
  },
];

/** Which of mock400Error's examples an operation words; the others are those of its neighbours. */
const own: Readonly<Record<string, string>> = {
  updateMock: 'Missing Parameter',
  publishMock: 'Mock Already Published',
  unpublishMock: 'Mock Already Unpublished',
  getMockCallLogs: 'Log Retention Period Exceeded',
};

const ofNeighbours: readonly Scenario[] = Object.entries(own).flatMap(([operation, mine]) =>
  Object.entries(own)
    .filter(([, example]) => example !== mine)
    .map(([neighbour, example]) => ({
      operation,
      status: 400,
      example,
      impossible: `mock400Error: the wording of ${neighbour}`,
    })),
);

/** Operations on one mock, with what their 500 is called in the document. */
const withId: readonly (readonly [operation: string, failure: string])[] = [
  ['getMock', 'Internal Server Error'],
  ['updateMock', 'Internal Server Error'],
  ['deleteMock', 'Internal Server Error'],
  ['publishMock', 'Internal Server Error'],
  ['unpublishMock', 'Internal Server Error'],
  ['getMockCallLogs', 'Server Error'],
];

export const mockScenarios: readonly Scenario[] = [
  ...all,
  ...['getMocks', 'createMock'].flatMap((operation) => [
    withoutKey(operation),
    broken(operation, 'Internal Server Error'),
  ]),
  ...one,
  ...logs,
  ...ofNeighbours,
  ...withId.flatMap(([operation, failure]): Scenario[] => [
    withoutKey(operation),
    broken(operation, failure),
    {
      operation,
      status: 404,
      example: 'Mock Not Found',
      play: (stage) =>
        stage.ask(operation, {
          params: { mockId: stage.workspace },
          ...(operation === 'updateMock' ? { body: { mock: { name: 'x' } } } : {}),
        }),
    },
  ]),
];
