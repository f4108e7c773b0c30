// The world room: all that a handler may touch, in one value.

import type { Json } from '../json/json.ts';
import type { MockTraffic } from '../mock-server/mock-traffic.ts';
import type { MonitorRuns } from '../monitor-run/runs.ts';
import type { MovableClock } from '../seams/clock.ts';
import type { Ids } from '../seams/ids.ts';
import type { Switches } from '../switches/switches.ts';
import { levelIn } from './access.ts';
import type { Store, Stored } from './store.ts';
import { team, type User } from './users.ts';

export interface World {
  readonly store: Store;
  readonly clock: MovableClock;
  readonly ids: Ids;
  switches: Switches;
  /** How long lists lag behind creates and deletes, in milliseconds. */
  staleListsMs: number;
  /** The workspace made at start; it takes what names no workspace. */
  readonly home: string;
  /** The id of the user whose call or edit is being handled: who removes, and for whom lists are made. */
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
export function uidOwnerFor({ switches }: Pick<World, 'switches'>, user: number): number {
  return switches.uidOwner === 'team' ? team.id : user;
}

/** A new object of the actor, made now. */
export function newObject(world: World, call: Pick<Call, 'actor'>, workspace: string, data: Stored['data']): Stored {
  const nowMs = world.clock.nowMs();
  const { id } = call.actor;
  const uidOwner = uidOwnerFor(world, id);
  const own = {
    owner: id,
    ...(uidOwner === id ? {} : { uidOwner }),
    createdAtMs: nowMs,
    updatedAtMs: nowMs,
    updatedBy: id,
  };
  return { id: world.ids.next(), workspace, ...own, data };
}

/** The object with new data, touched now by the actor. */
export function changed(world: World, call: Pick<Call, 'actor'>, object: Stored, data: Stored['data']): Stored {
  return { ...object, updatedAtMs: world.clock.nowMs(), updatedBy: call.actor.id, data };
}

/**
 * The workspace a create goes to: `?workspace=`, else "the oldest personal Internal workspace you own" (OpenAPI 1.45.0,
 * createCollection), else the one made at start, else the oldest. Undefined when it does not exist.
 */
export function workspaceFor(world: World, call: Pick<Call, 'query'>): string | undefined {
  const asked = call.query['workspace'];
  if (asked !== undefined) return world.store.get('workspace', asked)?.id;
  const all = world.store.all('workspace');
  const own = all.find((one) => one.data['visibility'] === 'personal' && one.owner === world.acting);
  return (own ?? world.store.get('workspace', world.home) ?? all[0])?.id;
}

/**
 * The objects a list call shows: lagging lists, `?workspace=`, and only what the acting user may see; an unknown
 * workspace shows nothing, with 200.
 */
export function listedIn(world: World, kind: string, workspace: string | undefined): Stored[] {
  const seen = world.store.listed(kind, world.clock.nowMs(), world.staleListsMs);
  const isVisible = visibility(world);
  if (workspace === undefined) return seen.filter((object) => isVisible(object.workspace));
  return isVisible(workspace) ? seen.filter((object) => object.workspace === workspace) : [];
}

/** Whether the acting user may see a workspace; asks once for each. */
function visibility({ store, acting }: World): (workspace: string) => boolean {
  const known = new Map<string, boolean>();
  return (workspace) => {
    const isVisible = known.get(workspace) ?? levelIn(store, acting, workspace) > 0;
    known.set(workspace, isVisible);
    return isVisible;
  };
}
