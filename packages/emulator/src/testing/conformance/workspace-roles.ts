// The workspace role topic: who may do what in a workspace.
import type { EmulatorOptions } from '../../index.ts';
import { firstPartner, groups, keyOwner, scimIdOf, secondPartner, someoneElse, thirdMember } from '../../world/team.ts';
import type { Answer } from '../harness.ts';
import { broken, withoutKey } from './everywhere.ts';
import type { PlayedScenario, Scenario, Stage } from './scenario.ts';
import { workspace } from './workspace.ts';

const update = 'updateWorkspaceRoles';
const read = 'getWorkspaceRoles';
const all = 'getAllWorkspaceRoles';
const scim = { identifierType: 'scim' };
const [firstGroup, secondGroup] = groups.map((group) => group.id);
const missing = { workspaceId: '00000000-0000-4000-8000-000000000000' };
const home = (stage: Stage) => ({ workspaceId: stage.workspace });
const someoneElsesKey = 'someone-elses-key';
const keys = { otherApiKeys: [someoneElsesKey], keysOf: { 'team-guest': 'guest-key' } };

const likeExamples: EmulatorOptions = { switches: { workspaceRolesGroupKey: 'group' } };

/** Ids of the documented requests, and who stands for them here; the shorter are parts of the longer. */
const people: readonly (readonly [string, number | undefined])[] = [
  ['12345678', someoneElse.id],
  ['87654321', thirdMember.id],
  ['87612345', keyOwner.id],
  ['1234', firstGroup],
  ['123', firstGroup],
  ['312', secondGroup],
];

const scimPeople: readonly (readonly [string, number | undefined])[] = [
  ['405775fe15ed41872a8eea4c8aa2b38cda9749812cc55c99', someoneElse.id],
  ['561631fq14ed41872a8eea4c8aa2b38cda9749812cc55c00', firstGroup],
];

const partners: readonly (readonly [string, number | undefined])[] = [
  ['87654321', firstPartner.id],
  ['43215678', secondPartner.id],
];

function change(stage: Stage, roles: unknown, headers = {}): Promise<Answer> {
  return stage.ask(update, { params: home(stage), body: { roles }, headers });
}

/** One role of one user, group or partner. */
function one(op: 'add' | 'remove', path: string, id: number | undefined, role: string): object {
  return { op, path, value: [{ id: String(id), role }] };
}

/** A user, a group and a partner get a role each. */
async function fill(stage: Stage): Promise<void> {
  await change(stage, [one('add', '/user', someoneElse.id, '1'), one('add', '/usergroup', firstGroup, '3')]);
  await invite(stage);
}

function invite(stage: Stage): Promise<Answer> {
  return change(stage, [
    one('add', '/partner', firstPartner.id, '5'),
    one('remove', '/partner', secondPartner.id, '4'),
  ]);
}

/** A documented role update by the name of its example, and of its request where that differs. */
function updated(example: string, ids: typeof people, headers = {}, request = example): PlayedScenario {
  return {
    operation: update,
    status: 200,
    example,
    options: likeExamples,
    play: async (stage) => {
      if (example.includes('Group Role')) await fill(stage);
      if (example === 'Update User Role') await change(stage, [one('add', '/usergroup', secondGroup, '3')]);
      const isScim = ids === scimPeople;
      for (const [documented, id = 0] of ids) stage.alias(documented, isScim ? scimIdOf(id) : String(id));
      return stage.ask(update, { params: home(stage), body: stage.documented(update, request), headers });
    },
  };
}

function refused(example: string, roles: unknown, prepare = invite): PlayedScenario {
  return {
    operation: update,
    status: 400,
    example,
    play: async (stage) => {
      await prepare(stage);
      return change(stage, roles);
    },
  };
}

const updates: readonly Scenario[] = [
  updated('Update User Role', people),
  updated('Update Role with SCIM ID', scimPeople, scim),
  updated('Update Role and Group with SCIM IDs', scimPeople, scim),
  updated('Add or Remove Workspace Group Role', people, {}, 'Add Workspace Group Role'),
  updated('Add and Remove Partner Roles', partners),
  refused('Invalid Parameter', [{ path: '/user', value: [] }]),
  refused('Invalid Role for Multi-Partner Workspace', [
    one('add', '/partner', secondPartner.id, '5'),
    one('remove', '/partner', firstPartner.id, '4'),
  ]),
  refused('Cannot Update Both Partner and User Roles', [
    one('add', '/partner', firstPartner.id, '4'),
    one('add', '/user', someoneElse.id, '1'),
  ]),
  refused('Missing Operation in Partner Role Update', [one('add', '/partner', firstPartner.id, '4')]),
  {
    operation: update,
    status: 403,
    example: 'Permission Denied',
    options: keys,
    play: (stage) => change(stage, [], { 'x-api-key': someoneElsesKey }),
  },
  {
    operation: update,
    status: 422,
    example: 'Personal Workspace Roles Unsupported',
    play: async (stage) => {
      const workspaceId = await workspace(stage, 'Mine', 'personal');
      const roles = [one('add', '/user', someoneElse.id, '1')];
      return stage.ask(update, { params: { workspaceId }, body: { roles } });
    },
  },
];

const reads: readonly Scenario[] = [
  { operation: all, status: 200, example: 'Successful Response', play: (stage) => stage.ask(all) },
  {
    operation: all,
    status: 403,
    example: 'No Permissions',
    options: keys,
    play: (stage) => stage.ask(all, { headers: { 'x-api-key': 'guest-key' } }),
  },
  ...['Successful Response', 'Return SCIM IDs'].map(
    (example): PlayedScenario => ({
      operation: read,
      status: 200,
      example,
      options: likeExamples,
      play: async (stage) => {
        await fill(stage);
        return stage.ask(read, {
          params: home(stage),
          query: example === 'Return SCIM IDs' ? { include: 'scim' } : {},
        });
      },
    }),
  ),
  {
    operation: read,
    status: 403,
    example: 'No Permissions for Workspace',
    options: keys,
    play: (stage) => stage.ask(read, { params: home(stage), headers: { 'x-api-key': 'guest-key' } }),
  },
];

export const workspaceRoleScenarios: readonly Scenario[] = [
  ...updates,
  ...reads,
  ...[read, update].map(
    (operation): PlayedScenario => ({
      operation,
      status: 404,
      example: 'Resource Does Not Exist',
      play: (stage) =>
        stage.ask(operation, { params: missing, body: operation === update ? { roles: [] } : undefined }),
    }),
  ),
  ...[all, read, update].flatMap((operation) => [withoutKey(operation), broken(operation)]),
];
