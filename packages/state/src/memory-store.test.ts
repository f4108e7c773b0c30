// The engine's state store in memory keeps the contract that every backend keeps.

import { memoryStateStore } from '@postform/engine';
import { describeStateStore } from './testing/contract.ts';

describeStateStore('the store in memory', async () => {
  const store = memoryStateStore();
  return { connect: () => store, breakLock: async () => store.unlock() };
});
