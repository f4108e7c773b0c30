// Plays forks of environments: create, list, merge and pull. Paths take uids only.

import type { Resource } from '../../api/route.ts';
import { bodyOf } from '../../api/steps.ts';
import { type Json, wordOf } from '../../json/json.ts';
import { forbidden, ok, paramMissing, Refused, type Reply } from '../../reply/replies.ts';
import { iso } from '../../seams/clock.ts';
import { bareId } from '../../seams/ids.ts';
import { levelIn } from '../../world/access.ts';
import { exists } from '../../world/references.ts';
import { type Call, type ServerState, uidOf } from '../../world/state.ts';
import type { Stored } from '../../world/store.ts';
import { fullNameOf } from '../../world/team.ts';
import { carry, fork, keep } from '../forks/carry.ts';
import { forkPage, listedForks } from '../forks/page.ts';
import { recordOf } from '../forks/record.ts';
import { environmentNotForked, environmentNotFound, parameterMissing } from '../forks/wording.ts';
import { forkableEnvironment } from './fork-tree.ts';
import { environmentKind } from './routes.ts';

const kind = 'environment';

/** OpenAPI 1.45.0, forkEnvironment: `workspaceId` is required; an unknown workspace makes no fork. */
function create(server: ServerState, call: Call): Reply {
  const parent = need(server, call.params['environmentId']);
  const { workspaceId } = call.query;
  if (workspaceId === undefined) return parameterMissing('workspaceId');
  const { forkName } = bodyOf(call);
  if (typeof forkName !== 'string') return paramMissing('forkName');
  const workspace = server.store.get('workspace', workspaceId)?.id;
  if (workspace === undefined) return environmentNotFound;
  if (levelIn(server.store, call.actor.id, workspace) < 2) return forbidden;
  const made = fork(server, call, forkableEnvironment, parent, { workspace, label: forkName });
  return ok({ environment: { uid: uidOf(made.fork), name: made.fork.data['name'], forkName } });
}

/** OpenAPI 1.45.0, getEnvironmentForks; an environment without forks: switch environmentWithoutForks. */
function list(server: ServerState, call: Call): Reply {
  const { id } = need(server, call.params['environmentId']);
  const records = listedForks(server, kind).filter((record) => record.data['parent'] === id);
  if (records.length === 0 && server.switches.environmentWithoutForks === 'refuse') return environmentNotForked;
  const page = forkPage(records, call.query);
  if (page === undefined) return environmentNotForked;
  return ok({ data: page.records.map((record) => entry(server, record)), meta: page.meta });
}

function entry(server: ServerState, record: Stored) {
  return {
    forkId: uidOf(record),
    forkName: record.data['label'],
    createdAt: iso(record.createdAtMs),
    createdBy: fullNameOf(record.owner),
    updatedAt: iso((server.store.get(kind, record.id) ?? record).updatedAtMs),
  };
}

/** OpenAPI 1.45.0, mergeEnvironmentFork: `source` is the fork, the path its parent; on a conflict the fork wins. */
function merge(server: ServerState, call: Call): Reply {
  const parent = need(server, call.params['environmentId']);
  const { source, deleteSource } = bodyOf(call);
  if (source === undefined) return paramMissing('source');
  const child = need(server, source);
  carryInto(server, call, child, parent, 'fork');
  if (deleteSource === true) environmentKind.remove(server, child.id);
  return answered(server, child, parent);
}

/** OpenAPI 1.45.0, pullEnvironment: the path is the fork, `source` its parent; on a conflict the parent wins. */
function pull(server: ServerState, call: Call): Reply {
  const child = need(server, call.params['environmentUid']);
  const { source } = bodyOf(call);
  if (source === undefined) return paramMissing('source');
  const parent = need(server, source);
  carryInto(server, call, child, parent, 'parent');
  return answered(server, parent, child);
}

function carryInto(server: ServerState, call: Call, child: Stored, parent: Stored, from: 'fork' | 'parent'): void {
  const record = recordOf(server, kind, child);
  if (record?.data['parent'] !== parent.id) throw new Refused(environmentNotForked);
  keep(server, carry(server, call, { kind: forkableEnvironment, fork: child, parent, record }, from));
}

function answered(server: ServerState, source: Stored, destination: Stored): Reply {
  const shown = server.switches.mergeAnswerShows === 'source' ? source : destination;
  return ok({ environment: { uid: uidOf(shown) } });
}

/** The environment of that uid; a bare id is not found. Throws Refused with 404, for one that may not be seen too. */
function need(server: ServerState, uid: Json | undefined): Stored {
  const object = exists(server, kind, uid) ? server.store.get(kind, bareId(wordOf(uid))) : undefined;
  if (object === undefined || levelIn(server.store, server.acting, object.workspace) === 0) {
    throw new Refused(environmentNotFound);
  }
  return object;
}

export const environmentForks: Resource = {
  operations: {
    forkEnvironment: create,
    getEnvironmentForks: list,
    mergeEnvironmentFork: merge,
    pullEnvironment: pull,
  },
};
