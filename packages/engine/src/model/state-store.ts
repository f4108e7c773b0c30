// The port of the state: a store with one lock, and the lease of a run that holds it.
import type { Entry } from './entry.ts';
import type { State } from './state.ts';

/** The store as the engine sees it. */
export interface StateStore {
  /** The last durable state; undefined where there is none yet. Takes no lock. */
  load(): Promise<State | undefined>;
  /** Takes the lock, creating the state from `initial` where there is none. Throws an AppError with exit 6 when held. */
  lock(request: { readonly operation: string; readonly initial: () => State }): Promise<Lease>;
}

export interface Lease {
  /** As loaded under the lock, with all entries so far. */
  state(): State;
  /** Durable when it resolves. Entries are written in the order of the calls. */
  append(entry: Entry): Promise<void>;
  /**
   * Whether the lock is certainly ours at this moment, as far as a clock can say: asked in the same turn as a send. False does
   * not say that it is lost; `append` finds that out.
   */
  holds(): boolean;
  release(): Promise<void>;
}
