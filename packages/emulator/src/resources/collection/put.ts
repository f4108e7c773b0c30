// The collection replacement room: which item ids survive a PUT, and which get a new name.

import type { Json } from '../../json/json.ts';
import { iso } from '../../seams/clock.ts';
import { type Call, changed, uidOwnerFor, type World } from '../../world/state.ts';
import type { Stored } from '../../world/store.ts';
import { type Growing, type Stamp, stampsOf } from './tree.ts';
import { growCollection } from './write.ts';

/**
 * The collection after a PUT of `sent`: items keep the ids they were sent with, items without an id get a new one, and
 * what is not mentioned is gone (Postman OpenAPI 1.45.0, putCollection). Throws Refused for an id this collection does
 * not hold (switch unknownItemIds) and for a malformed body.
 */
export function replaced(world: World, call: Pick<Call, 'actor'>, object: Stored, sent: Json | undefined): Stored {
  const nowMs = world.clock.nowMs();
  const known = stampsOf(object.data);
  const updatedAt = iso(nowMs);
  let elsewhere: ReadonlySet<string> | undefined;
  const isElsewhere = (id: string): boolean => {
    elsewhere ??= idsBeside(world, object);
    return elsewhere.has(id);
  };
  const judge = (id: string): Stamp | 'refuse' => {
    const stamp = known.get(id);
    if (stamp !== undefined) return { createdAt: stamp.createdAt, updatedAt };
    const isNew = world.switches.unknownItemIds === 'accept' && !isElsewhere(id);
    return isNew ? { createdAt: updatedAt, updatedAt } : 'refuse';
  };
  return changed(world, call, object, growCollection(sent, growing(world, object.owner, nowMs, judge)));
}

/** The ids of all items of all other collections. */
function idsBeside(world: World, object: Stored): Set<string> {
  const others = world.store.all('collection').filter(({ id }) => id !== object.id);
  return new Set(others.flatMap(({ data }) => [...stampsOf(data).keys()]));
}

/** What the tree walk needs, from the world: fresh items are stamped with `nowMs`. */
export function growing(world: World, owner: number, nowMs: number, judge: Growing['judge']): Growing {
  const now = iso(nowMs);
  const fresh = { createdAt: now, updatedAt: now };
  return { owner: uidOwnerFor(world, owner), nextId: () => world.ids.next(), switches: world.switches, judge, fresh };
}
