// Names the stored data after the account of the API key, so that all keys of a user share their limits and quota.
import { createHash } from 'node:crypto';
import { isObject } from '@postform/engine';
import type { Sharing } from './store.ts';

/** As `GET /me` reports it. */
export interface AccountId {
  readonly user: string;
  /** Absent for users without one. */
  readonly team?: string;
}

/** Keys in the store. Their prefixes are part of the stored format. */
export interface StoreKeys {
  readonly windows: string;
  readonly quota: string;
}

const digest = (...parts: readonly string[]) =>
  createHash('sha256').update(parts.join('\n')).digest('hex').slice(0, 16);

/** Until the account is known, a digest of the API key takes its place. */
export class KeyAccount {
  readonly #baseUrl: string;
  readonly #keyDigest: string;

  constructor(baseUrl: string, apiKey: string) {
    this.#baseUrl = baseUrl;
    this.#keyDigest = digest(baseUrl, apiKey);
  }

  /** Limits apply per user, the quota per team, or per user without one. */
  keysOf(id?: AccountId): StoreKeys {
    if (id === undefined) return { windows: `windows/key-${this.#keyDigest}`, quota: `month/key-${this.#keyDigest}` };
    const user = `user-${digest(this.#baseUrl, id.user)}`;
    const team = id.team === undefined ? user : `team-${digest(this.#baseUrl, id.team)}`;
    return { windows: `windows/${user}`, quota: `month/${team}` };
  }

  /** What an earlier run has stored. */
  async load(sharing: Sharing): Promise<AccountId | undefined> {
    const stored = await sharing.transact(this.#storeKey, (before) => ({ after: before, result: before }));
    if (!isObject(stored) || typeof stored['user'] !== 'string') return undefined;
    const { user, team } = stored;
    return typeof team === 'string' ? { user, team } : { user };
  }

  async save(sharing: Sharing, id: AccountId): Promise<void> {
    await sharing.transact(this.#storeKey, () => ({ after: { format: 1, ...id }, result: undefined }));
  }

  get #storeKey(): string {
    return `who/${this.#keyDigest}`;
  }
}
