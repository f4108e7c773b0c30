// Defines the state that every handler works on: objects, clock, ids, switches, and the acting user.

import type { Json } from '../json/json.ts';
import type { MockTraffic } from '../mock-server/mock-traffic.ts';
import type { MonitorRuns } from '../monitor-run/runs.ts';
import type { MovableClock } from '../seams/clock.ts';
import type { Ids } from '../seams/ids.ts';
import type { Switches } from '../switches/switches.ts';
import { levelIn } from './access.ts';
import type { Store, Stored } from './store.ts';
import { keyOwner, team, type User } from './team.ts';

export interface ServerState {
  readonly store: Store;
  readonly clock: MovableClock;
  readonly ids: Ids;
  switches: Switches;
  /** How long lists lag behind creates and deletes, in milliseconds. */
  staleListsMs: number;
  /** The workspace made at start; it takes what names no workspace. */
  readonly home: string;
  /** The id of the user whose call or edit is being handled: removals are theirs, and lists show what they may see. */
  acting: number;
  /** Calls counted against the month and the month's allowance. */
  readonly month: { used(): number; readonly limit: number };
  /** What the live mocks are known by, how much they were asked, and their call logs. */
  readonly mocks: MockTraffic;
  readonly monitorRuns: MonitorRuns;
}

/** One call, read and authenticated. `body` is parsed JSON, undefined where the operation takes none. */
export interface Call {
  readonly params: Readonly<Record<string, string | undefined>>;
  readonly query: Readonly<Record<string, string | undefined>>;
  readonly prefer: string;
  /** Request headers, names in lower case. */
  readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>;
  readonly body: Json | undefined;
  readonly actor: User;
}

/** `<owner>-<uuid>`, the only name under which other objects refer to this one. */
export function uidOf(object: Stored): string {
  return `${uidOwnerOf(object)}-${object.id}`;
}

/** The number that opens the uid of an object, and those of the items in it. */
export function uidOwnerOf({ uidOwner, owner }: Stored): number {
  return uidOwner ?? owner;
}

/** The number that opens the uids of what this user makes now: their own or the team's (switch uidOwner). */
export function uidOwnerFor({ switches }: Pick<ServerState, 'switches'>, user: number): number {
  return switches.uidOwner === 'team' ? team.id : user;
}

/** A new object of the actor, made now. */
export function newObject(
  server: ServerState,
  call: Pick<Call, 'actor'>,
  workspace: string,
  data: Stored['data'],
): Stored {
  const nowMs = server.clock.nowMs();
  const { id } = call.actor;
  const uidOwner = uidOwnerFor(server, id);
  const own = {
    owner: id,
    ...(uidOwner === id ? {} : { uidOwner }),
    createdAtMs: nowMs,
    updatedAtMs: nowMs,
    updatedBy: id,
  };
  return { id: server.ids.next(), workspace, ...own, data };
}

/** The object with new data, touched now by the actor. */
export function changed(server: ServerState, call: Pick<Call, 'actor'>, object: Stored, data: Stored['data']): Stored {
  return { ...object, updatedAtMs: server.clock.nowMs(), updatedBy: call.actor.id, data };
}

/**
 * The workspace a create goes to: `?workspace=`, else "the oldest personal Internal workspace you own" (OpenAPI 1.45.0,
 * createCollection), else the one made at start, else the oldest. Undefined when it does not exist.
 */
export function workspaceFor(server: ServerState, call: Pick<Call, 'query'>): string | undefined {
  const asked = call.query['workspace'];
  if (asked !== undefined) return server.store.get('workspace', asked)?.id;
  const all = server.store.all('workspace');
  const own = all.find((one) => one.data['visibility'] === 'personal' && one.owner === server.acting);
  return (own ?? server.store.get('workspace', server.home) ?? all[0])?.id;
}

/**
 * The objects a list call shows: lagging lists, `?workspace=`, and only what the acting user may see; an unknown
 * workspace shows nothing, with 200.
 */
export function listedIn(server: ServerState, kind: string, workspace: string | undefined): Stored[] {
  const seen = server.store.listed(kind, server.clock.nowMs(), server.staleListsMs);
  const isVisible = visibility(server);
  if (workspace === undefined) return seen.filter((object) => isVisible(object.workspace));
  return isVisible(workspace) ? seen.filter((object) => object.workspace === workspace) : [];
}

/** Whether the acting user may see a workspace; asks once for each. */
function visibility({ store, acting }: ServerState): (workspace: string) => boolean {
  const known = new Map<string, boolean>();
  return (workspace) => {
    const isVisible = known.get(workspace) ?? levelIn(store, acting, workspace) > 0;
    known.set(workspace, isVisible);
    return isVisible;
  };
}

/** Makes the first workspace, under the world's home id. The id sequence starts after it. */
export function beginHome(server: ServerState): void {
  const nowMs = server.clock.nowMs();
  server.store.put('workspace', {
    id: server.home,
    workspace: server.home,
    owner: keyOwner.id,
    createdAtMs: nowMs,
    updatedAtMs: nowMs,
    updatedBy: keyOwner.id,
    data: { name: 'Emulator workspace', type: 'team', visibility: 'team' },
  });
}
