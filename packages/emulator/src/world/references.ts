// The reference room: how monitors and mocks point at collections and environments, and whether they still may.
import { forbidden, Refused, refusal } from '../api/errors.ts';
import type { Json } from '../json/json.ts';
import { bareId, isUid } from './ids.ts';
import { uidOf, type World } from './world.ts';

/** True when an object of the kind lives under this uid. */
export function exists(world: World, kind: string, uid: Json | undefined): boolean {
  if (typeof uid !== 'string') return false;
  const object = world.store.get(kind, bareId(uid));
  return object !== undefined && uidOf(object) === uid;
}

/**
 * Throws Refused with 403 unless `uid` is the uid of a collection: a bare id and a missing collection read the same
 * (postman-repo-sync-action, live-verified on the gateway; the 2022 OpenAPI document).
 */
export function requireCollection(world: World, uid: Json | undefined): void {
  if (!exists(world, 'collection', uid)) throw new Refused(forbidden);
}

/** Throws Refused with 400 unless `uid` is the uid of an environment ("environment is not a valid ID", same source). */
export function requireEnvironment(world: World, uid: Json | undefined): void {
  if (typeof uid === 'string' && isUid(uid) && exists(world, 'environment', uid)) return;
  const details = { param: 'environment' };
  throw new Refused(refusal(400, 'invalidParamsError', 'environment is not a valid ID', details));
}
