// The workspace update topic: posts that tell what changed.
import { at, collection, make } from '../harness.ts';
import { broken, faulty } from './everywhere.ts';
import type { PlayedScenario, Scenario, Stage } from './scenario.ts';

const documentedCollection = '12345678-12ece9e1-2abf-4edc-8e34-de66e74114d2';
const guestKey = { keysOf: { 'team-guest': 'guest-key' } };
const asGuest = { 'x-api-key': 'guest-key' };
const merge = { 'content-type': 'application/merge-patch+json' };
const missing = '00000000-0000-4000-8000-000000000000';

const all = ['createWorkspaceUpdate', 'getWorkspaceUpdate', 'getWorkspaceUpdates', 'patchWorkspaceUpdate'];
const operations = [...all, 'deleteWorkspaceUpdate'];

/** The documented post, about a collection that is there. */
async function body(stage: Stage, operation = 'createWorkspaceUpdate'): Promise<Record<string, unknown>> {
  const held = await make(stage, 'collection', collection('Held'));
  stage.alias(documentedCollection, held.uid);
  return stage.documented(operation) as Record<string, unknown>;
}

/** A post, and the params that name it. */
async function posted(stage: Stage): Promise<Record<string, string>> {
  const made = await stage.ask('createWorkspaceUpdate', {
    params: { workspaceId: stage.workspace },
    body: await body(stage),
  });
  return { workspaceId: stage.workspace, updateId: String(at(made.body, 'id')) };
}

const shown: readonly Scenario[] = [
  {
    operation: 'createWorkspaceUpdate',
    status: 200,
    example: 'example',
    deviation: 'The example wraps the post in `value`, a slip of the document; the schema does not.',
    play: async (stage) =>
      stage.ask('createWorkspaceUpdate', { params: { workspaceId: stage.workspace }, body: await body(stage) }),
  },
  {
    operation: 'getWorkspaceUpdate',
    status: 200,
    example: 'Successful Response',
    play: async (stage) => stage.ask('getWorkspaceUpdate', { params: await posted(stage) }),
  },
  {
    operation: 'getWorkspaceUpdates',
    status: 200,
    example: 'Get Workspace Updates',
    play: async (stage) => {
      for (let count = 0; count <= 20; count += 1) await posted(stage);
      return stage.ask('getWorkspaceUpdates', { params: { workspaceId: stage.workspace } });
    },
  },
  {
    operation: 'getWorkspaceUpdates',
    status: 200,
    example: 'Get Workspace Updates with Filters',
    play: async (stage) => {
      await posted(stage);
      const query = { category: 'announcement,improvement' };
      return stage.ask('getWorkspaceUpdates', { params: { workspaceId: stage.workspace }, query });
    },
  },
  {
    operation: 'patchWorkspaceUpdate',
    status: 200,
    example: 'Successful Response',
    play: async (stage) =>
      stage.ask('patchWorkspaceUpdate', {
        params: await posted(stage),
        body: await body(stage, 'patchWorkspaceUpdate'),
        headers: merge,
      }),
  },
  {
    operation: 'deleteWorkspaceUpdate',
    status: 204,
    example: undefined,
    play: async (stage) => stage.ask('deleteWorkspaceUpdate', { params: await posted(stage) }),
  },
];

/** What create and patch refuse alike. */
function badBodies(operation: string): Scenario[] {
  const ask = async (stage: Stage, sent: (whole: Record<string, unknown>) => unknown) =>
    stage.ask(operation, { params: await posted(stage), body: sent(await body(stage)), headers: merge });
  return [
    { operation, status: 400, example: 'Invalid Request Body', play: (stage) => ask(stage, () => []) },
    {
      operation,
      status: 400,
      example: 'Missing category Property',
      play: (stage) => ask(stage, ({ topic, description }) => ({ topic, description })),
    },
    {
      operation,
      status: 400,
      example: 'Invalid category Value',
      play: (stage) => ask(stage, (whole) => ({ ...whole, category: 'gossip' })),
    },
    {
      operation,
      status: 404,
      example: 'Not Found',
      play: (stage) =>
        ask(stage, (whole) => ({ ...whole, relatedResources: [{ resource: 'collection', resourceId: missing }] })),
    },
    faulty(operation, 422, 'Unprocessable Content'),
  ];
}

/** The 403 an operation utters, of those of the component. */
const forbiddenExamples: Readonly<Record<string, string>> = {
  createWorkspaceUpdate: 'Create Update Forbidden',
  getWorkspaceUpdate: 'View Update Forbidden',
  getWorkspaceUpdates: 'View Update Forbidden',
  patchWorkspaceUpdate: 'Update Workspace Update Forbidden',
  deleteWorkspaceUpdate: 'Delete Update Forbidden',
};

function refusals(operation: string): Scenario[] {
  const own = forbiddenExamples[operation];
  const others = [...new Set(Object.values(forbiddenExamples))].filter((example) => example !== own);
  const hasId = operation !== 'createWorkspaceUpdate' && operation !== 'getWorkspaceUpdates';
  const [unauthorized, otherUnauthorized] = hasId
    ? ['GET, PATCH, DELETE Unauthorized', 'GET All, POST Unauthorized']
    : ['GET All, POST Unauthorized', 'GET, PATCH, DELETE Unauthorized'];
  const impossible = 'It is worded for other operations of the same component.';
  const without: PlayedScenario = {
    operation,
    status: 401,
    example: unauthorized,
    play: (stage) =>
      stage.ask(operation, {
        params: { workspaceId: stage.workspace, updateId: '1' },
        headers: { 'x-api-key': 'no-such-key' },
      }),
  };
  return [
    without,
    { operation, status: 401, example: otherUnauthorized, impossible },
    {
      operation,
      status: 403,
      example: own,
      options: guestKey,
      play: async (stage) => stage.ask(operation, { params: await posted(stage), headers: { ...merge, ...asGuest } }),
    },
    ...others.map((example) => ({ operation, status: 403, example, impossible })),
    {
      operation,
      status: 404,
      example: 'Workspace Not Found',
      play: (stage) => stage.ask(operation, { params: { workspaceId: missing, updateId: '1' } }),
    },
    hasId
      ? {
          operation,
          status: 404,
          example: 'Workspace Update Not Found',
          play: (stage) => stage.ask(operation, { params: { workspaceId: stage.workspace, updateId: '999999' } }),
        }
      : { operation, status: 404, example: 'Workspace Update Not Found', impossible: 'The path names no update.' },
    broken(operation),
  ];
}

const noEntity = 'An entity other than workspace and update is only checked when a body names it.';

export const workspaceUpdateScenarios: readonly Scenario[] = [
  ...shown,
  ...badBodies('createWorkspaceUpdate'),
  ...badBodies('patchWorkspaceUpdate'),
  ...operations.flatMap(refusals),
  ...['getWorkspaceUpdate', 'getWorkspaceUpdates', 'deleteWorkspaceUpdate'].map((operation) => ({
    operation,
    status: 404,
    example: 'Not Found',
    impossible: noEntity,
  })),
  {
    operation: 'getWorkspaceUpdates',
    status: 400,
    example: 'Invalid category Value',
    play: (stage) =>
      stage.ask('getWorkspaceUpdates', { params: { workspaceId: stage.workspace }, query: { category: 'gossip' } }),
  },
  ...['Invalid Request Body', 'Missing category Property'].map((example) => ({
    operation: 'getWorkspaceUpdates',
    status: 400,
    example,
    impossible: 'A list has no request body.',
  })),
];
