// Lists the people, groups and teams that the emulator knows.

/** One member of the invented team. `id` is the number that opens every uid of what they own. */
export interface User {
  readonly id: number;
  readonly username: string;
  readonly fullName: string;
  readonly email: string;
}

export const team = { id: 4242, name: 'Emulator team', domain: 'emulator-team' } as const;

/** The owner of the main API key. */
export const keyOwner: User = {
  id: 10203040,
  username: 'key-owner',
  fullName: 'Key Owner',
  email: 'key.owner@example.com',
};

/** The actor behind `POST /_emulator/edit`, and behind every further key. */
export const someoneElse: User = {
  id: 50607080,
  username: 'someone-else',
  fullName: 'Someone Else',
  email: 'someone.else@example.com',
};

/** A person Postman knows: `roles` are team roles; guests and partners come from outside (OpenAPI 1.45.0, getTeamUsers). */
export interface Member {
  readonly user: User;
  readonly roles: readonly string[];
  readonly joinedAt: string;
}

/** A user group as `GET /groups/{id}` shows it; members and managers are user ids. */
export interface Group {
  readonly id: number;
  readonly name: string;
  readonly summary: string;
  readonly members: readonly number[];
  readonly managers: readonly number[];
  readonly madeAt: string;
}

/** The second team of the organization (switch organizations). */
export const otherTeam = { id: 4243 } as const;

export const thirdMember: User = {
  id: 30405060,
  username: 'third-member',
  fullName: 'Third Member',
  email: 'third.member@example.com',
};

export const guest: User = {
  id: 70809010,
  username: 'team-guest',
  fullName: 'Team Guest',
  email: 'team.guest@example.com',
};

export const firstPartner: User = {
  id: 90102030,
  username: 'first-partner',
  fullName: 'First Partner',
  email: 'first.partner@example.net',
};

export const secondPartner: User = {
  id: 91102030,
  username: 'second-partner',
  fullName: 'Second Partner',
  email: 'second.partner@example.org',
};

/** What `GET /users` lists. */
export const members: readonly Member[] = [
  { user: keyOwner, roles: ['admin', 'user'], joinedAt: '2022-11-23T14:38:25.000Z' },
  { user: someoneElse, roles: ['user'], joinedAt: '2022-11-24T10:18:11.000Z' },
  { user: thirdMember, roles: ['user', 'flow-editor'], joinedAt: '2023-02-01T09:00:00.000Z' },
  { user: guest, roles: ['guest'], joinedAt: '2024-05-06T07:08:09.000Z' },
];

const partners: readonly Member[] = [firstPartner, secondPartner].map((user) => ({
  user,
  roles: ['partner'],
  joinedAt: '2024-06-01T08:00:00.000Z',
}));

export const groups: readonly Group[] = [
  {
    id: 4301,
    name: 'Emulator group',
    summary: 'Everybody who tests.',
    members: [keyOwner.id, thirdMember.id],
    managers: [keyOwner.id],
    madeAt: '2024-03-06T11:01:42.000Z',
  },
  {
    id: 4302,
    name: 'Second group',
    summary: '',
    members: [someoneElse.id],
    managers: [keyOwner.id],
    madeAt: '2024-10-03T14:05:05.000Z',
  },
];

/** Members and partners. */
export const people: readonly Member[] = [...members, ...partners];

/** The person of that user id, from the team or outside. */
export function personOf(id: number): Member | undefined {
  return people.find((one) => one.user.id === id);
}

/** The full name of a user id, as forks and activities show it; '' for nobody. */
export function fullNameOf(id: number): string {
  return personOf(id)?.user.fullName ?? '';
}

/** The person of that username. */
export function personNamed(username: string): Member | undefined {
  return people.find((one) => one.user.username === username);
}

/** True for guests and partners, who see less (OpenAPI 1.45.0, getAuthenticatedUser) and may make no team workspace. */
export function isOutsider(id: number): boolean {
  return personOf(id)?.roles.some((role) => role === 'guest' || role === 'partner') ?? false;
}

export function isPartner(id: number): boolean {
  return personOf(id)?.roles.includes('partner') ?? false;
}

/** The SCIM id of a user or group: 48 hexadecimal digits (OpenAPI 1.45.0, getWorkspaceRoles "Return SCIM IDs"). */
export function scimIdOf(id: number): string {
  return id.toString(16).padStart(48, '5c1d');
}
