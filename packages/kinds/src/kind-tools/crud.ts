// The calls of a kind whose objects stand in an envelope, are named by bare id, and are listed without pages.
import { CallError, type Identity, type JsonObject, type Kind, type KindApi, type Send } from '@postform/engine';
import { checkRemoved, identityIn, listedIn, listIn, objectIn, onceEach } from './reply.ts';

export interface CrudOptions {
  readonly routes: Kind['routes'];
  /** The key around one object: `mock` in `{ mock: { … } }`. */
  readonly envelope: string;
  /** The key around a list: `mocks` in `{ mocks: [ … ] }`. */
  readonly list: string;
  /** True where entries of the list and replies to writes carry the whole object. */
  readonly whole: boolean;
}

/** The workspace is always sent: without it Postman picks the oldest personal one (Postman OpenAPI 1.45.0). */
export function crudApi({ routes, envelope, list, whole }: CrudOptions): (send: Send) => KindApi {
  const withRemote = <T extends Identity>(object: JsonObject, known: T) =>
    whole ? { ...known, remote: object } : known;
  return (send) => ({
    async list({ workspace }) {
      const reply = await send({ route: routes.list, query: { workspace } });
      const entries = listIn(reply, routes.list, list).map((entry) => withRemote(entry, listedIn(entry, routes.list)));
      return onceEach(entries, routes.list);
    },
    async read(identity) {
      const reply = await unlessGone(send({ route: routes.read, params: { id: identity.id } }));
      if (reply === undefined) return undefined;
      const object = objectIn(reply, routes.read, envelope);
      return { ...object, ...identityIn(object, routes.read, identity) };
    },
    async create(body, { workspace }) {
      const reply = await send({ route: routes.create, query: { workspace }, body: { [envelope]: body } });
      const object = objectIn(reply, routes.create, envelope);
      return withRemote(object, identityIn(object, routes.create));
    },
    async update(identity, body) {
      const reply = await send({ route: routes.update, params: { id: identity.id }, body: { [envelope]: body } });
      const object = objectIn(reply, routes.update, envelope);
      return withRemote(object, identityIn(object, routes.update, identity));
    },
    async remove(identity) {
      const reply = await unlessGone(send({ route: routes.delete, params: { id: identity.id } }));
      if (reply === undefined) return 'gone';
      checkRemoved(reply, routes.delete, envelope, identity);
      return 'deleted';
    },
  });
}

/** Undefined where the call ended as not found; which statuses and names that is, the client knows. */
export async function unlessGone<T>(call: Promise<T>): Promise<T | undefined> {
  try {
    return await call;
  } catch (error) {
    if (error instanceof CallError && error.problem === 'not-found') return undefined;
    throw error;
  }
}
