// Decides what a user may do in a workspace, by role or by the workspace's visibility.
import { isObject, type JsonObject } from '../json/json.ts';
import type { Store, Stored } from './store.ts';
import { groups, isOutsider } from './team.ts';

type Grants = Readonly<Record<string, string | null | undefined>>;

/** The role id of each holder in a workspace; null where a role was taken away. Kept in the store under `roleKind`. */
export interface WorkspaceGrants {
  readonly user: Grants;
  readonly usergroup: Grants;
  readonly partner: Grants;
}

/** The kind of the grants in the store; their id is the workspace's. */
export const roleKind = 'workspace-role';

/** Role ids of users and groups 1 to 3, of partners 4 to 7 (OpenAPI 1.45.0, updateWorkspaceRoles). */
const levels: Readonly<Record<string, number>> = { 1: 1, 2: 2, 3: 3, 4: 1, 5: 2, 6: 1, 7: 2 };

/** The grants of a workspace; its creator is an Admin until that is taken away. */
export function grantsIn(store: Store, workspace: Stored): WorkspaceGrants {
  const data = store.get(roleKind, workspace.id)?.data ?? {};
  const user = { [String(workspace.owner)]: '3', ...grantsOf(data, 'user') };
  return { user, usergroup: grantsOf(data, 'usergroup'), partner: grantsOf(data, 'partner') };
}

function grantsOf(data: JsonObject, path: string): Grants {
  const found = data[path];
  return isObject(found) ? (found as Grants) : {};
}

/**
 * What the user may do in the workspace: nothing (0), view (1), edit (2), manage people too (3). A role decides, the
 * user's own or that of a group. Without a role, team members may edit team and public workspaces, and everybody may view
 * public ones; personal, private and partner workspaces of others are not visible (OpenAPI 1.45.0, getWorkspaces). An
 * object without a workspace is not protected.
 */
export function levelIn(store: Store, userId: number, workspaceId: string): number {
  const workspace = store.get('workspace', workspaceId);
  if (workspace === undefined) return 3;
  const hasGrants = store.get(roleKind, workspaceId) !== undefined;
  if (workspace.owner === userId && !hasGrants) return 3;
  const { visibility } = workspace.data;
  const implicit = levelByVisibility(String(visibility), userId);
  if (!hasGrants) return implicit;
  const explicit = rolesOf(grantsIn(store, workspace), userId).map((role) => levels[role] ?? 0);
  if (explicit.length === 0) return implicit;
  return Math.max(...explicit);
}

function levelByVisibility(visibility: string, userId: number): number {
  const isOpen = visibility === 'team' || visibility === 'public';
  if (isOpen && !isOutsider(userId)) return 2;
  return visibility === 'public' ? 1 : 0;
}

function rolesOf({ user, usergroup, partner }: WorkspaceGrants, userId: number): string[] {
  const mine = groups.filter((group) => group.members.includes(userId));
  const roles = [user[userId], partner[userId], ...mine.map((group) => usergroup[group.id])];
  return roles.filter((role) => typeof role === 'string');
}
