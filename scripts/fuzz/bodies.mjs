// Valid bodies by operation, made of the ids seen so far; what the fuzzer mutates.

const schema = 'https://schema.getpostman.com/json/collection/v2.1.0/collection.json';

/**
 * A body for the operation, or undefined where none is known. `id` and `uid` draw from what the emulator has shown, of a
 * kind (`collections`) or of any.
 */
export function bodyFor(operation, chance, { id, uid }) {
  const make = bodies[operation];
  return make === undefined ? undefined : make(chance, id, uid);
}

const name = (chance) => `Fuzz ${chance.below(50)}`;

function item(chance, id, depth = 0) {
  if (depth < 3 && chance.percent(30)) {
    return { name: name(chance), item: Array.from({ length: chance.below(3) }, () => item(chance, id, depth + 1)) };
  }
  const own = chance.percent(30) ? { id: id() } : {};
  const request = {
    method: chance.of(['GET', 'POST', 'BREW']),
    url: chance.of([
      'https://example.test/a?b=c',
      { raw: 'https://example.test/:x', host: ['example', 'test'], path: [':x'] },
    ]),
    header: [{ key: 'Accept', value: '*/*' }],
    body: chance.of([
      undefined,
      { mode: 'raw', raw: '{}' },
      { mode: 'urlencoded', urlencoded: [{ key: 'a', value: 'b' }] },
    ]),
  };
  const response = chance.percent(40)
    ? [
        {
          name: 'Saved',
          originalRequest: request,
          status: 'OK',
          code: 200,
          header: [{ key: 'A', value: 'b' }],
          body: 'hello',
        },
      ]
    : [];
  const event = chance.percent(20)
    ? [{ listen: 'test', script: { type: 'text/javascript', exec: ['1;'] } }]
    : undefined;
  return { name: name(chance), ...own, request, response, event };
}

const collection = (chance, id) => ({
  collection: {
    info: { name: name(chance), schema },
    item: Array.from({ length: chance.below(5) }, () => item(chance, id)),
    variable: [{ key: 'a', value: 'b' }],
  },
});
const environment = (chance) => ({
  environment: { name: name(chance), values: [{ key: 'a', value: 'b', type: 'default', enabled: true }] },
});
const request = (chance) => ({
  name: name(chance),
  method: 'POST',
  url: 'https://example.test/a',
  headerData: [{ key: 'A', value: 'b' }],
  dataMode: chance.of(['raw', 'params', 'urlencoded']),
  rawModeData: '{}',
});
const monitor = (_chance, _id, uid) => ({
  monitor: {
    name: 'Fuzz',
    collection: uid('collections'),
    environment: uid('environments'),
    schedule: { cron: '0 0 * * *', timezone: 'UTC' },
  },
});
const mock = (_chance, _id, uid) => ({
  mock: { name: 'Fuzz', collection: uid('collections'), environment: uid('environments'), private: false },
});
const serverResponse = (chance) => ({
  serverResponse: {
    name: name(chance),
    statusCode: chance.of([200, 404, 500]),
    body: '{}',
    language: 'json',
    headers: [],
  },
});
const workspace = (chance) => ({ workspace: { name: name(chance), type: chance.of(['team', 'personal', 'private']) } });
const fork = () => ({ forkName: 'fork', label: 'fork' });
const transfer = (chance, _id, uid) => ({
  ids: [uid('requests')],
  target: { id: uid('collections'), model: chance.of(['collection', 'folder', 'request']) },
  location: { position: chance.of(['start', 'end', 'before']), id: uid(), model: 'request' },
});
const tags = () => ({ tags: [{ slug: 'a-tag' }, { slug: 'another' }] });
const roles = (chance, id) => ({
  roles: [{ op: chance.of(['add', 'update', 'remove']), path: '/user', value: [{ id: id(), role: 'EDITOR' }] }],
});
const merge = (_chance, _id, uid) => ({
  source: uid('collections'),
  destination: uid('collections'),
  strategy: 'updateSourceWithDestination',
});

const bodies = {
  createCollection: collection,
  putCollection: collection,
  patchCollection: () => ({
    collection: { info: { name: 'Patched' }, variable: [{ key: 'a', value: 'b' }], events: [] },
  }),
  createCollectionFork: fork,
  mergeCollectionFork: merge,
  asyncMergePullCollectionFork: merge,
  pullCollectionChanges: () => ({}),
  duplicateCollection: (_chance, id) => ({ workspace: id('workspaces'), suffix: 'copy' }),
  createCollectionFolder: (chance, id) => ({ name: name(chance), folder: id('folders') }),
  updateCollectionFolder: (chance) => ({ name: name(chance), description: 'd' }),
  createCollectionRequest: request,
  updateCollectionRequest: request,
  createCollectionResponse: (chance) => ({
    name: name(chance),
    text: 'hello',
    responseCode: { code: 200, name: 'OK' },
  }),
  updateCollectionResponse: (chance) => ({ name: name(chance), text: 'bye' }),
  transferCollectionFolders: transfer,
  transferCollectionRequests: transfer,
  transferCollectionResponses: transfer,
  updateCollectionTags: tags,
  updateWorkspaceTags: tags,
  updateCollectionRoles: roles,
  updateWorkspaceRoles: roles,
  createEnvironment: environment,
  putEnvironment: environment,
  patchEnvironment: (chance) => [
    {
      op: chance.of(['add', 'replace', 'remove', 'move']),
      path: chance.of(['/name', '/values/0', '/values/0/value', '/values/-']),
      value: 'x',
    },
  ],
  forkEnvironment: fork,
  mergeEnvironmentFork: () => ({ deleteSource: true }),
  pullEnvironment: () => ({}),
  createMonitor: monitor,
  updateMonitor: (chance) => ({ monitor: { active: false, name: name(chance), retry: { attempts: 1 } } }),
  createMock: mock,
  updateMock: (_chance, _id, uid) => ({
    mock: { name: 'Fuzz', collection: uid('collections'), config: { serverResponseId: null } },
  }),
  createMockServerResponse: serverResponse,
  updateMockServerResponse: serverResponse,
  createWorkspace: workspace,
  updateWorkspace: workspace,
  createWorkspaceUpdate: () => ({ content: 'news', category: 'announcement' }),
  patchWorkspaceUpdate: () => ({ content: 'news' }),
  transferWorkspaceElement: (chance, id, uid) => ({
    id: uid(),
    type: chance.of(['collection', 'environment', 'mock']),
    to: id('workspaces'),
  }),
  updateWorkspaceGlobalVariables: () => ({ values: [{ key: 'a', value: 'b', type: 'default', enabled: true }] }),
  createCollectionPullRequest: (_chance, _id, uid) => ({
    title: 't',
    description: 'd',
    destinationId: uid(),
    reviewers: [],
  }),
  publishDocumentation: () => ({ documentationLayout: 'classic-single-column', customColor: {}, customization: {} }),
};
