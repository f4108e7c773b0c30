// Room: live, what a look has seen of the workspace.
import type { Address } from './address.ts';
import type { Identity } from './kind.ts';
import type { JsonObject } from './tree.ts';
import type { WorkspaceIndex } from './workspace.ts';

/**
 * What a look says of one address:
 * - `found`: the whole object was read.
 * - `absent`: the server said by id that it does not exist. Never concluded from a list.
 * - `deactivated`: it exists, but cannot work any more (a mock whose collection or environment is gone).
 * - `unseen`: nobody looked, or only a list did.
 */
export type Sighting =
  | { readonly seen: 'found'; readonly identity: Identity; readonly remote: JsonObject; readonly at: number }
  | { readonly seen: 'absent' }
  | { readonly seen: 'deactivated'; readonly identity: Identity; readonly remote?: JsonObject }
  | { readonly seen: 'unseen'; readonly stamp?: string; readonly listed?: boolean };

export interface Live {
  /** Absent where nothing was asked (refresh `none`). */
  readonly index?: WorkspaceIndex;
  /** By address; an address that is not here is unseen. */
  readonly sightings: ReadonlyMap<Address, Sighting>;
}

export const UNSEEN: Sighting = { seen: 'unseen' };

export function sightingOf(live: Live, address: Address): Sighting {
  return live.sightings.get(address) ?? UNSEEN;
}

/** Both looks together; the later one wins. */
export function mergeLive(earlier: Live, later: Live): Live {
  const index = later.index ?? earlier.index;
  return { ...(index ? { index } : {}), sightings: new Map([...earlier.sightings, ...later.sightings]) };
}
