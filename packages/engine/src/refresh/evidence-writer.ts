// Evidence as it comes in. A run that is killed has written down what it had verified by then.
import type { Address } from '../model/address.ts';
import type { Cycle, Evidence, EvidenceStore } from '../model/evidence.ts';

export interface EvidenceWriter {
  /** Written as soon as the write before it is done. */
  note(address: Address, evidence: Evidence): void;
  noteCycle(cycle: Cycle): void;
  /** Resolves when everything noted is written. */
  written(): Promise<void>;
}

/** One write at a time, with all that was noted meanwhile: however slow the store, looking does not wait for it. */
export function evidenceWriter(store: EvidenceStore): EvidenceWriter {
  let waiting: Record<Address, Evidence> = {};
  let cycle: Cycle | undefined;
  let isWriting = false;
  let last: Promise<void> = Promise.resolve();
  const write = async (): Promise<void> => {
    while (Object.keys(waiting).length > 0) {
      const entries = waiting;
      waiting = {};
      await store.merge(entries, cycle);
    }
    isWriting = false;
  };
  return {
    note: (address, evidence) => {
      waiting[address] = evidence;
      if (isWriting) return;
      isWriting = true;
      last = write();
    },
    noteCycle: (next) => {
      cycle = next;
    },
    written: () => last,
  };
}
