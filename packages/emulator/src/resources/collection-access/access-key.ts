// Defines a read-only key of one collection: how it is shown, how long it lives, and whom it lets in.
import type { JsonObject } from '../../json/json.ts';
import { iso } from '../../seams/clock.ts';
import { exists } from '../../world/references.ts';
import type { Call, ServerState } from '../../world/state.ts';
import type { Stored } from '../../world/store.ts';
import { personOf, team, type User } from '../../world/team.ts';

/** The kind of the keys in the store, and their name for edits by another actor. */
export const accessKeyKind = 'collection-access-key';

const dayMs = 86_400_000;

/** Valid for 60 days, and for 60 more from each use (OpenAPI 1.45.0, getCollectionAccessKeys). */
export const lifetimeMs = 60 * dayMs;

/** A key as the list shows it: the token masked but for its last four characters, `lastUsedAt` empty until used. */
export function accessKeyShown(server: ServerState, key: Stored): JsonObject {
  const { token, collection, expiresAtMs, lastUsedAtMs } = key.data;
  return {
    id: key.id,
    token: `PMAT-${'*'.repeat(22)}${String(token).slice(-4)}`,
    status: isAlive(server, key) ? 'ACTIVE' : 'INACTIVE',
    teamId: team.id,
    userId: key.owner,
    collectionId: collection,
    expiresAfter: iso(Number(expiresAtMs)),
    lastUsedAt: typeof lastUsedAtMs === 'number' ? iso(lastUsedAtMs) : '',
    createdAt: iso(key.createdAtMs),
    updatedAt: iso(key.updatedAtMs),
  };
}

function isAlive(server: ServerState, key: Stored): boolean {
  return Number(key.data['expiresAtMs']) > server.clock.nowMs() && exists(server, 'collection', key.data['collection']);
}

/** The living key that the query names. */
export function accessKeyIn(server: ServerState, query: Call['query']): Stored | undefined {
  const token = query['access_key'];
  if (token === undefined) return undefined;
  const key = server.store.all(accessKeyKind).find((one) => one.data['token'] === token);
  return key !== undefined && isAlive(server, key) ? key : undefined;
}

/** The owner of the key that the query names: with it no API key is needed (OpenAPI 1.45.0, getCollection). */
export function admittedBy(server: ServerState, query: Call['query']): User | undefined {
  const key = accessKeyIn(server, query);
  return key === undefined ? undefined : personOf(key.owner)?.user;
}

/** The key after it was used: it lives on for another 60 days. */
export function usedNow(server: ServerState, key: Stored): Stored {
  const nowMs = server.clock.nowMs();
  const data = { ...key.data, lastUsedAtMs: nowMs, expiresAtMs: nowMs + lifetimeMs };
  return { ...key, updatedAtMs: nowMs, data };
}
