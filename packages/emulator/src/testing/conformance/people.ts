// The people topic: members and groups of the team.
import { groups, keyOwner } from '../../world/team.ts';
import { broken, withoutKey } from './everywhere.ts';
import type { PlayedScenario, Scenario } from './scenario.ts';

const [group] = groups;
const groupId = String(group?.id);

const users: readonly Scenario[] = [
  {
    operation: 'getTeamUsers',
    status: 200,
    example: 'Successful Response',
    play: (stage) => stage.ask('getTeamUsers'),
  },
  {
    operation: 'getTeamUsers',
    status: 200,
    example: 'Filter by groupId',
    play: (stage) => stage.ask('getTeamUsers', { query: { groupId } }),
  },
  {
    operation: 'getTeamUsers',
    status: 200,
    example: 'No Group Found',
    play: (stage) => stage.ask('getTeamUsers', { query: { groupId: 1 } }),
  },
  {
    operation: 'getTeamUser',
    status: 200,
    example: 'Successful Response',
    play: (stage) => stage.ask('getTeamUser', { params: { userId: String(keyOwner.id) } }),
  },
  ...badIds('getTeamUser', 'userId'),
];

const ofGroups: readonly Scenario[] = [
  { operation: 'getGroups', status: 200, example: 'Successful Response', play: (stage) => stage.ask('getGroups') },
  {
    operation: 'getGroup',
    status: 200,
    example: 'Successful Response',
    play: (stage) => stage.ask('getGroup', { params: { groupId } }),
  },
  ...badIds('getGroup', 'groupId'),
];

/** An id that is no number, and one that nobody has. */
function badIds(operation: string, name: string): Scenario[] {
  const others = [
    'Invalid Request',
    'Request Body Missing',
    'Invalid Cursor',
    'Missing name Parameter',
    'Missing collection Parameter',
    'Missing serverResponse Parameter',
    'Missing statusCode Parameter',
  ];
  return [
    {
      operation,
      status: 400,
      example: 'Bad Request',
      play: (stage) => stage.ask(operation, { params: { [name]: 'x' } }),
    },
    ...others.map((example) => ({
      operation,
      status: 400,
      example,
      impossible: 'common400Error: the call has neither a body nor any other parameter',
    })),
    {
      operation,
      status: 404,
      example: 'Resource Not Found',
      play: (stage) => stage.ask(operation, { params: { [name]: '1' } }),
    },
  ];
}

/** Guests see nobody. */
function asGuest(operation: string): PlayedScenario {
  return {
    operation,
    status: 403,
    example: 'Not Authorized',
    options: { keysOf: { 'team-guest': 'guest-key' } },
    play: (stage) =>
      stage.ask(operation, { params: { userId: '1', groupId: '1' }, headers: { 'x-api-key': 'guest-key' } }),
  };
}

export const peopleScenarios: readonly Scenario[] = [
  ...users,
  ...ofGroups,
  ...['getTeamUsers', 'getTeamUser', 'getGroups', 'getGroup'].flatMap((operation) => [
    asGuest(operation),
    withoutKey(operation),
    broken(operation),
  ]),
];
