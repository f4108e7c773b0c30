// Room: evidence, how and when each object was last verified. Losing it costs calls, never correctness.
import type { Address } from './address.ts';
import type { JsonObject } from './tree.ts';

export interface Evidence {
  /** Epoch milliseconds of the look. */
  readonly at: number;
  /** `body`: the whole object was read. `list`: only its list entry. */
  readonly how: 'body' | 'list';
  readonly id: string;
  /** `updatedAt` as then seen. */
  readonly stamp?: string;
}

/** A store of its own, outside lock and serial; the newest entry of an address wins. */
export interface EvidenceStore {
  load(): Promise<Readonly<Record<Address, Evidence>>>;
  merge(entries: Readonly<Record<Address, Evidence>>): Promise<void>;
}

/** Keeps a body that is about to be overwritten or deleted; values of sensitive leaves are masked. */
export interface Keepsakes {
  /** Returns the path of the copy, for the message to the user. */
  keep(address: Address, id: string, body: JsonObject): Promise<string>;
}
