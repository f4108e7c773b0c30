// The world room: all that a handler may touch, in one value.

import type { Json } from '../json/json.ts';
import type { Switches } from '../switches/switches.ts';
import type { MovableClock } from './clock.ts';
import type { Ids } from './ids.ts';
import type { Store, Stored } from './store.ts';
import type { User } from './users.ts';

export interface World {
  readonly store: Store;
  readonly clock: MovableClock;
  readonly ids: Ids;
  switches: Switches;
  /** How long lists lag behind creates and deletes, in milliseconds. */
  staleListsMs: number;
  /** The workspace made at start; it takes what names no workspace. */
  readonly home: string;
  /** Calls counted against the month and the month's allowance. */
  readonly month: { used(): number; readonly limit: number };
}

/** One call, read and authenticated. `body` is parsed JSON, undefined where the operation takes none. */
export interface Call {
  readonly params: Readonly<Record<string, string | undefined>>;
  readonly query: Readonly<Record<string, string | undefined>>;
  readonly prefer: string;
  readonly body: Json | undefined;
  readonly actor: User;
}

/** `<owner>-<uuid>`, the only name under which other objects refer to this one. */
export function uidOf(object: Stored): string {
  return `${object.owner}-${object.id}`;
}

/** A new object of the actor, made now. */
export function newObject(world: World, call: Pick<Call, 'actor'>, workspace: string, data: Stored['data']): Stored {
  const nowMs = world.clock.nowMs();
  const { id } = call.actor;
  const own = { owner: id, createdAtMs: nowMs, updatedAtMs: nowMs, updatedBy: id };
  return { id: world.ids.next(), workspace, ...own, data };
}

/** The object with new data, touched now by the actor. */
export function changed(world: World, call: Pick<Call, 'actor'>, object: Stored, data: Stored['data']): Stored {
  return { ...object, updatedAtMs: world.clock.nowMs(), updatedBy: call.actor.id, data };
}

/**
 * The workspace a create goes to: `?workspace=`, else the first one (Postman: "the oldest personal Internal workspace
 * you own"). Undefined when it does not exist.
 */
export function workspaceFor(world: World, call: Pick<Call, 'query'>): string | undefined {
  const asked = call.query['workspace'];
  if (asked !== undefined) return world.store.get('workspace', asked)?.id;
  return world.store.get('workspace', world.home)?.id ?? world.store.all('workspace')[0]?.id;
}

/** The objects a list call shows: lagging lists and `?workspace=`; an unknown workspace shows nothing, with 200. */
export function listedIn(world: World, kind: string, workspace: string | undefined): Stored[] {
  const seen = world.store.listed(kind, world.clock.nowMs(), world.staleListsMs);
  return workspace === undefined ? seen : seen.filter((object) => object.workspace === workspace);
}
