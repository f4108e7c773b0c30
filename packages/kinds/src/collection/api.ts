// The calls of collections. Paths use the uid: both forms seem to be accepted, and errors echo the uid (Postman OpenAPI 1.45.0).
import {
  type Identity,
  isObject,
  type JsonObject,
  type Kind,
  type KindApi,
  type Listed,
  type Reply,
  type Send,
} from '@postform/engine';
import { unlessGone } from '../kind-tools/crud.ts';
import { replyLacks } from '../kind-tools/errors.ts';
import { checkRemoved, identityIn, isId, listedIn, listIn, objectIn, onceEach } from '../kind-tools/reply.ts';

export const collectionRoutes: Required<Kind['routes']> = {
  list: { operation: 'getCollections', method: 'GET', path: '/collections' },
  read: { operation: 'getCollection', method: 'GET', path: '/collections/{collectionId}' },
  create: { operation: 'createCollection', method: 'POST', path: '/collections' },
  update: { operation: 'putCollection', method: 'PUT', path: '/collections/{collectionId}' },
  delete: { operation: 'deleteCollection', method: 'DELETE', path: '/collections/{collectionId}' },
  task: { operation: 'getCollectionUpdatesTasks', method: 'GET', path: '/collection-updates-tasks/{taskId}' },
};

/** Most entries of a page. The official server for agents allows 99 at most; the API document names no bound. */
export const COLLECTIONS_PER_PAGE = 99;

/** Bodies stand under `collection`. Replies to writes carry identity and name only. */
export function collectionApi(send: Send): KindApi {
  return {
    async list({ workspace }) {
      const listed: Listed[] = [];
      for (;;) {
        const query = { workspace, limit: String(COLLECTIONS_PER_PAGE), offset: String(listed.length) };
        const reply = await send({ route: collectionRoutes.list, query });
        const page = listIn(reply, collectionRoutes.list, 'collections');
        listed.push(...page.map(entryOf));
        const total = totalOf(reply);
        if (page.length === 0 || (total === undefined ? page.length < COLLECTIONS_PER_PAGE : listed.length >= total))
          return onceEach(listed, collectionRoutes.list);
      }
    },
    async read(identity) {
      const call = send({ route: collectionRoutes.read, params: { collectionId: identity.uid } });
      const reply = await unlessGone(call);
      if (reply === undefined) return undefined;
      const object = objectIn(reply, collectionRoutes.read, 'collection');
      checkInfo(object, identity);
      return object;
    },
    async create(body, { workspace }) {
      const reply = await send({ route: collectionRoutes.create, query: { workspace }, body: { collection: body } });
      return identityIn(objectIn(reply, collectionRoutes.create, 'collection'), collectionRoutes.create);
    },
    async update(identity, body, how) {
      const call = {
        route: collectionRoutes.update,
        params: { collectionId: identity.uid },
        body: { collection: body },
      };
      const reply = await send(how?.asTask ? { ...call, prefer: 'respond-async' } : call);
      if (reply.status === 202) return { id: identity.id, uid: identity.uid, task: taskIn(reply) };
      return identityIn(objectIn(reply, collectionRoutes.update, 'collection'), collectionRoutes.update, identity);
    },
    async task(id) {
      const reply = await send({ route: collectionRoutes.task, params: { taskId: id } });
      const status = isObject(reply.body) ? reply.body['status'] : undefined;
      return status === 'successful' || status === 'failed' ? status : 'in-progress';
    },
    async remove(identity) {
      const call = send({ route: collectionRoutes.delete, params: { collectionId: identity.uid } });
      const reply = await unlessGone(call);
      if (reply === undefined) return 'gone';
      checkRemoved(reply, collectionRoutes.delete, 'collection', identity);
      return 'deleted';
    },
  };
}

/** `{ task: { id, status } }` (Postman OpenAPI 1.45.0, putCollection, 202). */
function taskIn(reply: Reply): string {
  const { id } = objectIn(reply, collectionRoutes.update, 'task');
  if (!isId(id)) throw replyLacks(collectionRoutes.update, 'the id of its task');
  return id;
}

/** A whole collection names itself in its `info` (Postman OpenAPI 1.45.0, getCollection). */
function checkInfo(object: JsonObject, identity: Identity): void {
  const info = object['info'];
  if (!isObject(info)) return;
  const { _postman_id: id, uid } = info;
  identityIn(
    { ...(id === undefined ? {} : { id }), ...(uid === undefined ? {} : { uid }) },
    collectionRoutes.read,
    identity,
  );
}

function entryOf(object: JsonObject): Listed {
  return { ...listedIn(object, collectionRoutes.list), ...(isObject(object['fork']) ? { isFork: true } : {}) };
}

/** `meta.total`, which comes with pages (Postman OpenAPI 1.45.0, getCollections). */
function totalOf(reply: Reply): number | undefined {
  const meta = isObject(reply.body) ? reply.body['meta'] : undefined;
  const total = isObject(meta) ? meta['total'] : undefined;
  return typeof total === 'number' ? total : undefined;
}
