// The calls of a kind of which each workspace has exactly one object, under the workspace's id: read it, replace it.
import { isObject, type JsonObject, type Kind, type KindApi, type Route, type Send } from '@postform/engine';
import { unlessGone } from './crud.ts';
import { replyLacks } from './errors.ts';

/** The two routes that there are; such an object is neither listed, nor created, nor deleted. */
export function singletonRoutes({ read, update }: { readonly read: Route; readonly update: Route }): Kind['routes'] {
  return { list: read, read, create: update, update, delete: update };
}

/** `name` is what people see of the object, which has none of its own. Bodies have no envelope. */
export function singletonApi(options: {
  readonly routes: Kind['routes'];
  readonly name: string;
}): (send: Send) => KindApi {
  const { routes, name } = options;
  return (send) => {
    const read = async (workspace: string): Promise<JsonObject | undefined> => {
      const reply = await unlessGone(send({ route: routes.read, params: { id: workspace } }));
      if (reply === undefined) return undefined;
      if (!isObject(reply.body)) throw replyLacks(routes.read, 'an object');
      return { name, ...reply.body, id: workspace, uid: workspace };
    };
    return {
      async list({ workspace }) {
        const remote = await read(workspace);
        return remote === undefined ? [] : [{ id: workspace, uid: workspace, name, remote }];
      },
      read: ({ id }) => read(id),
      async update(identity, body) {
        await send({ route: routes.update, params: { id: identity.id }, body });
        return identity;
      },
      create: () => never('created'),
      remove: () => never('deleted'),
    };
  };
}

/** The engine refuses to plan these for a singleton. */
function never(what: string): Promise<never> {
  return Promise.reject(new Error(`a singleton is never ${what}`));
}
