// Checks how monitors and mocks point at collections and environments.

import type { Json } from '../json/json.ts';
import { forbidden, Refused, type Reply, refusal } from '../reply/replies.ts';
import { bareId, isUid } from '../seams/ids.ts';
import { type ServerState, uidOf } from './state.ts';

/** True when an object of the kind lives under this uid. */
export function exists(server: ServerState, kind: string, uid: Json | undefined): boolean {
  if (typeof uid !== 'string') return false;
  const object = server.store.get(kind, bareId(uid));
  return object !== undefined && uidOf(object) === uid;
}

/**
 * Throws Refused unless `uid` is the uid of a collection. A bare id is a 403 (postman-repo-sync-action, live-verified on
 * the gateway); for a uid of nothing, switch missingCollection decides.
 */
export function requireCollection(server: ServerState, uid: Json | undefined): void {
  if (exists(server, 'collection', uid)) return;
  if (typeof uid !== 'string' || !isUid(uid)) throw new Refused(forbidden);
  throw new Refused(missingCollection(uid)[server.switches.missingCollection]);
}

/** The 2022 document's 403; the 404 and 400 that other operations give (OpenAPI 1.45.0, patchCollection, getCollection). */
function missingCollection(uid: string): Readonly<Record<ServerState['switches']['missingCollection'], Reply>> {
  const message = 'We could not find the collection you are looking for';
  const details = { item: 'collection', id: uid };
  return {
    forbidden,
    notFound: refusal(404, 'instanceNotFoundError', message, details),
    badRequest: refusal(400, 'instanceNotFoundError', message, details),
  };
}

/** Throws Refused with 400 unless `uid` is the uid of an environment ("environment is not a valid ID", same source). */
export function requireEnvironment(server: ServerState, uid: Json | undefined): void {
  if (typeof uid === 'string' && isUid(uid) && exists(server, 'environment', uid)) return;
  const details = { param: 'environment' };
  throw new Refused(refusal(400, 'invalidParamsError', 'environment is not a valid ID', details));
}
