// Room: the four calls on one object, which environments, mocks and monitors make alike: by bare id, in an envelope.
import { CallError, type Identity, type JsonObject, type Kind, type KindApi, type Send } from '@postform/engine';
import { checkRemoved, identityIn, objectIn } from './reply.ts';

/**
 * `envelope` is the key around bodies (`{ mock: { … } }`). `whole` says that replies to writes carry the whole object.
 * The workspace is always sent: without it Postman picks the oldest personal one (Postman OpenAPI 1.45.0).
 */
export function crud(
  send: Send,
  routes: Kind['routes'],
  options: { readonly envelope: string; readonly whole: boolean },
): Omit<KindApi, 'list'> {
  const { envelope, whole } = options;
  const written = (object: JsonObject, identity: Identity) => (whole ? { ...identity, remote: object } : identity);
  return {
    async read(identity) {
      const reply = await unlessGone(send({ route: routes.read, params: { id: identity.id } }));
      if (reply === undefined) return undefined;
      const object = objectIn(reply, routes.read, envelope);
      return { ...object, ...identityIn(object, routes.read, identity) };
    },
    async create(body, scope) {
      const query = { workspace: scope.workspace };
      const reply = await send({ route: routes.create, query, body: { [envelope]: body } });
      const object = objectIn(reply, routes.create, envelope);
      return written(object, identityIn(object, routes.create));
    },
    async update(identity, body) {
      const reply = await send({ route: routes.update, params: { id: identity.id }, body: { [envelope]: body } });
      const object = objectIn(reply, routes.update, envelope);
      return written(object, identityIn(object, routes.update, identity));
    },
    async remove(identity) {
      const reply = await unlessGone(send({ route: routes.delete, params: { id: identity.id } }));
      if (reply === undefined) return 'gone';
      checkRemoved(reply, routes.delete, envelope, identity);
      return 'deleted';
    },
  };
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
