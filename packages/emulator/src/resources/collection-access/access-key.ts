// The access key room: how a read-only key of one collection looks, how long it lives, and whom it lets in.
import type { JsonObject } from '../../json/json.ts';
import { iso } from '../../seams/clock.ts';
import { exists } from '../../world/references.ts';
import type { Call, World } from '../../world/state.ts';
import type { Stored } from '../../world/store.ts';
import { personOf } from '../../world/team.ts';
import { team, type User } from '../../world/users.ts';

/** The kind of the keys in the store, and their name for edits by another actor. */
export const accessKeyKind = 'collection-access-key';

const dayMs = 86_400_000;

/** Valid for 60 days, and for 60 more from each use (OpenAPI 1.45.0, getCollectionAccessKeys). */
export const lifetimeMs = 60 * dayMs;

/** A key as the list shows it: the token masked but for its last four characters, `lastUsedAt` empty until used. */
export function accessKeyShown(world: World, key: Stored): JsonObject {
  const { token, collection, expiresAtMs, lastUsedAtMs } = key.data;
  return {
    id: key.id,
    token: `PMAT-${'*'.repeat(22)}${String(token).slice(-4)}`,
    status: isAlive(world, key) ? 'ACTIVE' : 'INACTIVE',
    teamId: team.id,
    userId: key.owner,
    collectionId: collection,
    expiresAfter: iso(Number(expiresAtMs)),
    lastUsedAt: typeof lastUsedAtMs === 'number' ? iso(lastUsedAtMs) : '',
    createdAt: iso(key.createdAtMs),
    updatedAt: iso(key.updatedAtMs),
  };
}

function isAlive(world: World, key: Stored): boolean {
  return Number(key.data['expiresAtMs']) > world.clock.nowMs() && exists(world, 'collection', key.data['collection']);
}

/** The living key that the query names. */
export function accessKeyIn(world: World, query: Call['query']): Stored | undefined {
  const token = query['access_key'];
  if (token === undefined) return undefined;
  const key = world.store.all(accessKeyKind).find((one) => one.data['token'] === token);
  return key !== undefined && isAlive(world, key) ? key : undefined;
}

/** The owner of the key that the query names: with it no API key is needed (OpenAPI 1.45.0, getCollection). */
export function admittedBy(world: World, query: Call['query']): User | undefined {
  const key = accessKeyIn(world, query);
  return key === undefined ? undefined : personOf(key.owner)?.user;
}

/** The key after it was used: it lives on for another 60 days. */
export function usedNow(world: World, key: Stored): Stored {
  const nowMs = world.clock.nowMs();
  const data = { ...key.data, lastUsedAtMs: nowMs, expiresAtMs: nowMs + lifetimeMs };
  return { ...key, updatedAtMs: nowMs, data };
}
