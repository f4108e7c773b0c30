// The collection task topic: asynchronous updates and duplicates, and how far they are.
import { type Answer, collection, make, text } from '../harness.ts';
import { broken, withoutKey } from './everywhere.ts';
import { asOther, hiddenCollection, hiddenWorkspace, options } from './hidden.ts';
import type { PlayedScenario, Scenario, Stage } from './scenario.ts';

const documentedWorkspace = '1f0df51a-8658-4ee8-a2a1-d2567dfa09a9';
const updates = 'getCollectionUpdatesTasks';
const begins = 'duplicateCollection';
const reads = 'getDuplicateCollectionTaskStatus';

/** Begins an update of a collection, and asks how far it is when `ms` have passed. */
async function updateAfter(stage: Stage, ms: number, body: unknown = collection('New')): Promise<Answer> {
  const { id } = await make(stage, 'collection', collection('Test Collection'));
  const begun = await stage.call('PUT', `/collections/${id}`, body, { prefer: 'respond-async' });
  await stage.control('POST', 'clock', { advanceMs: ms });
  return stage.ask(updates, { params: { taskId: text(begun.body, 'task.id') } });
}

const longMs = 60_000;
const foreignItem = { id: documentedWorkspace, name: 'x', request: { method: 'GET', url: 'https://example.test' } };
const slow = { switches: { asyncUpdateMs: longMs, duplicateTaskMs: longMs, unknownItemIds: 'refuse' } } as const;

function updateRead(example: string, play: (stage: Stage) => Promise<Answer>): PlayedScenario {
  return { operation: updates, status: 200, example, options: slow, play };
}

/** Begins a duplicate; `more` is laid over the documented call. */
async function begin(stage: Stage, more: { collectionId?: string; body?: unknown } = {}): Promise<Answer> {
  const { uid } = await make(stage, 'collection', collection('Test Collection'));
  stage.alias(documentedWorkspace, stage.workspace);
  const { collectionId = uid, ...rest } = more;
  return stage.ask(begins, { params: { collectionId }, body: stage.documented(begins), ...rest });
}

/** Begins a duplicate, and asks how far it is when `ms` have passed. */
async function duplicateAfter(stage: Stage, ms: number, more = {}): Promise<Answer> {
  const { body } = await begin(stage, more);
  await stage.control('POST', 'clock', { advanceMs: ms });
  return stage.ask(reads, { params: { taskId: text(body, 'task.id') } });
}

function duplicateRead(example: string, play: (stage: Stage) => Promise<Answer>): PlayedScenario {
  return { operation: reads, status: 200, example, options: slow, play };
}

/** Examples of the shared 400 that speak of parameters this operation does not have. */
const foreign = [
  'Bad Request',
  'Invalid Cursor',
  'Missing name Parameter',
  'Missing collection Parameter',
  'Missing serverResponse Parameter',
  'Missing statusCode Parameter',
];

const lost = { collectionId: `12345678-${documentedWorkspace}` };

export const collectionTaskScenarios: readonly Scenario[] = [
  updateRead('Success', (stage) => updateAfter(stage, longMs)),
  updateRead('In Progress', (stage) => updateAfter(stage, 0)),
  updateRead('Failed', (stage) => updateAfter(stage, longMs, collection('New', [foreignItem]))),
  {
    operation: updates,
    status: 403,
    example: 'No Permissions',
    options,
    play: async (stage) => {
      const id = await hiddenCollection(stage);
      const begun = await stage.call('PUT', `/collections/${id}`, collection('New'), { prefer: 'respond-async' });
      return stage.ask(updates, { params: { taskId: text(begun.body, 'task.id') }, headers: asOther });
    },
  },
  withoutKey(updates),
  broken(updates),
  { operation: begins, status: 200, example: 'Successful Response', play: begin },
  {
    operation: begins,
    status: 400,
    example: 'Request Body Missing',
    play: (stage) => begin(stage, { body: undefined }),
  },
  { operation: begins, status: 400, example: 'Invalid Request', play: (stage) => begin(stage, { body: {} }) },
  ...foreign.map((example) => ({
    operation: begins,
    status: 400,
    example,
    impossible: 'common400Error is shared: this operation has no such parameter',
  })),
  {
    operation: begins,
    status: 403,
    example: 'No Permissions for Workspace',
    play: (stage) => begin(stage, { body: { workspace: documentedWorkspace } }),
  },
  withoutKey(begins),
  broken(begins),
  duplicateRead('Task Completed', (stage) => duplicateAfter(stage, longMs)),
  duplicateRead('Task Processing', (stage) => duplicateAfter(stage, 0)),
  duplicateRead('Task Failed', (stage) => duplicateAfter(stage, longMs, lost)),
  {
    operation: reads,
    status: 400,
    example: 'Invalid Task ID',
    play: (stage) => stage.ask(reads, { params: { taskId: 'none' } }),
  },
  {
    operation: reads,
    status: 403,
    example: 'No Access to Resource',
    options,
    play: async (stage) => {
      const begun = await begin(stage, { body: { workspace: await hiddenWorkspace(stage) } });
      return stage.ask(reads, { params: { taskId: text(begun.body, 'task.id') }, headers: asOther });
    },
  },
  {
    operation: reads,
    status: 404,
    example: 'Resource Not Found',
    play: (stage) => stage.ask(reads, { params: { taskId: lost.collectionId } }),
  },
  withoutKey(reads),
  broken(reads),
];
