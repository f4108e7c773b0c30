// The monitor topic: monitors and their pages.
import type { Answer } from '../harness.ts';
import { broken, withoutKey } from './everywhere.ts';
import { documentedBody, documentedCollection, made } from './monitor-made.ts';
import { played, type Scenario, type Stage } from './scenario.ts';

const missing = '1f074798-f0a0-49f0-8881-7b1212d4ab31';
const operations = [
  'getMonitors',
  'createMonitor',
  'getMonitor',
  'updateMonitor',
  'deleteMonitor',
  'runMonitor',
] as const;
type Operation = (typeof operations)[number];
type Play = (stage: Stage) => Promise<Answer>;

const list = (stage: Stage, query: Record<string, string | number> = {}) => stage.ask('getMonitors', { query });

const lists: readonly Scenario[] = [
  played('getMonitors', [200, 'Successful Response'], async (stage) => {
    await made(stage);
    return list(stage);
  }),
  played('getMonitors', [200, 'Filter by active'], async (stage) => {
    await made(stage);
    await made(stage, [], { active: false });
    return list(stage, { active: 'false' });
  }),
  played('getMonitors', [200, 'Filter by Collection or Environment UID'], async (stage) => {
    const { collection: collectionUid } = await made(stage);
    return list(stage, { collectionUid });
  }),
  played('getMonitors', [200, 'Filter by owner'], async (stage) => {
    const { collection: uid } = await made(stage);
    return list(stage, { owner: uid.split('-')[0] ?? '' });
  }),
  played('getMonitors', [200, 'Limit with Cursor Pagination'], async (stage) => {
    await made(stage);
    await made(stage);
    return list(stage, { limit: 1 });
  }),
  played('getMonitors', [200, 'Collection or Environment Not Found'], (stage) =>
    list(stage, { collectionUid: documentedCollection }),
  ),
  played('getMonitors', [200, 'Owner Not Found'], (stage) => list(stage, { owner: '1' })),
  played('getMonitors', [400, 'Invalid active Value'], (stage) => list(stage, { active: 'maybe' })),
  played('getMonitors', [400, 'Invalid Cursor'], (stage) => list(stage, { cursor: 'junk' })),
  played('getMonitors', [400, 'Invalid owner Value'], (stage) => list(stage, { owner: 'me' })),
  played('getMonitors', [400, 'Invalid Pagination Limit'], (stage) => list(stage, { limit: 26 })),
  played('getMonitors', [400, 'Invalid Workspace ID'], (stage) => list(stage, { workspace: `${missing}x` })),
  played('getMonitors', [404, 'Workspace Not Found'], (stage) => list(stage, { workspace: missing })),
];

const create = (stage: Stage, body: unknown) =>
  stage.ask('createMonitor', { query: { workspace: stage.workspace }, body });

/** The documented create with `more` laid over it. */
async function createOf(stage: Stage, more: object): Promise<Answer> {
  const { monitor } = (await documentedBody(stage)) as { monitor: object };
  return create(stage, { monitor: { ...monitor, ...more } });
}

const update = async (stage: Stage, monitor: object) =>
  stage.ask('updateMonitor', { params: { monitorId: (await made(stage)).id }, body: { monitor } });

const badCron = { schedule: { cron: '* * * * *', timezone: 'America/Chicago' } };
const badZone = { schedule: { cron: '*/5 * * * *', timezone: 'Mars/Base' } };

const writes: readonly Scenario[] = [
  played('createMonitor', [200, 'Monitor Created'], async (stage) => create(stage, await documentedBody(stage))),
  played('createMonitor', [400, 'Invalid active Value'], (stage) => createOf(stage, { active: 'maybe' })),
  played('createMonitor', [400, 'Invalid Cron Pattern'], (stage) => createOf(stage, badCron)),
  played('createMonitor', [400, 'Invalid Timezone'], (stage) => createOf(stage, badZone)),
  played('createMonitor', [400, 'Invalid Workspace ID'], async (stage) => {
    const body = await documentedBody(stage);
    return stage.ask('createMonitor', { query: { workspace: `${missing}x` }, body });
  }),
  played('createMonitor', [400, 'Missing Parameter'], (stage) => createOf(stage, { schedule: {} })),
  played('createMonitor', [403, 'No Permissions'], (stage) => createOf(stage, { collection: documentedCollection })),
  played('updateMonitor', [200, 'Monitor Updated'], async (stage) => {
    const body = stage.documented('updateMonitor');
    return stage.ask('updateMonitor', { params: { monitorId: (await made(stage)).id }, body });
  }),
  played('updateMonitor', [400, 'Invalid active Value'], (stage) => update(stage, { active: 'maybe' })),
  played('updateMonitor', [400, 'Invalid Cron Pattern'], (stage) => update(stage, badCron)),
  played('updateMonitor', [400, 'Invalid Timezone'], (stage) => update(stage, badZone)),
  {
    ...played('updateMonitor', [400, 'Missing Parameter'], (stage) => update(stage, { schedule: {} })),
    options: { switches: { monitorPutSubObjects: 'replace' } },
  },
  played('updateMonitor', [400, 'Invalid Parameters'], (stage) => update(stage, { collection: 'x', environment: 'x' })),
];

/** What stands in the shared component of 400s and belongs to other operations. */
const foreign: readonly Scenario[] = [
  ...['Invalid Cron Pattern', 'Invalid Parameters', 'Invalid Timezone', 'Missing Parameter'].map((example) =>
    impossible('getMonitors', 400, example, 'A list has no body; the component is shared with the writes.'),
  ),
  ...['Invalid Cursor', 'Invalid owner Value', 'Invalid Pagination Limit'].flatMap((example) => [
    impossible('createMonitor', 400, example, 'A create has no filters and no pages; the component is shared.'),
    impossible('updateMonitor', 400, example, 'An update has no filters and no pages; the component is shared.'),
  ]),
  ...['Monitor Not Found', 'Workspace ID Not Found'].map((example) =>
    impossible('getMonitors', 404, example, 'A list names no monitor; the component is shared.'),
  ),
  impossible('createMonitor', 400, 'Invalid Parameters', 'On a create both parameters may be given.'),
  impossible('updateMonitor', 400, 'Invalid Workspace ID', 'An update takes no workspace; the component is shared.'),
];

function impossible(operation: Operation, status: number, example: string, why: string): Scenario {
  return { operation, status, example, impossible: why };
}

/** A missing monitor in both wordings (switch monitorMissingMessage). */
function notFound(operation: 'getMonitor' | 'updateMonitor' | 'deleteMonitor' | 'runMonitor'): Scenario[] {
  const body = operation === 'updateMonitor' ? { monitor: { active: false } } : undefined;
  const play: Play = (stage) => stage.ask(operation, { params: { monitorId: missing }, body });
  const named = { switches: { monitorMissingMessage: 'named' } } as const;
  const why = 'The call names no workspace; the component is shared with the list.';
  return [
    played(operation, [404, 'Monitor Not Found'], play),
    { ...played(operation, [404, 'Workspace ID Not Found'], play), options: named },
    impossible(operation, 404, 'Workspace Not Found', why),
  ];
}

const asGuest = { options: { keysOf: { 'team-guest': 'guest-key' } } };

/** A guest sees no workspace of the team. */
function withoutRole(operation: Operation): Scenario {
  return {
    ...played(operation, [403, 'No Permissions'], async (stage) => {
      const { id } = await made(stage);
      const body = operation === 'updateMonitor' ? { monitor: {} } : undefined;
      const headers = { 'x-api-key': 'guest-key' };
      const query: Record<string, string> = operation === 'getMonitors' ? { workspace: stage.workspace } : {};
      return stage.ask(operation, { params: { monitorId: id }, headers, body, query });
    }),
    ...asGuest,
  };
}

export const monitorScenarios: readonly Scenario[] = [
  ...lists,
  ...writes,
  ...foreign,
  played('deleteMonitor', [200, 'Monitor Deleted'], async (stage) =>
    stage.ask('deleteMonitor', { params: { monitorId: (await made(stage)).id } }),
  ),
  ...notFound('getMonitor'),
  ...notFound('updateMonitor'),
  ...notFound('deleteMonitor'),
  ...notFound('runMonitor'),
  ...(['getMonitors', 'getMonitor', 'updateMonitor', 'deleteMonitor', 'runMonitor'] as const).map(withoutRole),
  ...operations.flatMap((operation) => [withoutKey(operation), broken(operation)]),
];
