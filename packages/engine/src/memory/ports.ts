// Makes ports in memory: with kinds and a client the engine runs without disk, clock and chance.
import type { Ports } from '../model/engine-ports.ts';
import {
  type BackupStore,
  type Cycle,
  type Evidence,
  type EvidenceStore,
  newerCycle,
  newerEvidence,
} from '../model/evidence.ts';
import type { JsonObject } from '../model/json.ts';
import type { Clock, Random } from '../model/ports.ts';
import { memoryStateStore } from './state-store.ts';

/** What has no default. The rest, where it is not given, keeps nothing beyond this process and says nothing. */
export type GivenPorts = Pick<Ports, 'kinds' | 'workspaces' | 'client'> & Partial<Ports>;

export function memoryPorts(given: GivenPorts): Ports {
  const clock = given.clock ?? memoryClock();
  return {
    store: memoryStateStore(),
    evidence: memoryEvidenceStore(clock),
    backups: memoryBackupStore(),
    clock,
    random: memoryRandom(),
    emit: () => undefined,
    secrets: () => undefined,
    settleMs: 0,
    parallelism: 4,
    signal: new AbortController().signal,
    ...given,
  };
}

/** Time passes only by sleeping. `startMs`: epoch milliseconds. */
export function memoryClock(startMs = 0): Clock {
  let nowMs = startMs;
  return {
    nowMs: () => nowMs,
    sleep: async (ms, signal) => {
      signal?.throwIfAborted();
      nowMs += ms;
    },
  };
}

/** Counts instead of throwing dice: the same run gives the same ids. */
export function memoryRandom(): Random {
  let n = 0;
  return {
    uuid: () => `00000000-0000-4000-8000-${String(++n).padStart(12, '0')}`,
    bytes: (length) => new Uint8Array(length).fill(++n % 256),
  };
}

export function memoryEvidenceStore(clock: Clock): EvidenceStore {
  let entries: Readonly<Record<string, Evidence>> = {};
  let cycle: Cycle | undefined;
  return {
    load: async () => entries,
    cycle: async () => cycle,
    merge: async (more, later) => {
      entries = newerEvidence(entries, more, clock.nowMs());
      cycle = newerCycle(cycle, later, clock.nowMs());
    },
  };
}

/** `bodies`: what was kept, by the path that the engine tells the user. */
export function memoryBackupStore(): BackupStore & { readonly bodies: ReadonlyMap<string, JsonObject> } {
  const bodies = new Map<string, JsonObject>();
  return {
    bodies,
    keep: async (address, id, body) => {
      const path = `memory:${address}/${id}/${bodies.size + 1}`;
      bodies.set(path, body);
      return path;
    },
  };
}
