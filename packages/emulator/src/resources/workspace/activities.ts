// Plays the activity feed of a workspace: who added, removed or renamed what, and whose roles changed.

import type { Resource } from '../../api/route.ts';
import { badRequestProblem, ok, type Reply } from '../../reply/replies.ts';
import type { Call, ServerState } from '../../world/state.ts';
import type { Stored } from '../../world/store.ts';
import { type Activity, activitiesOf, activityOfRemoval, activityShown, feedKinds } from './activity.ts';
import { badCursor, workspaceOf } from './wording.ts';

const kind = 'workspace-activity';
/** The feed is a ring of so many records for all workspaces together: the oldest is written over. */
const ringSize = 1_000;
const pageSize = 15;
const told = new Set(feedKinds);

/** Writes a line into the feed. Its number grows by one with each, over all workspaces. */
export function tell(server: ServerState, { workspace, user, ...data }: Activity): void {
  const n = lastNumber(server) + 1;
  const nowMs = server.clock.nowMs();
  const own = { owner: user, createdAtMs: nowMs, updatedAtMs: nowMs, updatedBy: user };
  server.store.put(kind, { id: String(n % ringSize), workspace, ...own, data: { ...data, n } });
}

function lastNumber(server: ServerState): number {
  const count = server.store.count(kind);
  return count < ringSize ? count : Math.max(...server.store.all(kind).map(numberOf));
}

function numberOf(line: Stored): number {
  return Number(line.data['n']);
}

/** OpenAPI 1.45.0, getWorkspaceActivityFeed: the newest first, 15 a page. */
function feed(server: ServerState, call: Call): Reply {
  const workspace = workspaceOf(server, call, 1);
  const { userId, elementType, limit = String(pageSize), cursor } = call.query;
  if (!/^-?\d+$/.test(limit)) return badRequestProblem('querystring.limit should be integer');
  if (Number(limit) < 1) return badRequestProblem('querystring.limit should be >= 1');
  if (userId !== undefined && !/^\d+$/.test(userId)) return badRequestProblem('User ID must be an integer.');
  const types = elementType?.split(',');
  if (types !== undefined && !types.every((type) => told.has(type))) {
    return badRequestProblem('querystring.elementType should be equal to one of the allowed values');
  }
  const before = cursor === undefined || cursor === '' ? Number.POSITIVE_INFINITY : fromCursor(cursor);
  if (before === undefined) return badCursor;
  const found = server.store
    .all(kind)
    .filter((line) => line.workspace === workspace.id && numberOf(line) < before)
    .filter((line) => userId === undefined || String(line.updatedBy) === userId)
    .filter((line) => types === undefined || types.includes(String(line.data['elementType'])))
    .sort((one, other) => numberOf(other) - numberOf(one));
  const page = found.slice(0, Number(limit));
  const last = page.at(-1);
  const nextCursor = last !== undefined && page.length < found.length ? toCursor(numberOf(last)) : '';
  return ok({ meta: { nextCursor }, data: page.map(activityShown) });
}

function toCursor(place: number): string {
  return Buffer.from(`next:id:${place}`).toString('base64');
}

function fromCursor(cursor: string): number | undefined {
  const match = /^next:id:(\d+)$/.exec(Buffer.from(cursor, 'base64').toString());
  return match === null ? undefined : Number(match[1]);
}

/** Lines about elements of a workspace that is going itself are nobody's to read. */
function tellRemoval(server: ServerState, name: string, object: Stored): void {
  if (!told.has(name) || server.store.get('workspace', object.workspace) === undefined) return;
  tell(server, activityOfRemoval(name, object, server.acting));
}

export const workspaceActivities: Resource = {
  operations: {
    getWorkspaceActivityFeed: feed,
  },
  afterPut: (server, name, object, before) => {
    if (!told.has(name)) return;
    for (const line of activitiesOf(name, object, before, server.acting)) tell(server, line);
  },
  afterRemove: tellRemoval,
};
