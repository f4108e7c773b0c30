// What the steps of one apply share.

import type { Address } from '../model/address.ts';
import type { DesiredResource } from '../model/desired.ts';
import type { Records } from '../model/entry.ts';
import type { Evidence } from '../model/evidence.ts';
import type { JsonObject } from '../model/json.ts';
import type { Live } from '../model/observation.ts';
import type { Pointer } from '../model/pointer.ts';
import type { ResourceRecord } from '../model/state.ts';
import type { ApplyContext } from '../recover/context.ts';
import type { RecordsOf } from './apply-input.ts';

/** What the state takes of the record that a write has made. */
export function recordsAfter({ recordsOf }: StepContext, address: Address, made: ResourceRecord): Records {
  return recordsOf?.(address, made) ?? { [address]: made };
}

/** What every step of one apply shares. */
export interface StepContext extends ApplyContext {
  readonly resources: ReadonlyMap<Address, DesiredResource>;
  /** Replaced as objects are read again. */
  live: Live;
  /** Epoch milliseconds at which the index in `live` was read. */
  indexAtMs: number;
  /** Names for people, by address. */
  readonly names: ReadonlyMap<Address, string>;
  /** Leaves, by address, that somebody changed by hand and that this plan writes over: a copy is kept first. */
  readonly overwritten: ReadonlyMap<Address, readonly Pointer[]>;
  /** Ids made in this run, by kind and name, so that a later create of that name does not take them for its own. */
  readonly made: Map<string, string[]>;
  /** Ids that the state claims, and those made in this run. */
  readonly taken: Set<string>;
  /** Objects made in this run, as far as the replies showed them; a second step of the same address starts from there. */
  readonly created: Map<Address, JsonObject>;
  /** What was read back; it is kept at the end, for losing it costs calls only. */
  readonly evidence: Map<Address, Evidence>;
  /** Reads beside the priced ones that are left for writes that are read back again, because they seem to have had no effect. */
  readonly spare: { reads: number };
  /** Given where a kept copy is put back. */
  readonly recordsOf?: RecordsOf;
  readonly differences: { readonly address: Address; readonly pointers: readonly Pointer[] }[];
}
