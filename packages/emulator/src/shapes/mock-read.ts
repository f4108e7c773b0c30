// The mock read room: how a mock server looks, and whether it is still active.

import { isObject, type JsonObject } from '../json/json.ts';
import { iso } from '../world/clock.ts';
import { exists } from '../world/references.ts';
import type { Stored } from '../world/store.ts';
import { uidOf, type World } from '../world/world.ts';

/**
 * The mock as create and update answer it (Postman OpenAPI 1.45.0, mockCreateUpdate): `private`, `description` and
 * `versionTag` are never shown.
 */
export function mockShown(object: Stored): JsonObject {
  const { name, collection, environment, config } = object.data;
  return {
    id: object.id,
    owner: String(object.owner),
    uid: uidOf(object),
    collection,
    mockUrl: `https://${object.id}.mock.pstmn.io`,
    name,
    config: { ...standardConfig, ...(isObject(config) ? config : {}) },
    createdAt: iso(object.createdAtMs),
    updatedAt: iso(object.updatedAtMs),
    ...(environment === undefined ? {} : { environment }),
  };
}

/** As in the list: with `isPublic`, which "does not indicate the mock server's access control status" (getMocks). */
export function mockInList(object: Stored): JsonObject {
  return { ...mockShown(object), isPublic: false };
}

/** Mocks deactivate when their collection or environment is deleted (OpenAPI 1.45.0). */
export function isDeactivated(world: World, object: Stored): boolean {
  const { collection, environment } = object.data;
  if (!exists(world, 'collection', collection)) return true;
  return environment !== undefined && !exists(world, 'environment', environment);
}

const standardConfig: JsonObject = {
  headers: [],
  matchBody: false,
  matchHeader: false,
  matchQueryParams: true,
  matchWildcards: true,
  delay: null,
  serverResponseId: '',
};
