// Room: sharing, the store that processes share, and where they go on without it. Nothing here ever rejects.
import type { Changed, Clock, SharedStore, StoreChange } from '@postform/engine';
import type { OnEvent } from '../http/events.ts';
import { memoryStore } from './memory-store.ts';

export interface SharingOptions {
  /** None: this client is alone. */
  readonly shared?: SharedStore;
  /** Where the shared one cannot be reached: what this machine has of its own. */
  readonly local?: SharedStore;
  readonly clock: Clock;
  readonly onEvent: OnEvent;
}

/** `isCut`: the shared store cannot be reached, this is what we have instead; the others may be going on elsewhere. */
export type SharedChange<T> = (before: unknown, nowMs: number, isCut: boolean) => Changed<T>;

export interface InStore<T> {
  /** For people. */
  readonly store: string;
  readonly result: T;
}

/** Its message names the store, without a password. */
export class UnreachableStore extends Error {}

/** A store that failed is tried again after so long, while calls go on without it. */
const AGAIN_AFTER_MS = 2_000;

/** Beside the shared store the others keep what will have to be added there. */
const cutKey = (key: string) => `cut/${key}`;

export class Sharing {
  readonly #options: SharingOptions;
  readonly #memory: SharedStore;
  readonly #downSince = new Map<SharedStore, { triedAtMs: number; isTrying: boolean }>();
  readonly #warned = new Set<SharedStore>();

  constructor(options: SharingOptions) {
    this.#options = options;
    this.#memory = memoryStore(options.clock);
  }

  /** False where nobody else can see what this client keeps. */
  get isShared(): boolean {
    return this.#options.shared !== undefined;
  }

  /** In the first store that can be reached: the shared one, this machine's, this process's memory. */
  async transact<T>(key: string, change: SharedChange<T>): Promise<T> {
    const { shared, local } = this.#options;
    for (const store of [shared, local]) {
      if (store === undefined || !this.#isUp(store)) continue;
      try {
        return await store.transact(store === shared ? key : cutKey(key), (before, nowMs) =>
          change(before, nowMs, store !== shared),
        );
      } catch (error) {
        this.#fell(store, error);
      }
    }
    return this.#memory.transact(cutKey(key), (before, nowMs) => change(before, nowMs, shared !== undefined));
  }

  /** Takes out what was kept while the shared store could not be reached. */
  async takeCut(key: string): Promise<readonly unknown[]> {
    const take = (before: unknown) => ({ after: undefined, result: before });
    const stores = [this.#options.local, this.#memory].filter((store) => store !== undefined);
    const taken = await Promise.all(stores.map((store) => store.transact(cutKey(key), take).catch(() => undefined)));
    return taken.filter((kept) => kept !== undefined);
  }

  /** In every store outside of this process, and under both names that it may have there; rejects where one cannot be reached. */
  async inEach<T>(key: string, change: StoreChange<T>): Promise<readonly InStore<T>[]> {
    const { shared, local } = this.#options;
    const places = [shared, local].flatMap((store) =>
      store === undefined ? [] : [key, cutKey(key)].map((at) => ({ store, at })),
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
    if (!down.isTrying && this.#options.clock.nowMs() - down.triedAtMs >= AGAIN_AFTER_MS) {
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

  #fell(store: SharedStore, error: unknown): void {
    this.#downSince.set(store, { triedAtMs: this.#options.clock.nowMs(), isTrying: false });
    if (this.#warned.has(store)) return;
    this.#warned.add(store);
    const why = error instanceof Error ? error.message : String(error);
    const text = `what processes share of the budget cannot be kept in ${store.name} (${why}); going on with a share of the limits, and trying again every ${AGAIN_AFTER_MS / 1000} s`;
    this.#options.onEvent({ type: 'warning', text });
  }
}
