// Lists the roles of a workspace, shows who holds them, and reads the operations of a role update.
import { isArray, isObject, type Json, type JsonObject, wordOf } from '../../json/json.ts';
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

export function isHolder(name: string): name is Holder {
  return name === 'user' || name === 'usergroup' || name === 'partner';
}

/** True when holders of that sort may have the role. */
export function fits(holder: Holder, role: string): boolean {
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

/** The operations of a body, or what is wrong with it in the words of workspaceRoles400Error "Invalid Parameter". */
export function readOperations(sent: Json | undefined): readonly RoleOperation[] | string {
  if (!isArray(sent)) return "body should have required property 'roles'";
  const read = sent.map((one, at) => readOperation(one, `body.roles[${at}]`));
  return read.find((one) => typeof one === 'string') ?? read.filter((one) => typeof one !== 'string');
}

function readOperation(sent: Json, place: string): RoleOperation | string {
  if (!isObject(sent)) return `${place} should be object`;
  const { op, path, value } = sent;
  const absent = ['op', 'path', 'value'].find((name) => sent[name] === undefined);
  if (absent !== undefined) return `${place} should have required property '${absent}'`;
  if (op !== 'add' && op !== 'remove') return `${place}.op should be equal to one of the allowed values`;
  const holder = wordOf(path).slice(1);
  if (path !== `/${holder}` || !isHolder(holder)) return `${place}.path should be equal to one of the allowed values`;
  if (!isArray(value)) return `${place}.value should be array`;
  const ids: { id: string; role: string }[] = [];
  for (const [at, one] of value.entries()) {
    const { id, role } = isObject(one) ? one : {};
    if (id === undefined) return `${place}.value[${at}] should have required property 'id'`;
    if (role === undefined) return `${place}.value[${at}] should have required property 'role'`;
    if (!fits(holder, wordOf(role))) return `${place}.value[${at}].role should be equal to one of the allowed values`;
    ids.push({ id: wordOf(id), role: wordOf(role) });
  }
  return { op, holder, ids };
}
