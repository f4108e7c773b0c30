// Live: what a refresh has read of the workspace.

import type { Address } from './address.ts';
import { assert } from './errors.ts';
import type { JsonObject } from './json.ts';
import type { Identity, Kind, Listed } from './kind.ts';
import type { Digest } from './parts.ts';
import type { Claim } from './refusal.ts';
import type { WorkspaceIndex } from './workspace.ts';

/** The whole object was read. `at`: epoch milliseconds. `reply`: digest of the bytes of a reply that held nothing else. */
interface FoundWhole {
  readonly status: 'found';
  readonly identity: Identity;
  readonly at: number;
  readonly remote: JsonObject;
  readonly reply?: string;
}

/** What earlier runs made of the same bytes: the digest of the whole spec, and when the server last changed it. */
export interface KnownBody {
  readonly root: Digest;
  readonly stamp?: string;
}

/** The whole object was read, and its body was dropped: it is what it was, and what the files declare. */
interface FoundKnown {
  readonly status: 'found';
  readonly identity: Identity;
  readonly at: number;
  readonly body: KnownBody;
}

export type Found = FoundWhole | FoundKnown;

/** The object that was read. Asks only where it, or what is declared of it, has changed: else its body may have been dropped. */
export function remoteOf(found: Found): JsonObject {
  assert('remote' in found, `the body of ${found.identity.id} was dropped, because nothing of it has changed`);
  return found.remote;
}

/**
 * What a refresh says of one address:
 * - `found`: the whole object was read.
 * - `absent`: the server said by id that it does not exist. Never concluded from a list.
 * - `deactivated`: it exists, but cannot work any more: the server has switched it off.
 * - `disputed`: two witnesses contradict each other, so nothing is concluded. `claim` says what they said.
 * - `unread`: it was not read, or only a list named it.
 */
export type Observation =
  | Found
  | { readonly status: 'absent'; readonly identity: Identity }
  | { readonly status: 'deactivated'; readonly identity: Identity; readonly remote?: JsonObject }
  | Disputed
  | { readonly status: 'unread'; readonly stamp?: string; readonly listed?: boolean };

/** Where a read was refused (`claim.by` is `forbidden`), asking again is no use. */
export interface Disputed {
  readonly status: 'disputed';
  readonly identity: Identity;
  readonly claim: Claim;
}

export interface Live {
  /** Absent where nothing was asked (refresh `none`). */
  readonly index?: WorkspaceIndex;
  /** What each kind's own list named, by the plural of the kind; only lists that were read are here. */
  readonly lists?: ReadonlyMap<string, readonly Listed[]>;
  /** By address; an address that is not here is unread. */
  readonly observations: ReadonlyMap<Address, Observation>;
}

export const UNREAD: Observation = { status: 'unread' };

export function observationOf(live: Live, address: Address): Observation {
  return live.observations.get(address) ?? UNREAD;
}

/** Both refreshes together; the later one wins. */
export function mergeLive(earlier: Live, later: Live): Live {
  const index = later.index ?? earlier.index;
  const lists = new Map([...(earlier.lists ?? []), ...(later.lists ?? [])]);
  return {
    ...(index ? { index } : {}),
    ...(lists.size > 0 ? { lists } : {}),
    observations: new Map([...earlier.observations, ...later.observations]),
  };
}

/**
 * Every object of a kind that the workspace's index or the kind's own list names, by id; the list's entry wins.
 * Undefined where neither was read, or the index came without the array of this kind: then nobody knows what exists.
 */
export function namedIn(live: Live, kind: Kind): ReadonlyMap<string, Listed> | undefined {
  return namesIn(live, kind)?.byId;
}

/** The objects of `namedIn` with this name, forks included. */
export function namedAs(live: Live, kind: Kind, name: string): readonly Listed[] {
  const names = namesIn(live, kind);
  if (names === undefined) return [];
  names.byName ??= groupedByName(names.byId);
  return names.byName.get(name) ?? [];
}

interface Names {
  readonly listed: readonly Listed[] | undefined;
  readonly byId: ReadonlyMap<string, Listed>;
  /** Made when it is first asked for. */
  byName?: ReadonlyMap<string, readonly Listed[]>;
}

/** By the first array of an answer. Each is put together once, for every address asks for it. */
const NAMES = new WeakMap<readonly Listed[], Names>();

function namesIn(live: Live, { plural }: Kind): Names | undefined {
  const indexed = live.index?.elements[plural];
  const listed = live.lists?.get(plural);
  const first = indexed ?? listed;
  if (first === undefined) return undefined;
  const known = NAMES.get(first);
  if (known !== undefined && known.listed === listed) return known;
  const byId = new Map([...(indexed ?? []), ...(listed ?? [])].map((entry) => [entry.id, entry]));
  const names: Names = { listed, byId };
  NAMES.set(first, names);
  return names;
}

function groupedByName(byId: ReadonlyMap<string, Listed>): ReadonlyMap<string, readonly Listed[]> {
  const groups = new Map<string, Listed[]>();
  for (const entry of byId.values()) {
    const group = groups.get(entry.name);
    if (group === undefined) groups.set(entry.name, [entry]);
    else group.push(entry);
  }
  return groups;
}
