// The route table: what the emulator plays, and what Postman has and the emulator does not.

import { postmanOperations } from '../api/operations.ts';
import { guarded } from '../api/rights.ts';
import type { Route } from '../api/route.ts';
import { notPlayed } from '../reply/replies.ts';
import { kinds } from './kinds.ts';
import { parts } from './resources.ts';

const played: readonly Route[] = [...parts, ...kinds].flatMap((one) => one.routes.map(guarded));

/** Every operation of Postman's OpenAPI document 1.45.0; those not played answer 501 and name the operation. */
export const routes: readonly Route[] = [...played, ...notPlayedRoutes()];

function notPlayedRoutes(): Route[] {
  const known = new Set(played.map((route) => route.operation));
  return postmanOperations
    .filter(({ operation }) => !known.has(operation))
    .map(({ method, path, operation }) => ({
      method,
      path,
      operation,
      bucket: path.startsWith('/monitors') ? 'slow' : 'general',
      handle: () => notPlayed(operation),
    }));
}
