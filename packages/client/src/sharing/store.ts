// Uses the store that processes share, and falls back to this machine's or this process's own while it is unreachable.
import type { Changed, Clock, SharedStore, StoreChange } from '@postform/engine';
import type { OnEvent } from '../http/events.ts';

export interface StoreOptions {
  /** Absent: this client shares with no other process. */
  readonly shared?: SharedStore;
  /** The fallback of this machine, while the shared store is unreachable. */
  readonly local?: SharedStore;
  readonly clock: Clock;
  readonly onEvent: OnEvent;
}

/** `isOffline`: the shared store is unreachable and this is a fallback; other machines go on with their own. */
export type SharedChange<T> = (before: unknown, nowMs: number, isOffline: boolean) => Changed<T>;

export interface InStore<T> {
  /** For people. */
  readonly store: string;
  readonly result: T;
}

/** The message names the store, without a password. */
export class UnreachableStore extends Error {}

/** A store that failed is tried again after this time, while calls go on without it. */
const RETRY_AFTER_MS = 2_000;

/** The key under which a fallback keeps what will be added to the shared store. Part of the stored format. */
const offlineKey = (key: string) => `cut/${key}`;

export class Sharing {
  readonly #options: StoreOptions;
  readonly #memory: SharedStore;
  readonly #downSince = new Map<SharedStore, { triedAtMs: number; isTrying: boolean }>();
  readonly #warned = new Set<SharedStore>();

  constructor(options: StoreOptions) {
    this.#options = options;
    this.#memory = memoryStore(options.clock);
  }

  /** False where no other process sees what this client stores. */
  get isShared(): boolean {
    return this.#options.shared !== undefined;
  }

  /** Uses the first reachable store: the shared one, this machine's, this process's memory. Never rejects. */
  async transact<T>(key: string, change: SharedChange<T>): Promise<T> {
    const { shared, local } = this.#options;
    for (const store of [shared, local]) {
      if (store === undefined || !this.#isUp(store)) continue;
      try {
        return await store.transact(store === shared ? key : offlineKey(key), (before, nowMs) =>
          change(before, nowMs, store !== shared),
        );
      } catch (error) {
        this.#failed(store, error);
      }
    }
    return this.#memory.transact(offlineKey(key), (before, nowMs) => change(before, nowMs, shared !== undefined));
  }

  /** Takes out what the fallbacks hold. Never rejects. */
  async takeOffline(key: string): Promise<readonly unknown[]> {
    const take = (before: unknown) => ({ after: undefined, result: before });
    const stores = [this.#options.local, this.#memory].filter((store) => store !== undefined);
    const taken = await Promise.all(
      stores.map((store) => store.transact(offlineKey(key), take).catch(() => undefined)),
    );
    return taken.filter((stored) => stored !== undefined);
  }

  /** Applies the change in every store outside this process, under both keys. Rejects with UnreachableStore. */
  async inEveryStore<T>(key: string, change: StoreChange<T>): Promise<readonly InStore<T>[]> {
    const { shared, local } = this.#options;
    const places = [shared, local].flatMap((store) =>
      store === undefined ? [] : [key, offlineKey(key)].map((at) => ({ store, at })),
    );
    const done: InStore<T>[] = [];
    for (const { store, at } of places) {
      const result = await store.transact(at, change).catch((error: unknown) => {
        const why = error instanceof Error ? error.message : String(error);
        throw new UnreachableStore(`${store.name} cannot be reached (${why})`);
      });
      done.push({ store: store.name, result });
    }
    return done;
  }

  async close(): Promise<void> {
    const { shared, local } = this.#options;
    await Promise.all([shared?.close(), local?.close()]);
  }

  #isUp(store: SharedStore): boolean {
    const down = this.#downSince.get(store);
    if (down === undefined) return true;
    if (!down.isTrying && this.#options.clock.nowMs() - down.triedAtMs >= RETRY_AFTER_MS) {
      down.isTrying = true;
      store
        .transact('hello', () => ({ after: { format: 1 }, result: undefined }))
        .then(
          () => this.#downSince.delete(store),
          () => this.#downSince.set(store, { triedAtMs: this.#options.clock.nowMs(), isTrying: false }),
        );
    }
    return false;
  }

  #failed(store: SharedStore, error: unknown): void {
    this.#downSince.set(store, { triedAtMs: this.#options.clock.nowMs(), isTrying: false });
    if (this.#warned.has(store)) return;
    this.#warned.add(store);
    const why = error instanceof Error ? error.message : String(error);
    const text = `the budget cannot be shared through ${store.name} (${why}). Going on with a share of the limits, and trying again every ${RETRY_AFTER_MS / 1000} s`;
    this.#options.onEvent({ type: 'warning', text });
  }
}

/** A store for a client that shares with no other process. Keeps the data as it is, without a copy. */
export function memoryStore(clock: Clock): SharedStore {
  const data = new Map<string, unknown>();
  return {
    name: 'the memory of this process',
    transact: async (key, change) => {
      const { after, result } = change(data.get(key), clock.nowMs());
      if (after === undefined) data.delete(key);
      else data.set(key, after);
      return result;
    },
    close: async () => {},
  };
}
