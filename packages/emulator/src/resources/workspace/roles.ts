// Plays the roles of a workspace: read and update.

import type { Resource } from '../../api/route.ts';
import { bodyOf, removedWith } from '../../api/steps.ts';
import { forbidden, ok, problem, problemType, Refused, type Reply, unknownPath } from '../../reply/replies.ts';
import { grantsIn, roleKind, type WorkspaceGrants } from '../../world/access.ts';
import { type Call, newObject, type ServerState } from '../../world/state.ts';
import type { Stored } from '../../world/store.ts';
import { groups, isOutsider, isPartner, people, scimIdOf } from '../../world/team.ts';
import { tell } from './activities.ts';
import { workspaceActivity } from './activity.ts';
import { allRoles, type Holder, type RoleOperation, type RoleView, readOperations, rolesShown } from './role-rules.ts';
import { workspaceOf } from './wording.ts';

/** OpenAPI 1.45.0, getAllWorkspaceRoles; that guests and partners may not is inferred from its 403. */
function listAll(_world: ServerState, call: Call): Reply {
  return isOutsider(call.actor.id) ? forbidden : ok({ roles: allRoles() });
}

/** OpenAPI 1.45.0, getWorkspaceRoles. */
function read(server: ServerState, call: Call): Reply {
  const workspace = workspaceOf(server, call, 1, unknownPath);
  return ok({ roles: shown(server, workspace, call.query['include'] === 'scim') });
}

function shown(server: ServerState, workspace: Stored, isScim: boolean) {
  const view: RoleView = { groupKey: server.switches.workspaceRolesGroupKey, isScim };
  return rolesShown(grantsIn(server.store, workspace), view);
}

/** OpenAPI 1.45.0, updateWorkspaceRoles: Admins only; replies with all roles held afterwards. */
function update(server: ServerState, call: Call): Reply {
  const workspace = workspaceOf(server, call, 3, unknownPath);
  if (workspace.data['visibility'] === 'personal') return noRolesHere;
  const isScim = call.headers['identifiertype'] === 'scim';
  const operations = readOperations(bodyOf(call));
  if (typeof operations === 'string') return invalid(operations);
  const known = operations.map((operation) => ({ ...operation, ids: postmanIds(operation, isScim) }));
  checkTogether(known);
  const before = grantsIn(server.store, workspace);
  const after = known.reduce(applied, before);
  if (isMultiPartner(after) && known.some(editsAsPartner))
    return badRequest('Role is invalid for multi partner workspace.');
  const record = newObject(server, call, workspace.id, { ...after });
  server.store.put(roleKind, { ...record, id: workspace.id });
  for (const { op, holder } of known) tell(server, workspaceActivity(workspace, call.actor.id, `${op}_${holder}_role`));
  return ok({ roles: shown(server, workspace, isScim) });
}

/** Users and groups of the team, partners from outside, and no guests (notes); each named by its Postman id. */
function postmanIds({ holder, ids }: RoleOperation, isScim: boolean): RoleOperation['ids'] {
  return ids.map(({ id, role }) => {
    const found = candidates(holder).find(
      (one) => id === (isScim && holder !== 'partner' ? scimIdOf(one) : String(one)),
    );
    if (found === undefined) throw new Refused(badRequest(`The ${holder} ${id} does not exist.`));
    return { id: String(found), role };
  });
}

function candidates(holder: Holder): readonly number[] {
  if (holder === 'usergroup') return groups.map((group) => group.id);
  const ids = people.map((one) => one.user.id);
  return ids.filter((id) => (holder === 'partner' ? isPartner(id) : !isOutsider(id)));
}

/** What may not stand in one call (OpenAPI 1.45.0, updateWorkspaceRoles, notes and workspaceRoles400Error). */
function checkTogether(operations: readonly RoleOperation[]): void {
  const ofPartners = operations.filter((one) => one.holder === 'partner');
  if (ofPartners.length > 0) {
    const ops = ofPartners.map((one) => one.op).sort();
    if (ofPartners.length < operations.length) throw new Refused(badRequest(mixed));
    if (ops.join() !== 'add,remove') throw new Refused(badRequest(notAPair));
  }
  const named = operations.flatMap(({ holder, ids }) => ids.map(({ id }) => `${holder} ${id}`));
  if (new Set(named).size < named.length) {
    throw new Refused(badRequest('Only one action per user, user group or partner is allowed.'));
  }
}

/** A role that is taken away is remembered as null, so that a creator can lose theirs. */
function applied(grants: WorkspaceGrants, { op, holder, ids }: RoleOperation): WorkspaceGrants {
  const changes = ids
    .filter(({ id, role }) => op === 'add' || grants[holder][id] === role)
    .map(({ id, role }) => [id, op === 'add' ? role : null] as const);
  return { ...grants, [holder]: { ...grants[holder], ...Object.fromEntries(changes) } };
}

function isMultiPartner({ partner }: WorkspaceGrants): boolean {
  return Object.values(partner).filter((role) => typeof role === 'string').length > 1;
}

/** Partner Editors are not allowed where there are several partners. */
function editsAsPartner({ op, holder, ids }: RoleOperation): boolean {
  return op === 'add' && holder === 'partner' && ids.some(({ role }) => role === '5' || role === '7');
}

const mixed = 'Only one of user or partner roles can be modified at a time.';
const notAPair = 'Partner role update requires exactly two operations: one add and one remove.';

function badRequest(detail: string): Reply {
  return problem(400, 'bad-request', 'Invalid Request.', detail);
}

/** OpenAPI 1.45.0, workspaceRoles400Error "Invalid Parameter": the title carries the words. */
function invalid(title: string): Reply {
  return { status: 400, body: { type: 'invalidParamError', title, detail: '', status: 400 }, headers: problemType };
}

/** OpenAPI 1.45.0, workspaceRoles422Error: `link` in place of `type`. */
const noRolesHere: Reply = {
  status: 422,
  body: {
    detail: 'Roles are not supported for personal workspaces.',
    link: 'https://api.postman.com/problems/unprocessable-entity',
    status: 422,
    title: 'Cannot process the request.',
  },
};

export const workspaceRoles: Resource = {
  operations: {
    getAllWorkspaceRoles: listAll,
    getWorkspaceRoles: read,
    updateWorkspaceRoles: update,
  },
  afterRemove: removedWith('workspace', roleKind),
};
