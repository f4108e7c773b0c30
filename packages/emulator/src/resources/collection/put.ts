// Replaces a collection: which item ids survive a PUT, and which get a new id.

import type { Json } from '../../json/json.ts';
import { iso } from '../../seams/clock.ts';
import { type Call, changed, type ServerState, uidOwnerFor } from '../../world/state.ts';
import type { Stored } from '../../world/store.ts';
import { type Growing, type Stamp, stampsOf } from './tree.ts';
import { growCollection } from './write.ts';

/**
 * The collection after a PUT of `sent`: items keep the ids they were sent with, items without an id get a new one, and
 * what is not mentioned is gone (Postman OpenAPI 1.45.0, putCollection). Throws Refused for an id this collection does
 * not hold (switch unknownItemIds) and for a malformed body.
 */
export function replaced(
  server: ServerState,
  call: Pick<Call, 'actor'>,
  object: Stored,
  sent: Json | undefined,
): Stored {
  const nowMs = server.clock.nowMs();
  const known = stampsOf(object.data);
  const updatedAt = iso(nowMs);
  let elsewhere: ReadonlySet<string> | undefined;
  const isElsewhere = (id: string): boolean => {
    elsewhere ??= idsBeside(server, object);
    return elsewhere.has(id);
  };
  const stampOf = (id: string): Stamp | 'refuse' => {
    const stamp = known.get(id);
    if (stamp !== undefined) return { createdAt: stamp.createdAt, updatedAt };
    const isNew = server.switches.unknownItemIds === 'accept' && !isElsewhere(id);
    return isNew ? { createdAt: updatedAt, updatedAt } : 'refuse';
  };
  return changed(server, call, object, growCollection(sent, growing(server, object.owner, nowMs, stampOf)));
}

/** The ids of all items of all other collections. */
function idsBeside(server: ServerState, object: Stored): Set<string> {
  const others = server.store.all('collection').filter(({ id }) => id !== object.id);
  return new Set(others.flatMap(({ data }) => [...stampsOf(data).keys()]));
}

/** What the tree walk needs, from the world: fresh items are stamped with `nowMs`. */
export function growing(server: ServerState, owner: number, nowMs: number, stampOf: Growing['stampOf']): Growing {
  const now = iso(nowMs);
  const fresh = { createdAt: now, updatedAt: now };
  return {
    owner: uidOwnerFor(server, owner),
    nextId: () => server.ids.next(),
    switches: server.switches,
    stampOf,
    fresh,
  };
}
