// The walk room: create, read, update and delete of every kind through the tools of Postman's MCP server.
import { deepStrictEqual, ok, rejects, strictEqual } from 'node:assert';

const schema = 'https://schema.getpostman.com/json/collection/v2.1.0/collection.json';

/** How the tools word a 404, and the 400 that says the same. */
const gone = /404|not found|does not exist|could not find/i;

/** Plays the whole walk; each step checks by a read what the write did. */
export async function walk({ use, names, workspace: home }, step) {
  await step(`the server offers its tools (${names.size}) and knows who we are`, async () => {
    ok(names.size > 100);
    ok((await use('getAuthenticatedUser')).user.id > 0);
  });
  const workspace = await step('workspace: create, read, list, update', () => workspaceSteps(use));
  const collection = await step('collection: create, read, list, replace, patch', () =>
    collectionSteps(use, workspace),
  );
  await step('folder, request and response: create, read, update, delete', () => itemSteps(use, collection));
  await step('collection: fork, pull, merge', () => forkSteps(use, workspace, collection));
  const environment = await step('environment: create, read, list, replace, patch', () =>
    environmentSteps(use, workspace),
  );
  const mock = await step('mock: create, read, list, update, publish, unpublish, server responses', () =>
    mockSteps(use, workspace, collection, environment),
  );
  const monitor = await step('monitor: create, read, list, update, run', () =>
    monitorSteps(use, workspace, collection, environment),
  );
  await step('workspace: the elements it holds, roles, tags, globals, activity', async () => {
    const { workspace: read } = await use('getWorkspace', { workspaceId: workspace.id });
    deepStrictEqual(read.collections.map((one) => one.uid).includes(collection.uid), true);
    deepStrictEqual(
      read.environments.map((one) => one.uid),
      [environment.uid],
    );
    const values = [{ key: 'region', type: 'default', value: 'north', enabled: true }];
    await use('updateWorkspaceGlobalVariables', { workspaceId: workspace.id, values });
    strictEqual((await use('getWorkspaceGlobalVariables', { workspaceId: workspace.id })).values[0].value, 'north');
    await use('getWorkspaceRoles', { workspaceId: workspace.id });
    await use('updateWorkspaceTags', { workspaceId: workspace.id, tags: ['walked'] });
    strictEqual((await use('getWorkspaceTags', { workspaceId: workspace.id })).tags[0].slug, 'walked');
    await use('getWorkspaceActivityFeed', { workspaceId: workspace.id });
  });
  await step('delete: monitor, mock, environment, collection, workspace; each is gone', async () => {
    await use('deleteMonitor', { monitorId: monitor.id });
    await rejects(use('getMonitor', { monitorId: monitor.id }), gone);
    await use('deleteMock', { mockId: mock.id });
    await rejects(use('getMock', { mockId: mock.id }), gone);
    await use('deleteEnvironment', { environmentId: environment.id });
    await rejects(use('getEnvironment', { environmentId: environment.id }), gone);
    await use('deleteCollection', { collectionId: collection.uid });
    await rejects(use('getCollection', { collectionId: collection.uid, model: 'full' }), gone);
    await use('deleteWorkspace', { workspaceId: workspace.id });
    await rejects(use('getWorkspace', { workspaceId: workspace.id }), gone);
    await lists(use, 'getWorkspaces', home);
  });
}

/** The server shows some lists as tables in text, some as JSON; either names every object's id. */
async function lists(use, tool, id, input = {}) {
  ok(JSON.stringify(await use(tool, input)).includes(id), `${tool} does not list ${id}`);
}

async function workspaceSteps(use) {
  const made = { name: 'Walk', type: 'team', description: 'Walked through.' };
  const { workspace } = await use('createWorkspace', { workspace: made });
  await use('updateWorkspace', { workspaceId: workspace.id, workspace: { name: 'Walk on', type: 'team' } });
  const read = (await use('getWorkspace', { workspaceId: workspace.id })).workspace;
  strictEqual(read.name, 'Walk on');
  strictEqual(read.description, 'Walked through.');
  await lists(use, 'getWorkspaces', workspace.id);
  return workspace;
}

async function collectionSteps(use, { id: workspace }) {
  const item = [{ name: 'Ping', request: { method: 'GET', url: 'http://127.0.0.1:9/ping' } }];
  const content = (name) => ({ info: { name, schema }, item });
  const { collection } = await use('createCollection', { workspace, collection: content('Walked') });
  const read = (await use('getCollection', { collectionId: collection.uid, model: 'full' })).collection;
  strictEqual(read.item[0].name, 'Ping');
  await lists(use, 'getCollections', collection.uid, { workspace });
  const kept = read.item.map(({ id, name, request }) => ({
    id,
    name,
    request: { method: request.method, url: 'http://127.0.0.1:9/pong' },
  }));
  await use('putCollection', { collectionId: collection.uid, collection: { ...content('Walked again'), item: kept } });
  await use('patchCollection', { collectionId: collection.uid, collection: { info: { description: 'Patched.' } } });
  const after = (await use('getCollection', { collectionId: collection.uid, model: 'full' })).collection;
  strictEqual(after.info.name, 'Walked again');
  strictEqual(after.info.description, 'Patched.');
  strictEqual(after.item[0].id, read.item[0].id);
  return collection;
}

async function itemSteps(use, { id: collectionId }) {
  const folder = (await use('createCollectionFolder', { collectionId, name: 'Corner' })).data;
  await use('updateCollectionFolder', { collectionId, folderId: folder.id, name: 'Quiet corner' });
  strictEqual((await use('getCollectionFolder', { collectionId, folderId: folder.id })).data.name, 'Quiet corner');
  const made = { collectionId, name: 'Look', method: 'GET', url: 'http://127.0.0.1:9/look' };
  const request = (await use('createCollectionRequest', { ...made, folderId: folder.id })).data;
  await use('updateCollectionRequest', { collectionId, requestId: request.id, name: 'Look twice' });
  strictEqual((await use('getCollectionRequest', { collectionId, requestId: request.id })).data.name, 'Look twice');
  const answer = { collectionId, request: request.id, name: 'Seen', text: 'yes' };
  const response = (await use('createCollectionResponse', answer)).data;
  strictEqual((await use('getCollectionResponse', { collectionId, responseId: response.id })).data.text, 'yes');
  await use('updateCollectionResponse', { collectionId, responseId: response.id, name: 'Seen well' });
  await use('deleteCollectionResponse', { collectionId, responseId: response.id });
  await use('deleteCollectionRequest', { collectionId, requestId: request.id });
  await use('deleteCollectionFolder', { collectionId, folderId: folder.id });
  await rejects(use('getCollectionFolder', { collectionId, folderId: folder.id }), gone);
}

async function forkSteps(use, { id: workspace }, { uid }) {
  const { collection: fork } = await use('createCollectionFork', { collectionId: uid, workspace, label: 'side' });
  const { data } = await use('getCollectionForks', { collectionId: uid });
  strictEqual(data.length, 1);
  await use('pullCollectionChanges', { collectionId: fork.uid });
  await use('mergeCollectionFork', { source: fork.uid, destination: uid, strategy: 'deleteSource' });
  await rejects(use('getCollection', { collectionId: fork.uid, model: 'full' }), gone);
}

async function environmentSteps(use, { id: workspace }) {
  const value = (text) => ({ key: 'host', value: text, type: 'default', enabled: true });
  const { environment } = await use('createEnvironment', {
    workspace,
    environment: { name: 'Ground', values: [value('a')] },
  });
  const { id } = environment;
  await use('putEnvironment', { environmentId: id, environment: { name: 'Higher ground', values: [value('b')] } });
  await use('patchEnvironment', { environmentId: id, body: [{ op: 'replace', path: '/values/0/value', value: 'c' }] });
  const read = (await use('getEnvironment', { environmentId: id })).environment;
  strictEqual(read.name, 'Higher ground');
  strictEqual(read.values[0].value, 'c');
  await lists(use, 'getEnvironments', environment.uid, { workspace });
  return environment;
}

async function mockSteps(use, { id: workspace }, collection, environment) {
  const wanted = { name: 'Echo', collection: collection.uid, environment: environment.uid, private: true };
  const { mock } = await use('createMock', { workspace, mock: wanted });
  // Without `private` the tool sends false, and the mock would be public from here on.
  await use('updateMock', {
    mockId: mock.id,
    mock: { name: 'Louder echo', collection: collection.uid, private: true },
  });
  strictEqual((await use('getMock', { mockId: mock.id })).mock.name, 'Louder echo');
  await lists(use, 'getMocks', mock.id, { workspace });
  const serverResponse = { name: 'Out of order', statusCode: 503, body: 'later', language: 'text' };
  const made = await use('createMockServerResponse', { mockId: mock.id, serverResponse });
  const found = { mockId: mock.id, serverResponseId: made.id };
  await use('updateMockServerResponse', { ...found, serverResponse: { name: 'Still out of order', statusCode: 500 } });
  strictEqual((await use('getMockServerResponse', found)).name, 'Still out of order');
  await use('deleteMockServerResponse', found);
  await rejects(use('getMockServerResponse', found), gone);
  await use('publishMock', { mockId: mock.id });
  await rejects(use('publishMock', { mockId: mock.id }), /mockAlreadyPublishedError/);
  await use('unpublishMock', { mockId: mock.id });
  return mock;
}

async function monitorSteps(use, { id: workspace }, collection, environment) {
  const wanted = {
    name: 'Watch',
    collection: collection.uid,
    environment: environment.uid,
    schedule: { cron: '0 6 * * *', timezone: 'UTC' },
  };
  const { monitor } = await use('createMonitor', { workspace, monitor: wanted });
  await use('updateMonitor', { monitorId: monitor.id, monitor: { name: 'Closer watch', active: false } });
  const read = (await use('getMonitor', { monitorId: monitor.id })).monitor;
  strictEqual(read.name, 'Closer watch');
  strictEqual(read.active, false);
  await lists(use, 'getMonitors', monitor.id, { workspace });
  return monitor;
}
