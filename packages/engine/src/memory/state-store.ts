// Keeps a state in this process: one lock, every entry visible at once, nothing durable.
import { type Entry, withEntry } from '../model/entry.ts';
import { AppError, assert } from '../model/errors.ts';
import type { State } from '../model/state.ts';
import type { Lease, StateStore } from '../model/state-store.ts';

export interface MemoryStateStore extends StateStore {
  /** Takes the lock away from whoever holds it; their next entry is refused. */
  unlock(): void;
}

/** `start`: the state so far; without it the first lock makes one. */
export function memoryStateStore(start?: State): MemoryStateStore {
  let state = start;
  let holder: { readonly operation: string } | undefined;
  return {
    load: async () => state,
    unlock: () => {
      holder = undefined;
    },
    lock: async ({ operation, initial }) => {
      if (holder !== undefined) throw locked(`${holder.operation} holds the lock of this state.`);
      const mine = { operation };
      const begun = state ?? initial();
      state = begun;
      holder = mine;
      const holds = (): boolean => holder === mine;
      return leaseOn({
        state: () => state ?? begun,
        holds,
        add: (entry) => {
          state = withEntry(state ?? begun, entry);
        },
        free: () => {
          if (holds()) holder = undefined;
        },
      });
    },
  };
}

function leaseOn(held: { state(): State; holds(): boolean; add(entry: Entry): void; free(): void }): Lease {
  let isOver = false;
  return {
    state: held.state,
    holds: () => !isOver && held.holds(),
    append: async (entry) => {
      assert(!isOver, 'an entry after the lock was released');
      if (!held.holds()) throw locked('The lock of this state was given to another run.');
      held.add(entry);
    },
    release: async () => {
      isOver = true;
      held.free();
    },
  };
}

function locked(message: string): AppError {
  return new AppError('E_MEMORY_LOCKED', message, { hint: 'Wait for the other run to end.', category: 'locked' });
}
