// Says what a read proves of an object, and writes that evidence down as it comes in.
import type { Address } from '../model/address.ts';
import type { Ports } from '../model/engine-ports.ts';
import type { Cycle, Evidence, EvidenceStore } from '../model/evidence.ts';
import type { JsonObject } from '../model/json.ts';
import type { Kind } from '../model/kind.ts';
import type { Live, Observation } from '../model/observation.ts';
import { currentAt, type State } from '../model/state.ts';
import { kindOf } from '../plan/resource-view.ts';

/** What an observation proves, and when. Nothing where the object was not read; of a list that lacks it only that. */
export function evidenceOf(kind: Kind, observation: Observation, id: string, at: number): Evidence | undefined {
  if (observation.status === 'unread')
    return kind.readBy === 'list' && observation.listed === false ? { at, how: 'list', id } : undefined;
  if (observation.status === 'disputed') return undefined;
  if (observation.status !== 'found') return { at, how: 'body', id };
  return 'body' in observation
    ? stamped(observation.body.stamp, id, at)
    : bodyEvidence(kind, observation.remote, id, at);
}

export function bodyEvidence(kind: Kind, remote: JsonObject, id: string, at: number): Evidence {
  return stamped(kind.stampOf(remote), id, at);
}

function stamped(stamp: string | undefined, id: string, at: number): Evidence {
  return { at, how: 'body', id, ...(stamp === undefined ? {} : { stamp }) };
}

/** A refresh as evidence tells of it: what was read, when it began, and the addresses on which drift was found. */
interface Refreshed {
  readonly state: State | undefined;
  readonly live: Live;
  readonly atMs: number;
  readonly moved: ReadonlySet<Address>;
}

/** Writes down what a refresh proved, and gives it. */
export async function recordEvidence(
  { kinds, evidence: store }: Ports,
  { state, live, atMs, moved }: Refreshed,
  cycle: Cycle | undefined,
): Promise<Readonly<Record<Address, Evidence>>> {
  const proved: Record<Address, Evidence> = {};
  for (const [address, observation] of live.observations) {
    const id = 'identity' in observation ? observation.identity.id : currentAt(state, address)?.id;
    const evidence = id === undefined ? undefined : evidenceOf(kindOf(kinds, address), observation, id, atMs);
    if (evidence !== undefined) proved[address] = moved.has(address) ? { ...evidence, moved: true } : evidence;
  }
  if (cycle !== undefined || Object.keys(proved).length > 0) await store.merge(proved, cycle);
  return proved;
}

/** When this very object was last verified; undefined where it never was, or by a clock that was ahead. */
export function verifiedAt(evidence: Evidence | undefined, id: string, nowMs: number): number | undefined {
  return evidence?.how === 'body' && evidence.id === id && evidence.at <= nowMs ? evidence.at : undefined;
}

/** A list shows another stamp than when it was verified, or, where that had none, a later one. */
export function isSuspicious(observation: Observation, known: Evidence | undefined): boolean {
  const stamp = observation.status === 'unread' ? observation.stamp : undefined;
  if (stamp === undefined || known === undefined) return false;
  return known.stamp === undefined ? Date.parse(stamp) > known.at : Date.parse(stamp) !== Date.parse(known.stamp);
}

export interface EvidenceWriter {
  /** Written as soon as the write before it is done. */
  note(address: Address, evidence: Evidence): void;
  /** Resolves when everything noted is written. */
  written(): Promise<void>;
}

/** One write at a time, with all that was noted meanwhile: however slow the store, reading does not wait for it. */
export function evidenceWriter(store: EvidenceStore, cycle: Cycle | undefined): EvidenceWriter {
  const waiting = new Map<Address, Evidence>();
  let isWriting = false;
  let last: Promise<void> = Promise.resolve();
  const write = async (): Promise<void> => {
    while (waiting.size > 0) {
      const entries = Object.fromEntries(waiting);
      waiting.clear();
      await store.merge(entries, cycle);
    }
    isWriting = false;
  };
  return {
    note: (address, evidence) => {
      waiting.set(address, evidence);
      if (isWriting) return;
      isWriting = true;
      last = write();
    },
    written: () => last,
  };
}
