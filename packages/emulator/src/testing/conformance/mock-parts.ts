// The mock part topic: the server responses of a mock.
import { text } from '../harness.ts';
import { broken, withoutKey } from './everywhere.ts';
import { mockOf } from './mock-ground.ts';
import type { PlayedScenario, Scenario, Stage } from './scenario.ts';

/** A mock with one server response, as the document creates it. */
async function withResponse(stage: Stage): Promise<{ mockId: string; serverResponseId: string }> {
  const mockId = await mockOf(stage);
  const body = stage.documented('createMockServerResponse');
  const made = await stage.ask('createMockServerResponse', { params: { mockId }, body });
  return { mockId, serverResponseId: text(made.body, 'id') };
}

/** The call on the one response there is, with the documented body where there is one. */
function onResponse(operation: string, example: string): PlayedScenario {
  return {
    operation,
    status: 200,
    example,
    play: async (stage) => stage.ask(operation, { params: await withResponse(stage), ...bodyOf(stage, operation) }),
  };
}

function bodyOf(stage: Stage, operation: string): { body?: unknown } {
  return writes.includes(operation) ? { body: stage.documented(operation) } : {};
}

const writes = ['createMockServerResponse', 'updateMockServerResponse'];
const single = ['getMockServerResponse', 'updateMockServerResponse', 'deleteMockServerResponse'];
const every = ['getMockServerResponses', 'createMockServerResponse', ...single];

const answers: readonly Scenario[] = [
  {
    operation: 'createMockServerResponse',
    status: 200,
    example: 'Successful Response',
    play: async (stage) =>
      stage.ask('createMockServerResponse', {
        params: { mockId: await mockOf(stage) },
        body: stage.documented('createMockServerResponse'),
      }),
  },
  onResponse('getMockServerResponses', 'Successful Response'),
  onResponse('getMockServerResponse', 'Successful Response'),
  onResponse('updateMockServerResponse', 'Successful Response'),
  onResponse('deleteMockServerResponse', 'Server Response Deleted'),
];

const missing: readonly Scenario[] = every.flatMap((operation): Scenario[] => [
  {
    operation,
    status: 404,
    example: 'Mock Not Found',
    play: (stage) => {
      const params = { mockId: stage.workspace, serverResponseId: stage.workspace };
      return stage.ask(operation, { params, ...bodyOf(stage, operation) });
    },
  },
  single.includes(operation)
    ? {
        operation,
        status: 404,
        example: 'Server Response Not Found',
        play: async (stage) => {
          const params = { mockId: await mockOf(stage), serverResponseId: stage.workspace };
          return stage.ask(operation, { params, ...bodyOf(stage, operation) });
        },
      }
    : {
        operation,
        status: 404,
        example: 'Server Response Not Found',
        impossible: 'mockServerResponse404Error: the call names no server response',
      },
]);

/** Bodies that are refused, by the example they are refused with. */
const refused: Readonly<Record<string, string | undefined>> = {
  'Bad Request': '[]',
  'Request Body Missing': undefined,
  'Missing serverResponse Parameter': '{}',
  'Missing name Parameter': '{"serverResponse":{"statusCode":500}}',
  'Missing statusCode Parameter': '{"serverResponse":{"name":"x"}}',
};

/** Examples of common400Error that say something the call does not have or does not require. */
const notHere: Readonly<Record<string, readonly string[]>> = {
  createMockServerResponse: ['Invalid Request', 'Invalid Cursor', 'Missing collection Parameter'],
  updateMockServerResponse: [
    'Invalid Request',
    'Invalid Cursor',
    'Missing collection Parameter',
    'Missing name Parameter',
    'Missing statusCode Parameter',
  ],
};

const bodies: readonly Scenario[] = writes.flatMap((operation) => {
  const others = notHere[operation] ?? [];
  const played = Object.keys(refused).filter((example) => !others.includes(example));
  return [
    ...played.map((example) => ({
      operation,
      status: 400,
      example,
      play: async (stage: Stage) => stage.ask(operation, { params: await withResponse(stage), body: refused[example] }),
    })),
    ...others.map((example) => ({
      operation,
      status: 400,
      example,
      impossible: 'common400Error: the call has no such parameter, or does not require it',
    })),
  ];
});

export const mockPartScenarios: readonly Scenario[] = [
  ...answers,
  ...missing,
  ...bodies,
  ...every.flatMap((operation) => [withoutKey(operation), broken(operation)]),
];
