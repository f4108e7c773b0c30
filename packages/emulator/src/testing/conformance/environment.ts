// The environment topic: environments and their variables.
import { type Answer, at, make } from '../harness.ts';
import { broken, withoutKey } from './everywhere.ts';
import { documentedOperation, played, type Scenario, type Stage } from './scenario.ts';

const missing = '5daabc50-8451-43f6-922d-96b403b4f28e';
const operations = [
  'getEnvironments',
  'createEnvironment',
  'getEnvironment',
  'putEnvironment',
  'patchEnvironment',
  'deleteEnvironment',
] as const;
type Operation = (typeof operations)[number];

/** An environment of the documented request. */
const made = (stage: Stage) => make(stage, 'environment', stage.documented('createEnvironment'));

/** The documented patch `example`, of an environment with these values. */
async function patched(stage: Stage, values: readonly object[], example: string): Promise<Answer> {
  const { id } = await make(stage, 'environment', { environment: { name: 'Test API Environment', values } });
  const body = stage.documented('patchEnvironment', example);
  return stage.ask('patchEnvironment', { params: { environmentId: id }, body });
}

/** A patch that is refused. */
function unpatched(example: string, body: unknown, environmentId?: string): Scenario {
  return played('patchEnvironment', [400, example], async (stage) => {
    const id = environmentId ?? (await made(stage)).id;
    return stage.ask('patchEnvironment', { params: { environmentId: id }, body });
  });
}

const plain = { key: 'x-api-key', value: '{{x-api-key}}' };
const vaulted = (stage: Stage): object[] => {
  const values = at(stage.documented('createEnvironment'), 'environment.values') as object[];
  return values.slice(2);
};

const reads: readonly Scenario[] = [
  played('getEnvironments', [200, 'Successful Response'], async (stage) => {
    await made(stage);
    return stage.ask('getEnvironments', { query: { workspace: stage.workspace } });
  }),
  played('getEnvironments', [200, 'Invalid Workspace'], (stage) =>
    stage.ask('getEnvironments', { query: { workspace: missing } }),
  ),
  ...['Environment Does Not Exist', 'Instance Not Found', 'Not Found'].map((example) => ({
    operation: 'getEnvironments',
    status: 404,
    example,
    impossible: 'A list names no environment, and lists nothing for an unknown workspace; the component is shared.',
  })),
  played('getEnvironment', [200, 'Successful Response'], async (stage) =>
    stage.ask('getEnvironment', { params: { environmentId: (await made(stage)).id } }),
  ),
];

const wordings = {
  'Instance Not Found': 'couldNotFind',
  'Environment Does Not Exist': 'specified',
  'Not Found': 'problem',
};

/** The three bodies of a missing environment (switch environmentMissing). */
function notFound(operation: Operation, status: number): Scenario[] {
  return Object.entries(wordings).map(([example, environmentMissing]) => ({
    operation,
    status,
    example,
    options: { switches: { environmentMissing } },
    play: (stage: Stage) =>
      stage.ask(operation, {
        params: { environmentId: missing },
        ...(operation === 'patchEnvironment' ? { body: [] } : {}),
      }),
  })) as Scenario[];
}

/** What creates and replaces share. */
function writes(operation: 'createEnvironment' | 'putEnvironment'): Scenario[] {
  const write = async (stage: Stage, body: unknown, headers = {}) => {
    const { id } = await made(stage);
    const where =
      operation === 'putEnvironment' ? { params: { environmentId: id } } : { query: { workspace: stage.workspace } };
    return stage.ask(operation, { ...where, body, headers });
  };
  return [
    played(operation, [200, 'Successful Response'], (stage) => write(stage, stage.documented(operation))),
    played(operation, [400, 'Invalid Type'], (stage) => write(stage, { environment: { name: 'E', values: [null] } })),
    played(operation, [400, 'Malformed Request'], (stage) => write(stage, { environment: { values: [] } })),
  ];
}

/** 411 for a body of unknown length, 413 for one of more than 30 MB. */
function sized(operation: Operation): Scenario[] {
  const params = { environmentId: missing };
  return [
    played(operation, [411, 'Length Required'], (stage) => inChunks(stage, operation)),
    played(operation, [413, 'Payload Too Large'], (stage) =>
      stage.ask(operation, { params, body: ' '.repeat(30 * 1024 * 1024 + 1) }),
    ),
  ];
}

/** A call whose body has no declared length. */
async function inChunks({ emulator }: Stage, operation: Operation): Promise<Answer> {
  const { method, path } = documentedOperation(operation);
  const { body } = new Response('{}');
  const headers = { 'x-api-key': emulator.apiKey, 'content-type': 'application/json' };
  const call = { method, headers, body, duplex: 'half' } as RequestInit;
  const response = await fetch(emulator.url + path.replace('{environmentId}', missing), call);
  return { status: response.status, headers: response.headers, body: await response.json() };
}

const patches: readonly Scenario[] = [
  played('patchEnvironment', [200, 'Successful Response'], (stage) =>
    patched(stage, [plain], 'Update Environment Name'),
  ),
  played('patchEnvironment', [200, 'Add Variable'], (stage) => patched(stage, [plain], 'Add Variable')),
  played('patchEnvironment', [200, 'Add Secret Variable'], async (stage) => {
    const described = { ...plain, description: 'A valid API key.' };
    return patched(stage, [described], 'Add Secret Variable');
  }),
  played('patchEnvironment', [200, 'Remove Variables'], (stage) => patched(stage, [plain], 'Remove Variable')),
  played('patchEnvironment', [200, 'Update Variable'], (stage) =>
    patched(stage, [{ ...plain, description: 'Old.' }, ...vaulted(stage)], 'Update Variable'),
  ),
  unpatched('Invalid PATCH Body', {}),
  unpatched('Empty value Property', [{ op: 'replace', path: '/values/0/value', value: '' }]),
  unpatched('Invalid Environment ID', [], '5daabc50-8451-43f6'),
  unpatched('Invalid value Type', [{ op: 'replace', path: '/values/1/value', value: 1 }]),
  unpatched('Invalid path', [{ op: 'replace', path: '/owner', value: '1' }]),
  unpatched("path Doesn't Exist", [{ op: 'replace', path: '/values/7/value', value: 'x' }]),
];

const asGuest = { options: { keysOf: { 'team-guest': 'guest-key' } } };
const headers = { 'x-api-key': 'guest-key' };

export const environmentScenarios: readonly Scenario[] = [
  ...reads,
  ...notFound('getEnvironment', 400),
  ...writes('createEnvironment'),
  ...sized('createEnvironment'),
  {
    ...played('createEnvironment', [403, 'No Permissions'], (stage) =>
      stage.ask('createEnvironment', { query: { workspace: stage.workspace }, headers, body: { environment: {} } }),
    ),
    ...asGuest,
  },
  ...writes('putEnvironment'),
  ...sized('putEnvironment'),
  ...patches,
  ...sized('patchEnvironment'),
  ...notFound('patchEnvironment', 404),
  {
    ...played('patchEnvironment', [403, 'Forbidden'], async (stage) =>
      stage.ask('patchEnvironment', { params: { environmentId: (await made(stage)).id }, headers, body: [] }),
    ),
    ...asGuest,
  },
  played('deleteEnvironment', [200, 'Successful Response'], async (stage) =>
    stage.ask('deleteEnvironment', { params: { environmentId: (await made(stage)).id } }),
  ),
  ...notFound('deleteEnvironment', 404),
  ...operations.filter((operation) => operation !== 'patchEnvironment').map((operation) => withoutKey(operation)),
  ...operations.map((operation) => broken(operation)),
];
