// Shows a mock server, and tells whether it is deactivated.

import { isObject, type JsonObject } from '../../json/json.ts';
import { iso } from '../../seams/clock.ts';
import { exists } from '../../world/references.ts';
import { type ServerState, uidOf } from '../../world/state.ts';
import type { Stored } from '../../world/store.ts';

/**
 * The mock as create and update answer it (Postman OpenAPI 1.45.0, mockCreateUpdate): `private`, `description` and
 * `versionTag` are never shown.
 */
export function mockShown(server: ServerState, object: Stored): JsonObject {
  const { name, collection, environment } = object.data;
  return {
    id: object.id,
    owner: String(object.owner),
    uid: uidOf(object),
    collection,
    mockUrl: server.mocks.urlOf(object.id),
    name,
    config: configOf(object),
    createdAt: iso(object.createdAtMs),
    updatedAt: iso(object.updatedAtMs),
    ...(environment === undefined ? {} : { environment }),
  };
}

/** As in the list: with `isPublic`, which "does not indicate the mock server's access control status" (getMocks). */
export function mockInList(server: ServerState, object: Stored): JsonObject {
  return { ...mockShown(server, object), isPublic: false };
}

/** Mocks deactivate when their collection or environment is deleted (OpenAPI 1.45.0). `lost` says what was. */
export function isDeactivated(server: ServerState, object: Stored): boolean {
  const { collection, environment, lost } = object.data;
  if (lost !== undefined || !exists(server, 'collection', collection)) return true;
  return environment !== undefined && !exists(server, 'environment', environment);
}

/** What is not configured stands at Postman's defaults; `matchHeader` shows once it is set (OpenAPI 1.45.0, examples). */
export function configOf({ data: { config } }: Stored): JsonObject {
  return { ...standardConfig, ...(isObject(config) ? config : {}) };
}

const standardConfig: JsonObject = {
  headers: [],
  matchBody: false,
  matchQueryParams: true,
  matchWildcards: true,
  delay: null,
  serverResponseId: '',
};
