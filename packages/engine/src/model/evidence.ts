// Evidence, how and when each object was last verified. Losing it costs calls, never correctness.
import type { Address } from './address.ts';
import type { JsonObject } from './json.ts';

export interface Evidence {
  /** Epoch milliseconds of the read. */
  readonly at: number;
  /** `body`: the object was read whole, or the server said by id that it is gone. `list`: only its kind's list was read, and lacks it. */
  readonly how: 'body' | 'list';
  readonly id: string;
  /** `updatedAt` as it was then. */
  readonly stamp?: string;
  /** Somebody had changed it by hand, or it was gone, and the next apply would see to it. */
  readonly moved?: true;
}

/** Verifying everything in several runs, where one run may not spend what a full refresh costs. */
export interface Cycle {
  /** Epoch milliseconds at which it began: what was verified since then is not verified again before it ends. */
  readonly sinceMs: number;
  /** Epoch milliseconds at which the workspace's index was last read. */
  readonly indexAtMs?: number;
}

/** A store of its own, outside lock and serial; the newest entry of an address wins, and the newest cycle. */
export interface EvidenceStore {
  load(): Promise<Readonly<Record<Address, Evidence>>>;
  cycle(): Promise<Cycle | undefined>;
  merge(entries: Readonly<Record<Address, Evidence>>, cycle?: Cycle): Promise<void>;
}

/** What is kept beside a body, so that it can be put back. */
export interface KeptFor {
  readonly why: 'overwritten' | 'deleted';
  /** Id of the workspace. */
  readonly workspace: string;
  /** True where the store has hidden known secrets as `***`. */
  readonly redacted?: true;
}

/** Keeps a body that is about to be overwritten or deleted; values of sensitive leaves are masked. */
export interface BackupStore {
  /** Returns the path of the copy, for the message to the user. */
  keep(address: Address, id: string, body: JsonObject, about?: KeptFor): Promise<string>;
}

type Entries = Readonly<Record<Address, Evidence>>;

/** By address the entry with the larger `at`; on a tie that of `others`. An entry of the future loses: its clock was wrong. */
export function newerEvidence(some: Entries, others: Entries, nowMs: number): Entries {
  const merged: Record<Address, Evidence> = { ...some };
  for (const [address, evidence] of Object.entries(others)) {
    const known = merged[address];
    if (known === undefined || known.at <= evidence.at || known.at > nowMs) merged[address] = evidence;
  }
  return merged;
}

/** The cycle that began last, and not in the future; of one and the same cycle the later reading of the index. */
export function newerCycle(some: Cycle | undefined, other: Cycle | undefined, nowMs: number): Cycle | undefined {
  if (some === undefined || other === undefined) return other ?? some;
  if (some.sinceMs > nowMs) return other;
  if (some.sinceMs !== other.sinceMs) return some.sinceMs > other.sinceMs ? some : other;
  return (some.indexAtMs ?? 0) > (other.indexAtMs ?? 0) ? some : other;
}
