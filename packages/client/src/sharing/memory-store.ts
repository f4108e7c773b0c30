// Room: the memory store, for a client that shares with nobody.
import type { Clock, SharedStore } from '@postform/engine';

/** Keeps the data as it is, without a copy. */
export function memoryStore(clock: Clock): SharedStore {
  const kept = new Map<string, unknown>();
  return {
    name: 'the memory of this process',
    transact: async (key, change) => {
      const { after, result } = change(kept.get(key), clock.nowMs());
      if (after === undefined) kept.delete(key);
      else kept.set(key, after);
      return result;
    },
    close: async () => {},
  };
}
