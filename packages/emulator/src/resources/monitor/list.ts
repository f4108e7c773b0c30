// Lists monitors: filters and pages.
import { badRequest, forbidden, noWorkspace, ok, type Reply } from '../../reply/replies.ts';
import { levelIn } from '../../world/access.ts';
import { type Call, listedIn, type ServerState } from '../../world/state.ts';
import type { Stored } from '../../world/store.ts';
import { monitorInList } from './read.ts';

const pageSize = 25;
const lastCursors = { empty: '', null: null, absent: undefined } as const;

/** OpenAPI 1.45.0, getMonitors: pages of at most 25, which is also the default; the last `nextCursor` is "" but for monitorLastCursor. */
export function monitorPage(server: ServerState, call: Call): Reply {
  const { workspace, active, owner, cursor, limit } = call.query;
  if (workspace !== undefined && workspace.length !== 36) return wrongWorkspaceLength(workspace);
  if (active !== undefined && active !== 'true' && active !== 'false') return badRequest('Active must be a boolean.');
  if (owner !== undefined && !/^\d+$/.test(owner)) return badRequest('Owner user ID must be an integer.');
  const size = Number(limit ?? pageSize);
  if (!(size <= pageSize)) return badRequest(`Query param limit cannot exceed ${pageSize}.`);
  if (!Number.isInteger(size) || size < 1) return badRequest('Query param limit must be a positive integer.');
  const from = cursor === undefined || cursor === '' ? 0 : fromCursor(cursor);
  if (from === undefined) return badRequest('Invalid cursor query parameter passed.');
  if (workspace !== undefined && server.switches.monitorListUnknownWorkspace === 'refuse') {
    if (server.store.get('workspace', workspace) === undefined) return noWorkspace;
    if (levelIn(server.store, call.actor.id, workspace) === 0) return forbidden;
  }
  const found = listedIn(server, 'monitor', workspace).filter(filterOf(server, call.query));
  const end = from + size;
  return ok({
    monitors: found.slice(from, end).map(monitorInList),
    meta: {
      nextCursor: end < found.length ? toCursor(end) : lastCursors[server.switches.monitorLastCursor],
      limit: size,
    },
  });
}

/** `active=false` shows the inactive ones (the example) or all of them (the text), by switch monitorActiveFilter. */
function filterOf(server: ServerState, { active, owner, collectionUid, environmentUid }: Call['query']) {
  const isByActive = active === 'true' || (active === 'false' && server.switches.monitorActiveFilter === 'equals');
  return ({ data, owner: ownerId }: Stored): boolean =>
    (!isByActive || String(data['active']) === active) &&
    (owner === undefined || String(ownerId) === owner) &&
    (collectionUid === undefined || data['collection'] === collectionUid) &&
    (environmentUid === undefined || data['environment'] === environmentUid);
}

/** OpenAPI 1.45.0, monitors400Errors, "Invalid Workspace ID": it tells the length that was sent. */
export function wrongWorkspaceLength(workspace: string): Reply {
  return badRequest(`Workspace ID must be 36 characters (${workspace.length}).`);
}

function toCursor(place: number): string {
  return Buffer.from(`after:${place}`).toString('base64url');
}

function fromCursor(cursor: string): number | undefined {
  const match = /^after:(\d+)$/.exec(Buffer.from(cursor, 'base64url').toString());
  return match === null ? undefined : Number(match[1]);
}
