// Finds the route of a call; the only file that imports find-my-way.
import findMyWay from 'find-my-way';
import type { Route } from './route.ts';

/** The route of a call and the parameters of its path, decoded; undefined for paths and methods Postman does not have. */
export interface Found {
  readonly route: Route;
  readonly params: Readonly<Record<string, string | undefined>>;
}

export interface Router {
  find(method: string, path: string): Found | undefined;
}

export function makeRouter(routes: readonly Route[]): Router {
  const router = findMyWay({ maxParamLength: 1_000 });
  for (const route of routes) router.on(route.method, route.path, () => undefined, route);
  return {
    find: (method, path) => {
      const found = router.find(method as findMyWay.HTTPMethod, path);
      return found === null ? undefined : { route: found.store as Route, params: found.params };
    },
  };
}
