// Room: the month as plain data, so that processes can share it: what the server said, what was spent, what is set aside. Pure.
import { isObject } from '@postform/engine';
import { believedMonth, type MonthNews } from '../http/plausible.ts';
import { AHEAD_MS } from '../limiter/shared-windows.ts';

/** A figure of the server, and the calls that it cannot have counted yet. */
interface Said {
  remaining: number;
  atMs: number;
  spentSince: number;
}

/** What a process is about to spend. */
interface Holding {
  beatAtMs: number;
  setAside: number;
  underWay: number;
}

/** One UTC month of one team, or user without one. Times are of the store's clock. */
export interface Month {
  readonly format: 1;
  said?: Said;
  limit?: number;
  /** When the server said that it is used up. */
  exhaustedAtMs?: number | undefined;
  readonly owners: Record<string, Holding>;
  /** Calls by UTC day, `2026-11-22`. */
  readonly byDay: Record<string, number>;
  readonly byCommand: Record<string, number>;
}

/** Something that happened to the money. Times are of the client's clock. */
export type Happening =
  | { readonly type: 'debit'; readonly day: string; readonly command: string; readonly calls: number }
  /** `sentAtMs`: when the call left whose reply says so. */
  | { readonly type: 'said'; readonly news: MonthNews; readonly sentAtMs: number; readonly atMs: number }
  | { readonly type: 'exhausted'; readonly atMs: number }
  /** Calls that were noted elsewhere. */
  | ({ readonly type: 'spent' } & Spent);

export type Spent = Pick<Month, 'byDay' | 'byCommand'>;

/** Without a sign for so long, what a process had set aside is free again. */
export const HELD_FOR_MS = 30_000;

export const newMonth = (): Month => ({ format: 1, owners: {}, byDay: {}, byCommand: {} });

/** What a store kept, where it is whole and what this version writes. */
export function readMonth(kept: unknown): Month | undefined {
  if (!isObject(kept) || kept['format'] !== 1 || !isObject(kept['owners'])) return undefined;
  const { owners, said, exhaustedAtMs, limit, byDay, byCommand } = kept;
  const isWhole =
    Object.values(owners).every((one) => areNumbers(one, ['beatAtMs', 'setAside', 'underWay'])) &&
    (said === undefined || areNumbers(said, ['remaining', 'atMs', 'spentSince'])) &&
    [exhaustedAtMs, limit].every((value) => value === undefined || Number.isFinite(value)) &&
    [byDay, byCommand].every((counts) => isObject(counts) && areNumbers(counts, Object.keys(counts)));
  return isWhole ? (kept as unknown as Month) : undefined;
}

function areNumbers(value: unknown, names: readonly string[]): boolean {
  return isObject(value) && names.every((name) => Number.isFinite(value[name]));
}

/**
 * Drops what was said later than now (a clock that was wrong has said so, and nothing newer would ever count), and figures
 * that no month has.
 */
export function boundMonth(month: Month, nowMs: number): void {
  const latestMs = nowMs + AHEAD_MS;
  const { limit } = month;
  if (limit !== undefined && believedMonth({ limit }).limit === undefined) delete month.limit;
  if (month.said !== undefined && believedMonth(month.said).remaining === undefined) delete month.said;
  if (month.said !== undefined && month.said.atMs > latestMs) delete month.said;
  if ((month.exhaustedAtMs ?? 0) > latestMs) month.exhaustedAtMs = undefined;
  for (const [name, { beatAtMs }] of Object.entries(month.owners)) if (beatAtMs > latestMs) delete month.owners[name];
}

/** Alters the month. `aheadMs`: what the store's clock is ahead of the client's. */
export function happen(month: Month, happening: Happening, aheadMs = 0): void {
  const { type } = happening;
  if (type === 'said') hear(month, happening.news, happening.sentAtMs + aheadMs, happening.atMs + aheadMs);
  else if (type === 'exhausted') month.exhaustedAtMs = happening.atMs + aheadMs;
  else {
    const spent =
      type === 'spent'
        ? happening
        : { byDay: { [happening.day]: happening.calls }, byCommand: { [happening.command]: happening.calls } };
    if (month.said !== undefined) month.said.spentSince += spentIn(spent);
    addSpent(month, spent);
  }
}

/**
 * The newest figure wins, upwards too: somebody may have bought calls. Calls under way may be missing in a figure, and are
 * taken off. When one of those comes back, its figure is the older one (and larger: the call was counted) or the newer one:
 * either way the smaller of the two counts it.
 */
function hear(month: Month, { remaining, limit }: MonthNews, sentAtMs: number, atMs: number): void {
  if (limit !== undefined) month.limit = limit;
  if (remaining === undefined) return;
  const { said } = month;
  if (said === undefined || sentAtMs > said.atMs) {
    const underWay = Object.values(month.owners).reduce((all, one) => all + one.underWay, 0);
    month.said = { remaining, atMs, spentSince: underWay };
    if (remaining > 0) month.exhaustedAtMs = undefined;
  } else {
    said.remaining = Math.min(said.remaining, remaining);
    said.spentSince = Math.max(0, said.spentSince - 1);
  }
}

/** True where the server said since then that the month is used up. */
export function isExhausted({ exhaustedAtMs }: Month, sinceMs: number): boolean {
  return exhaustedAtMs !== undefined && exhaustedAtMs >= sinceMs;
}

/** Calls left, as far as anybody said since then. */
export function remainingOf(month: Month, sinceMs: number): number | undefined {
  if (isExhausted(month, sinceMs)) return 0;
  const { said } = month;
  return said === undefined || said.atMs < sinceMs ? undefined : Math.max(0, said.remaining - said.spentSince);
}

/** Shows that an owner lives, and what it is about to spend; who was not heard of for long holds nothing any more. */
export function hold(month: Month, owner: string, holding: Omit<Holding, 'beatAtMs'>, nowMs: number): void {
  for (const [name, { beatAtMs }] of Object.entries(month.owners)) {
    if (nowMs - beatAtMs > HELD_FOR_MS) delete month.owners[name];
  }
  if (holding.setAside === 0 && holding.underWay === 0) delete month.owners[owner];
  else month.owners[owner] = { beatAtMs: nowMs, ...holding };
}

/** Calls that the others have set aside and not spent. */
export function heldByOthers({ owners }: Month, me: string): number {
  return Object.entries(owners).reduce((all, [name, { setAside }]) => all + (name === me ? 0 : setAside), 0);
}

export function spentIn({ byDay }: Pick<Spent, 'byDay'>): number {
  return Object.values(byDay).reduce((all, calls) => all + calls, 0);
}

/** Adds the calls of one month to another. */
export function addSpent(month: Spent, other: Spent): void {
  for (const [day, calls] of Object.entries(other.byDay)) add(month.byDay, day, calls);
  for (const [command, calls] of Object.entries(other.byCommand)) add(month.byCommand, command, calls);
}

function add(counts: Record<string, number>, name: string, calls: number): void {
  counts[name] = (counts[name] ?? 0) + calls;
}
