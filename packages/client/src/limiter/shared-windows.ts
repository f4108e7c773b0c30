// Room: windows, what the processes of one user share of the per-time limits: the gates, and who is there. Plain data.
import { isObject } from '@postform/engine';
import { writeOff } from './bucket.ts';
import { endedOf, type Gate, type GateState, newGateState, windowOf } from './bucket-state.ts';
import type { Claim } from './fair-share.ts';
import type { BucketRow } from './limits.ts';

export interface Owner {
  /** The machine, for where processes of one machine have to go on without those of others. */
  readonly host: string;
  beatAtMs: number;
  /** By bucket, until when it has a claim to a fair part: it waits, or has been waiting and will soon ask again. */
  readonly claims: Record<string, number>;
}

/** All times are of the clock of the store that keeps it. */
export interface Windows {
  readonly format: 2;
  savedAtMs: number;
  /** Grows with each turn. */
  serial: number;
  readonly gates: Record<string, GateState>;
  readonly owners: Record<string, Owner>;
}

/** An owner shows that it lives at least so often while it has calls under way or waits. */
export const BEAT_MS = 1_000;
/** Without a sign for so long its calls count as ended. Longer than a pass may lie about before it is sent. */
export const DEAD_AFTER_MS = 5_000;
/** Whoever waits says so with each sign of life. After so long without one nothing is kept free for it. */
const WAITS_FOR_MS = 2_500;
/** For so long, as a part of the window, a part is kept free for an owner that has waited and waits no longer. */
const CLAIM_PART = 8;

export const newWindows = (): Windows => ({ format: 2, savedAtMs: 0, serial: 0, gates: {}, owners: {} });

/** What nobody has touched for so long says nothing: the limits of servers change. */
const KEPT_MS = 3_600_000;
/** What was kept so much later than now was kept by a clock that was wrong: clocks of one store differ by less. */
export const AHEAD_MS = 5_000;

/** What a store kept, where it is whole, what this version writes, and of a time that can be. */
export function readWindows(kept: unknown, nowMs: number): Windows | undefined {
  if (!isObject(kept) || kept['format'] !== 2 || !Number.isSafeInteger(kept['serial'])) return undefined;
  const { savedAtMs, gates, owners } = kept;
  if (typeof savedAtMs !== 'number' || !isObject(gates) || !isObject(owners)) return undefined;
  if (nowMs - savedAtMs > KEPT_MS || isOfLater({ savedAtMs }, nowMs)) return undefined;
  const areGates = Object.values(gates).every((gate) => {
    return isObject(gate) && isObject(gate['underWay']) && Array.isArray(gate['ended']) && gate['ended'].every(isEnded);
  });
  const areOwners = Object.values(owners).every((owner) => {
    return isObject(owner) && typeof owner['beatAtMs'] === 'number' && isObject(owner['claims']);
  });
  return areGates && areOwners ? (kept as unknown as Windows) : undefined;
}

/** A clock was wrong then, and has been set back since. */
export function isOfLater({ savedAtMs }: Pick<Windows, 'savedAtMs'>, nowMs: number): boolean {
  return savedAtMs - nowMs > AHEAD_MS;
}

const isEnded = (entry: unknown): boolean =>
  isObject(entry) && typeof entry['atMs'] === 'number' && isObject(entry['by']);

export function gateAt(windows: Windows, row: BucketRow, share: number): Gate {
  windows.gates[row.name] ??= newGateState();
  return { row, state: windows.gates[row.name]!, share };
}

/** Owners without a sign of life for long are gone; what they had under way ended when their next sign was due. */
export function buryDead(windows: Windows, rows: readonly BucketRow[], nowMs: number, me: string): void {
  for (const [name, { beatAtMs }] of Object.entries(windows.owners)) {
    if (name !== me && nowMs - beatAtMs > DEAD_AFTER_MS) leaveForGood(windows, rows, name, beatAtMs + BEAT_MS);
  }
}

export function leaveForGood(windows: Windows, rows: readonly BucketRow[], owner: string, endedAtMs: number): void {
  for (const row of rows) writeOff(gateAt(windows, row, 1), owner, endedAtMs);
  delete windows.owners[owner];
}

/** What is left of the claims of an owner that has a turn now, which may renew them. */
export function fadingClaims({ claims }: Owner, gateOf: (bucket: string) => Gate, nowMs: number): Owner['claims'] {
  const fading = Object.entries(claims).map(([bucket, untilMs]): [string, number] => {
    return [bucket, Math.min(untilMs, nowMs + windowOf(gateOf(bucket)) / CLAIM_PART)];
  });
  return Object.fromEntries(fading.filter(([, untilMs]) => untilMs > nowMs));
}

/** This owner has to wait for the bucket. */
export function claim(owner: Owner, bucket: string, nowMs: number): void {
  owner.claims[bucket] = nowMs + WAITS_FOR_MS;
}

/** The others that have a claim to a part of the bucket. */
export function rivalsAt(windows: Windows, gate: Gate, nowMs: number, me: string): readonly Claim[] {
  return Object.entries(windows.owners)
    .filter(([name, { claims }]) => name !== me && (claims[gate.row.name] ?? nowMs) > nowMs)
    .map(([owner]) => ({ owner, used: usedBy(gate, owner) }));
}

/** Calls of an owner in this window, ended and under way. */
export function usedBy(gate: Gate, owner: string): number {
  return endedOf(gate, owner) + (gate.state.underWay[owner] ?? 0);
}

/** Machines that took part lately. */
export function hostsOf(windows: Windows): number {
  return new Set(Object.values(windows.owners).map(({ host }) => host)).size;
}

/** The same on a clock that is `byMs` ahead. */
export function shifted(windows: Windows, byMs: number): Windows {
  const moved = structuredClone(windows);
  moved.savedAtMs += byMs;
  for (const owner of Object.values(moved.owners)) {
    owner.beatAtMs += byMs;
    for (const bucket of Object.keys(owner.claims)) owner.claims[bucket]! += byMs;
  }
  for (const gate of Object.values(moved.gates)) {
    if (gate.seen) {
      gate.seen.resetAtMs += byMs;
      gate.seen.heardAtMs += byMs;
    }
    if (gate.probe) gate.probe = { ...gate.probe, atMs: gate.probe.atMs + byMs };
    if (gate.pausedUntilMs !== undefined) gate.pausedUntilMs += byMs;
    if (gate.refusedAtMs !== undefined) gate.refusedAtMs += byMs;
    if (gate.contestedAtMs !== undefined) gate.contestedAtMs += byMs;
    gate.ended = gate.ended.map(({ fromMs, atMs, by }) => ({ fromMs: fromMs + byMs, atMs: atMs + byMs, by }));
  }
  return moved;
}
