// Completes a collection after another user edited it: ids and times.

import type { Edit } from '../../api/route.ts';
import { isArray, isObject, type Json } from '../../json/json.ts';
import { iso } from '../../seams/clock.ts';
import type { ServerState } from '../../world/state.ts';
import type { Stored } from '../../world/store.ts';
import { growing } from './put.ts';
import { stampsOf } from './tree.ts';
import { growCollection } from './write.ts';

/**
 * The collection after an edit: new items get ids, the items on the path of each pointer get a new `updatedAt`, others
 * keep theirs. With switch updatedAtMovesOnNestedEdits off, an edit inside `/item` leaves the collection's own time
 * (postman-app-support#13034).
 */
export function editedCollection(server: ServerState, { object, before, pointers }: Edit): Stored {
  const known = stampsOf(before.data);
  const nowMs = object.updatedAtMs;
  const now = iso(nowMs);
  const touched = new Set(pointers.flatMap((pointer) => idsOnPath(object.data, pointer)));
  const stampOf = (id: string) => {
    const stamp = known.get(id);
    if (stamp === undefined) return { createdAt: now, updatedAt: now };
    return touched.has(id) ? { createdAt: stamp.createdAt, updatedAt: now } : stamp;
  };
  const data = growCollection(object.data, growing(server, object.owner, nowMs, stampOf));
  const isNested = pointers.every((pointer) => pointer.startsWith('/item'));
  const stays = isNested && !server.switches.updatedAtMovesOnNestedEdits;
  return { ...object, data, updatedAtMs: stays ? before.updatedAtMs : nowMs };
}

function idsOnPath(data: Json, pointer: string): string[] {
  const ids: string[] = [];
  let node: Json | undefined = data;
  for (const token of pointer.split('/').slice(1)) {
    if (isArray(node)) node = node[Number(token)];
    else node = isObject(node) ? node[token] : undefined;
    if (isObject(node) && typeof node['id'] === 'string') ids.push(node['id']);
  }
  return ids;
}
