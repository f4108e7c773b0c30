// Gives tests a clock that is set by hand, chance from a seed, and a run on a given disk.
import type { Clock, Event, Random } from '@postform/engine';
import type { Disk } from '../disk/disk.ts';
import { type FileStateStoreOptions, fileStateStore, type LockedStateStore } from '../file/store.ts';

export interface HandClock extends Clock {
  set(nowMs: number): void;
}

/** Sleeping moves the hands. */
export function handClock(startMs = Date.UTC(2026, 10, 22, 12)): HandClock {
  let nowMs = startMs;
  return {
    nowMs: () => nowMs,
    sleep: async (ms) => {
      nowMs += ms;
    },
    set: (ms) => {
      nowMs = ms;
    },
  };
}

/** Numbers in [0, 1), the same for the same seed (mulberry32). */
export function chanceOf(seed: number): () => number {
  let a = seed;
  return () => {
    a = (a + 0x6d2b79f5) | 0;
    let t = Math.imul(a ^ (a >>> 15), 1 | a);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

let runs = 0;

/** Ids that tell which run made them: `r3-1`, `r3-2`. */
export function countingRandom(): Random {
  const run = ++runs;
  let n = 0;
  return { uuid: () => `r${run}-${++n}`, bytes: (length) => new Uint8Array(length) };
}

export interface Run {
  readonly store: LockedStateStore;
  readonly events: Event[];
  readonly warnings: () => readonly string[];
  /** What the heartbeat would do when it is due. */
  beat(): void;
}

/** A run of its own: its process id is new, and all processes are there unless `isAlive` says otherwise. */
export function runOn(disk: Disk, path: string, options: Partial<FileStateStoreOptions> = {}): Run {
  const events: Event[] = [];
  const beats = new Set<() => void>();
  const store = fileStateStore({
    path,
    disk,
    clock: handClock(),
    random: countingRandom(),
    hostname: 'host-a',
    pid: 1000 + ++runs,
    user: 'ada',
    isAlive: () => true,
    emit: (event) => events.push(event),
    heartbeat: (_everyMs, beat) => {
      beats.add(beat);
      return () => beats.delete(beat);
    },
    ...options,
  });
  return {
    store,
    events,
    warnings: () => events.flatMap((event) => (event.type === 'warning' ? [event.text] : [])),
    beat: () => {
      for (const beat of beats) beat();
    },
  };
}
