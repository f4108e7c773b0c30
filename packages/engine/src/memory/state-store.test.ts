// The state store in memory keeps the contract that every backend keeps.
import { describeStateStore } from '../../../state/src/testing/contract.ts';
import { memoryStateStore } from './state-store.ts';

describeStateStore('the store in memory', async () => {
  const store = memoryStateStore();
  return { connect: () => store, breakLock: async () => store.unlock() };
});
