// Keeps a journal of every call of the API, in memory.
/** One call. `status` is 0 while it runs and when no answer was sent; `effect` says whether it changed something. */
export interface CallEntry {
  readonly n: number;
  readonly atMs: number;
  readonly method: string;
  readonly path: string;
  readonly query: Readonly<Record<string, string | undefined>>;
  readonly operation: string;
  status: number;
  effect: boolean;
  fault: string | undefined;
}

export interface Calls {
  /** Notes a call at its arrival; the entry is completed in place. */
  begin(entry: Omit<CallEntry, 'n' | 'status' | 'effect' | 'fault'>): CallEntry;
  /** Entries with `n` greater than `since`, oldest first, as far as they are kept. */
  since(n: number): CallEntry[];
  /** All calls so far, exact. */
  count(): number;
  clear(): void;
}

const mostKept = 10_000;

/** A ring: its memory is that of `mostKept` calls, however many there were. */
export function makeCalls(): Calls {
  let count = 0;
  let kept: CallEntry[] = [];
  return {
    begin: (given) => {
      const entry: CallEntry = { n: count + 1, ...given, status: 0, effect: false, fault: undefined };
      kept[count % mostKept] = entry;
      count += 1;
      return entry;
    },
    since: (n) => {
      const oldest = count % mostKept;
      const inOrder = count <= mostKept ? kept : [...kept.slice(oldest), ...kept.slice(0, oldest)];
      return inOrder.filter((entry) => entry.n > n);
    },
    count: () => count,
    clear: () => {
      count = 0;
      kept = [];
    },
  };
}
