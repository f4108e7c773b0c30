// Room: membership, a client among those that share: by which names, in which store, and how it learns whose they are.
import type { Clock, SharedStore } from '@postform/engine';
import { type Forgotten, forgetMonth, forgetWindows } from './forget.ts';
import type { OnEvent } from './http/events.ts';
import type { Pacer } from './limiter/limiter.ts';
import type { BucketRow } from './limiter/limits.ts';
import type { Purse } from './quota/quota.ts';
import { Identity, type Who } from './sharing/account.ts';
import { Sharing } from './sharing/store.ts';

/** What the client needs to share limits and month with other processes of the same user. */
export interface SharingOptions {
  readonly store: SharedStore;
  /** Used while the other cannot be reached. The client closes both. */
  readonly fallback?: SharedStore;
  /** Name of this client among all, unique in the world. */
  readonly owner: string;
  readonly host: string;
}

export interface MembershipOptions {
  readonly sharing: SharingOptions | undefined;
  /** Where the API is; a key means something there only. */
  readonly baseUrl: string;
  readonly apiKey: string;
  readonly clock: Clock;
  readonly onEvent: OnEvent;
}

/** Without `sharing` the client is alone. */
export class Membership {
  readonly sharing: Sharing;
  readonly me: { readonly owner: string; readonly host: string };
  readonly #identity: Identity;

  constructor({ sharing, baseUrl, apiKey, clock, onEvent }: MembershipOptions) {
    const { store, fallback, owner = 'me', host = 'here' } = sharing ?? {};
    this.sharing = new Sharing({
      ...(store === undefined ? {} : { shared: store }),
      ...(fallback === undefined ? {} : { local: fallback }),
      clock,
      onEvent,
    });
    this.me = { owner, host };
    this.#identity = new Identity(baseUrl, apiKey);
  }

  /** Under which names, until it is known whose the key is. */
  get keys() {
    return this.#identity.keysOf();
  }

  /** What an earlier run learned of us, and what the others know now. */
  async look(pacer: Pacer, purse: Purse): Promise<void> {
    const who = await this.#identity.recall(this.sharing);
    if (who !== undefined) await this.#become(who, pacer, purse);
    await Promise.all([pacer.look(), purse.look()]);
  }

  /** `GET /me` has said whose the key is. */
  async learn(who: Who, pacer: Pacer, purse: Purse): Promise<void> {
    await this.#identity.remember(this.sharing, who);
    await this.#become(who, pacer, purse);
  }

  /** Takes out of every store what servers said of our limits and month, under whatever name it was kept. */
  async forget(rows: readonly BucketRow[], month: string): Promise<readonly Forgotten[]> {
    const who = await this.#identity.recall(this.sharing);
    const names = [this.#identity.keysOf(), ...(who === undefined ? [] : [this.#identity.keysOf(who)])];
    const found: Forgotten[] = [];
    for (const { windows, purse } of names) {
      const limits = await this.sharing.inEach(windows, (before, nowMs) => forgetWindows(before, rows, nowMs));
      const months = await this.sharing.inEach(`${purse}/${month}`, forgetMonth);
      found.push(...limits.map(({ store, result }, at) => ({ store, ...result, month: months[at]!.result })));
    }
    return found;
  }

  async #become(who: Who, pacer: Pacer, purse: Purse): Promise<void> {
    const keys = this.#identity.keysOf(who);
    await pacer.rename(keys.windows);
    await purse.rename(keys.purse);
  }
}
