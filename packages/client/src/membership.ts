// A client's place in the shared store: under which names it keeps limits and quota, and how it learns its account.
import type { Clock, SharedStore } from '@postform/engine';
import { type ForgottenData, forgetQuota, forgetWindows } from './forget.ts';
import type { OnEvent } from './http/events.ts';
import type { Limiter } from './limiter/limiter.ts';
import type { BucketRow } from './limiter/limits.ts';
import type { Quota } from './quota/quota.ts';
import { type AccountId, KeyAccount } from './sharing/account.ts';
import { Sharing } from './sharing/store.ts';

/** How a client shares limits and quota with other processes of the same user. */
export interface SharingOptions {
  readonly store: SharedStore;
  /** Used while the store is unreachable. The client closes both. */
  readonly fallback?: SharedStore;
  /** Name of this client among all, unique in the world. */
  readonly owner: string;
  readonly host: string;
}

export interface MembershipOptions {
  readonly sharing: SharingOptions | undefined;
  /** The address of the API; the account of a key is known there only. */
  readonly baseUrl: string;
  readonly apiKey: string;
  readonly clock: Clock;
  readonly onEvent: OnEvent;
}

/** What is kept under the names of the account. */
interface Kept {
  readonly limiter: Limiter;
  readonly quota: Quota;
}

export class Membership {
  readonly sharing: Sharing;
  readonly me: { readonly owner: string; readonly host: string };
  readonly #account: KeyAccount;

  constructor({ sharing, baseUrl, apiKey, clock, onEvent }: MembershipOptions) {
    const { store, fallback, owner = 'me', host = 'here' } = sharing ?? {};
    this.sharing = new Sharing({
      ...(store === undefined ? {} : { shared: store }),
      ...(fallback === undefined ? {} : { local: fallback }),
      clock,
      onEvent,
    });
    this.me = { owner, host };
    this.#account = new KeyAccount(baseUrl, apiKey);
  }

  /** The names until the account is known. */
  get keys() {
    return this.#account.keysOf();
  }

  /** Loads the account that an earlier run stored, and exchanges limits and quota with the store. */
  async sync(kept: Kept): Promise<void> {
    const id = await this.#account.load(this.sharing);
    if (id !== undefined) await this.#renameTo(id, kept);
    await Promise.all([kept.limiter.sync(), kept.quota.sync()]);
  }

  /** `GET /me` has reported the account of the key. */
  async identify(id: AccountId, kept: Kept): Promise<void> {
    await this.#account.save(this.sharing, id);
    await this.#renameTo(id, kept);
  }

  /** Removes from every store what servers have reported, under all names. `period`: e.g. `2026-11`. */
  async forget(rows: readonly BucketRow[], period: string): Promise<readonly ForgottenData[]> {
    const id = await this.#account.load(this.sharing);
    const names = [this.#account.keysOf(), ...(id === undefined ? [] : [this.#account.keysOf(id)])];
    const found: ForgottenData[] = [];
    for (const { windows, quota } of names) {
      const limits = await this.sharing.inEveryStore(windows, (before, nowMs) => forgetWindows(before, rows, nowMs));
      const months = await this.sharing.inEveryStore(`${quota}/${period}`, forgetQuota);
      found.push(...limits.map(({ store, result }, at) => ({ store, ...result, month: months[at]!.result })));
    }
    return found;
  }

  async #renameTo(id: AccountId, { limiter, quota }: Kept): Promise<void> {
    const keys = this.#account.keysOf(id);
    await limiter.rename(keys.windows);
    await quota.rename(keys.quota);
  }
}
