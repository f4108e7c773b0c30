// The shared store, through which processes of one user share the budget: plain data by key, changed by one at a time.

/** What a change gives: `after` is kept (undefined: nothing is), `result` goes to the asker. */
export interface Changed<T> {
  readonly after: unknown;
  readonly result: T;
}

/**
 * `before` is what is kept, as plain data (undefined: nothing, or nothing readable), and the change's own: it may alter it
 * and give it back. `nowMs` is the store's clock. It may run again where somebody else came in between, so it does nothing else.
 */
export type StoreChange<T> = (before: unknown, nowMs: number) => Changed<T>;

export interface SharedStore {
  /** For people; never holds a password. */
  readonly name: string;
  /** Runs the change alone for its key. Rejects where the store cannot be reached within a second or two. */
  transact<T>(key: string, change: StoreChange<T>): Promise<T>;
  close(): Promise<void>;
}
