// The reference room: how monitors and mocks point at collections and environments, and whether they still may.

import type { Json } from '../json/json.ts';
import { forbidden, Refused, type Reply, refusal } from '../reply/replies.ts';
import { bareId, isUid } from '../seams/ids.ts';
import { uidOf, type World } from './state.ts';

/** True when an object of the kind lives under this uid. */
export function exists(world: World, kind: string, uid: Json | undefined): boolean {
  if (typeof uid !== 'string') return false;
  const object = world.store.get(kind, bareId(uid));
  return object !== undefined && uidOf(object) === uid;
}

/**
 * Throws Refused unless `uid` is the uid of a collection. A bare id is a 403 (postman-repo-sync-action, live-verified on
 * the gateway); for a uid of nothing, switch missingCollection decides.
 */
export function requireCollection(world: World, uid: Json | undefined): void {
  if (exists(world, 'collection', uid)) return;
  if (typeof uid !== 'string' || !isUid(uid)) throw new Refused(forbidden);
  throw new Refused(missingCollection(uid)[world.switches.missingCollection]);
}

/** The 2022 document's 403; the 404 and 400 that other operations give (OpenAPI 1.45.0, patchCollection, getCollection). */
function missingCollection(uid: string): Readonly<Record<World['switches']['missingCollection'], Reply>> {
  const message = 'We could not find the collection you are looking for';
  const details = { item: 'collection', id: uid };
  return {
    forbidden,
    notFound: refusal(404, 'instanceNotFoundError', message, details),
    badRequest: refusal(400, 'instanceNotFoundError', message, details),
  };
}

/** Throws Refused with 400 unless `uid` is the uid of an environment ("environment is not a valid ID", same source). */
export function requireEnvironment(world: World, uid: Json | undefined): void {
  if (typeof uid === 'string' && isUid(uid) && exists(world, 'environment', uid)) return;
  const details = { param: 'environment' };
  throw new Refused(refusal(400, 'invalidParamsError', 'environment is not a valid ID', details));
}
