// Lists the roles of a workspace, shows who holds them, and reads the operations of a role update.
import { bodyCheck, inOldWords } from '../../api/body-check.ts';
import { type Json, type JsonObject, wordOf } from '../../json/json.ts';
import type { WorkspaceGrants } from '../../world/access.ts';
import { scimIdOf } from '../../world/team.ts';

interface Role {
  readonly id: string;
  readonly displayName: string;
  readonly description: string;
}

const forPeople: readonly Role[] = [
  { id: '3', displayName: 'Admin', description: 'Can manage people and all resources' },
  { id: '2', displayName: 'Editor', description: 'Can create and edit all resources' },
  { id: '1', displayName: 'Viewer', description: 'Can view and collaborate on all resources' },
];

const forPartners: readonly Role[] = [
  {
    id: '7',
    displayName: 'Editor and Partner Lead',
    description:
      'Can create and edit workspace resources, and invite partners with Editor or Viewer access to the workspace',
  },
  {
    id: '6',
    displayName: 'Viewer and Partner Lead',
    description:
      'Can view, fork and export workspace resources, and invite partners with Viewer access to the workspace',
  },
  { id: '5', displayName: 'Editor', description: 'Can create, edit and fork workspace resources' },
  { id: '4', displayName: 'Viewer', description: 'Can send requests and view workspace resources' },
];

/** `GET /workspaces-roles` (OpenAPI 1.45.0, getAllWorkspaceRoles). */
export function allRoles(): JsonObject {
  const shown = (roles: readonly Role[]): JsonObject[] => roles.map((role) => ({ ...role }));
  return { user: shown(forPeople), usergroup: shown(forPeople), partner: shown(forPartners) };
}

/** Whose ids an operation's path names. */
export type Holder = keyof WorkspaceGrants;

/** True when holders of that sort may have the role. */
function fits(holder: Holder, role: string): boolean {
  return (holder === 'partner' ? forPartners : forPeople).some((one) => one.id === role);
}

/** How the reply names groups (switch workspaceRolesGroupKey), and whether by SCIM ids; partners have none. */
export interface RoleView {
  readonly groupKey: 'group' | 'usergroup';
  readonly isScim: boolean;
}

/** The roles somebody holds, the lowest first, without empty lists (OpenAPI 1.45.0, getWorkspaceRoles). */
export function rolesShown({ user, usergroup, partner }: WorkspaceGrants, view: RoleView): JsonObject[] {
  const named = (id: string): string => (view.isScim ? scimIdOf(Number(id)) : id);
  const roles = [...forPeople, ...forPartners].sort((one, other) => Number(one.id) - Number(other.id));
  return roles.flatMap(({ id, displayName }) => {
    const users = holdersOf(user, id).map(named);
    const groups = holdersOf(usergroup, id).map(named);
    const partners = holdersOf(partner, id);
    if (users.length + groups.length + partners.length === 0) return [];
    const lists = { user: users, [view.groupKey]: groups, partner: partners };
    const held = Object.fromEntries(Object.entries(lists).filter(([, ids]) => ids.length > 0));
    return [{ id, displayName, ...held }];
  });
}

function holdersOf(grants: WorkspaceGrants[Holder], role: string): string[] {
  return Object.keys(grants).filter((id) => grants[id] === role);
}

/** One operation of a role update, read: `ids` with the role each is given or loses. */
export interface RoleOperation {
  readonly op: 'add' | 'remove';
  readonly holder: Holder;
  readonly ids: readonly { readonly id: string; readonly role: string }[];
}

const check = bodyCheck({
  type: 'object',
  required: ['roles'],
  properties: {
    roles: {
      type: 'array',
      maxItems: 50,
      items: {
        type: 'object',
        required: ['op', 'path', 'value'],
        properties: {
          op: { enum: ['add', 'remove'] },
          path: { enum: ['/user', '/usergroup', '/partner'] },
          value: { type: 'array', items: { type: 'object', required: ['id', 'role'] } },
        },
      },
    },
  },
});

/** The shape of a role operation that passed `check`. */
interface SentOperation {
  readonly op: 'add' | 'remove';
  readonly path: `/${Holder}`;
  readonly value: readonly { readonly id: Json; readonly role: Json }[];
}

/** The operations of a body, or what is wrong with it in the words of workspaceRoles400Error "Invalid Parameter". */
export function readOperations(body: JsonObject): readonly RoleOperation[] | string {
  const broken = check(body);
  if (broken !== undefined) return `body${broken.place.length === 0 ? ' ' : ''}${inOldWords(broken)}`;
  const sent = body['roles'] as unknown as readonly SentOperation[];
  const operations = sent.map(({ op, path, value }): RoleOperation => {
    const ids = value.map(({ id, role }) => ({ id: wordOf(id), role: wordOf(role) }));
    return { op, holder: path.slice(1) as Holder, ids };
  });
  for (const [at, { holder, ids }] of operations.entries()) {
    const wrong = ids.findIndex(({ role }) => !fits(holder, role));
    if (wrong >= 0) return `body.roles[${at}].value[${wrong}].role should be equal to one of the allowed values`;
  }
  return operations;
}
