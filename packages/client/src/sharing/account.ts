// Room: who, whose limits these are: names under which windows and purse are kept, so that all of a user's keys share them.
import { createHash } from 'node:crypto';
import { isObject } from '@postform/engine';
import type { Sharing } from './store.ts';

/** As `GET /me` tells it. */
export interface Who {
  readonly user: string;
  /** Absent for users without one. */
  readonly team?: string;
}

export interface Keys {
  readonly windows: string;
  readonly purse: string;
}

const digest = (...parts: readonly string[]) =>
  createHash('sha256').update(parts.join('\n')).digest('hex').slice(0, 16);

/** Names in the store: until somebody has said who the key belongs to, of the key itself, unrecognisable. */
export class Identity {
  readonly #baseUrl: string;
  readonly #key: string;

  constructor(baseUrl: string, apiKey: string) {
    this.#baseUrl = baseUrl;
    this.#key = digest(baseUrl, apiKey);
  }

  /** Windows are per user, the month is per team, or user without one. */
  keysOf(who?: Who): Keys {
    if (who === undefined) return { windows: `windows/key-${this.#key}`, purse: `month/key-${this.#key}` };
    const user = `user-${digest(this.#baseUrl, who.user)}`;
    const team = who.team === undefined ? user : `team-${digest(this.#baseUrl, who.team)}`;
    return { windows: `windows/${user}`, purse: `month/${team}` };
  }

  /** What an earlier run has learned. */
  async recall(sharing: Sharing): Promise<Who | undefined> {
    const kept = await sharing.transact(`who/${this.#key}`, (before) => ({ after: before, result: before }));
    if (!isObject(kept) || typeof kept['user'] !== 'string') return undefined;
    const { user, team } = kept;
    return typeof team === 'string' ? { user, team } : { user };
  }

  async remember(sharing: Sharing, who: Who): Promise<void> {
    await sharing.transact(`who/${this.#key}`, () => ({ after: { format: 1, ...who }, result: undefined }));
  }
}
