// Changes objects as another user of the Postman app would; such an edit is no call and is not counted.

import type { EmulatedKind } from '../api/route.ts';
import { isArray, isObject, type Json, type JsonObject } from '../json/json.ts';
import { withAt } from '../json/pointer.ts';
import { kindNamed } from '../registry/resources.ts';
import { Refused, type Reply, wordsOf } from '../reply/replies.ts';
import { bareId } from '../seams/ids.ts';
import { changed, type ServerState, uidOf, workspaceFor } from '../world/state.ts';
import type { Stored } from '../world/store.ts';
import { someoneElse } from '../world/team.ts';

/** What an edit answers: the object touched, by id and uid. */
export interface Edited {
  readonly kind: string;
  readonly id: string;
  readonly uid: string;
}

/**
 * Applies `{kind, id, set?, remove?, delete?, create?, workspace?}`. `set` maps JSON Pointers into the stored object's
 * `data` to values, `remove` lists pointers; sets come first, in order. Throws a RangeError in words for a wrong request.
 */
export function edit(server: ServerState, body: Json | undefined): Edited {
  if (!isObject(body)) throw new RangeError('the body must be an object');
  const kind = kindNamed(String(body['kind']));
  if (kind === undefined) throw new RangeError(`there is no kind named "${String(body['kind'])}"`);
  server.acting = someoneElse.id;
  const { create } = body;
  if (isObject(create)) return created(server, kind, create, body['workspace']);
  const id = bareId(String(body['id'] ?? ''));
  const object = server.store.get(kind.name, id);
  if (object === undefined) throw new RangeError(`there is no ${kind.name} "${id}"`);
  if (body['delete'] === true) kind.remove(server, id);
  else server.store.put(kind.name, edited(server, kind, object, body));
  return { kind: kind.name, id, uid: uidOf(object) };
}

function edited(server: ServerState, kind: EmulatedKind, object: Stored, body: JsonObject): Stored {
  const sets = isObject(body['set']) ? Object.entries(body['set']) : [];
  const removes = isArray(body['remove']) ? body['remove'].map(String) : [];
  let data: Json = object.data;
  for (const [pointer, value] of sets) data = withAt(data, pointer, value ?? null);
  for (const pointer of removes) data = withAt(data, pointer, undefined);
  const after = changed(server, { actor: someoneElse }, object, data as JsonObject);
  const pointers = [...sets.map(([pointer]) => pointer), ...removes];
  try {
    return kind.settleEdit?.(server, { object: after, before: object, pointers }) ?? after;
  } catch (thrown) {
    throw thrown instanceof Refused ? new RangeError(wordsOf(thrown.reply)) : thrown;
  }
}

function created(server: ServerState, kind: EmulatedKind, content: JsonObject, workspace: Json | undefined): Edited {
  const body = { [kind.name]: isObject(content[kind.name]) ? content[kind.name] : content };
  const query = { workspace: typeof workspace === 'string' ? workspace : workspaceFor(server, { query: {} }) };
  const call = { params: {}, query, prefer: '', headers: {}, body, actor: someoneElse };
  const reply = attempt(() => kind.create(server, call));
  const made = isObject(reply.body) ? reply.body[kind.name] : undefined;
  const object = isObject(made) ? server.store.get(kind.name, String(made['id'])) : undefined;
  if (reply.status !== 200 || object === undefined) throw new RangeError(wordsOf(reply));
  return { kind: kind.name, id: object.id, uid: uidOf(object) };
}

function attempt(create: () => Reply): Reply {
  try {
    return create();
  } catch (thrown) {
    if (thrown instanceof Refused) return thrown.reply;
    throw thrown;
  }
}
