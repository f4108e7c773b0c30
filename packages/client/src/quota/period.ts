// One month of the quota as plain data, so that processes can share it: what is left, what is spent, what is set aside. Pure.
import { isObject } from '@postform/engine';
import { plausibleQuota, type QuotaReport } from '../http/plausible.ts';
import { CLOCK_TOLERANCE_MS } from '../limiter/windows-format.ts';

/** The server's latest figure, and the calls that it cannot include yet. */
interface Said {
  remaining: number;
  atMs: number;
  spentSince: number;
}

/** Calls that a process is about to spend. */
interface Holding {
  beatAtMs: number;
  setAside: number;
  underWay: number;
}

/** One UTC month of one team, or of a user without a team, as stores keep it. Times are of the store's clock. */
export interface Period {
  readonly format: 1;
  said?: Said;
  limit?: number;
  /** When the server reported that the quota is used up. */
  exhaustedAtMs?: number | undefined;
  readonly owners: Record<string, Holding>;
  /** Calls by UTC day, `2026-11-22`. */
  readonly byDay: Record<string, number>;
  readonly byCommand: Record<string, number>;
}

/** Something that changes the ledger. Times are of the client's clock. */
export type LedgerEvent =
  | { readonly type: 'debit'; readonly day: string; readonly command: string; readonly calls: number }
  /** `sentAtMs`: when the call was sent whose reply reports it. */
  | { readonly type: 'reported'; readonly report: QuotaReport; readonly sentAtMs: number; readonly atMs: number }
  | { readonly type: 'exhausted'; readonly atMs: number }
  /** Calls that another store or name has recorded. */
  | ({ readonly type: 'spent' } & Spent);

export type Spent = Pick<Period, 'byDay' | 'byCommand'>;

/** Without a heartbeat for this long, the calls that a process had set aside are free again. */
export const HOLDING_EXPIRES_MS = 30_000;

export const newPeriod = (): Period => ({ format: 1, owners: {}, byDay: {}, byCommand: {} });

/** Undefined where the stored data is damaged or of another format. */
export function readPeriod(stored: unknown): Period | undefined {
  if (!isObject(stored) || stored['format'] !== 1 || !isObject(stored['owners'])) return undefined;
  const { owners, said, exhaustedAtMs, limit, byDay, byCommand } = stored;
  const isWhole =
    Object.values(owners).every((one) => areNumbers(one, ['beatAtMs', 'setAside', 'underWay'])) &&
    (said === undefined || areNumbers(said, ['remaining', 'atMs', 'spentSince'])) &&
    [exhaustedAtMs, limit].every((value) => value === undefined || Number.isFinite(value)) &&
    [byDay, byCommand].every((counts) => isObject(counts) && areNumbers(counts, Object.keys(counts)));
  return isWhole ? (stored as unknown as Period) : undefined;
}

function areNumbers(value: unknown, names: readonly string[]): boolean {
  return isObject(value) && names.every((name) => Number.isFinite(value[name]));
}

/**
 * Drops figures with a time in the future (a clock was wrong, and no newer figure would ever replace them), and figures that
 * no month has.
 */
export function dropImplausibleFigures(period: Period, nowMs: number): void {
  const latestMs = nowMs + CLOCK_TOLERANCE_MS;
  const { limit } = period;
  if (limit !== undefined && plausibleQuota({ limit }).limit === undefined) delete period.limit;
  if (period.said !== undefined && plausibleQuota(period.said).remaining === undefined) delete period.said;
  if (period.said !== undefined && period.said.atMs > latestMs) delete period.said;
  if ((period.exhaustedAtMs ?? 0) > latestMs) period.exhaustedAtMs = undefined;
  for (const [name, { beatAtMs }] of Object.entries(period.owners)) if (beatAtMs > latestMs) delete period.owners[name];
}

/** Alters the period. `aheadMs`: how far the store's clock is ahead of the client's. */
export function applyEvent(period: Period, event: LedgerEvent, aheadMs = 0): void {
  const { type } = event;
  if (type === 'reported') applyReport(period, event.report, event.sentAtMs + aheadMs, event.atMs + aheadMs);
  else if (type === 'exhausted') period.exhaustedAtMs = event.atMs + aheadMs;
  else {
    const spent =
      type === 'spent' ? event : { byDay: { [event.day]: event.calls }, byCommand: { [event.command]: event.calls } };
    if (period.said !== undefined) period.said.spentSince += spentIn(spent);
    addSpent(period, spent);
  }
}

/**
 * The newest figure replaces the old one, even where it is larger: somebody may have bought calls. Calls in flight may be
 * missing in it, and are subtracted. The reply of such a call brings an older, larger figure or a newer one: the smaller of
 * the two includes the call.
 */
function applyReport(period: Period, { remaining, limit }: QuotaReport, sentAtMs: number, atMs: number): void {
  if (limit !== undefined) period.limit = limit;
  if (remaining === undefined) return;
  const { said } = period;
  if (said === undefined || sentAtMs > said.atMs) {
    const underWay = Object.values(period.owners).reduce((all, one) => all + one.underWay, 0);
    period.said = { remaining, atMs, spentSince: underWay };
    if (remaining > 0) period.exhaustedAtMs = undefined;
  } else {
    said.remaining = Math.min(said.remaining, remaining);
    said.spentSince = Math.max(0, said.spentSince - 1);
  }
}

/** True where the server has reported since then that the quota is used up. */
export function isExhausted({ exhaustedAtMs }: Period, sinceMs: number): boolean {
  return exhaustedAtMs !== undefined && exhaustedAtMs >= sinceMs;
}

/** Calls left, by figures reported since then. */
export function remainingOf(period: Period, sinceMs: number): number | undefined {
  if (isExhausted(period, sinceMs)) return 0;
  const { said } = period;
  return said === undefined || said.atMs < sinceMs ? undefined : Math.max(0, said.remaining - said.spentSince);
}

/** Records an owner's heartbeat and what it is about to spend, and drops owners without a recent heartbeat. */
export function recordHolding(period: Period, owner: string, holding: Omit<Holding, 'beatAtMs'>, nowMs: number): void {
  for (const [name, { beatAtMs }] of Object.entries(period.owners)) {
    if (nowMs - beatAtMs > HOLDING_EXPIRES_MS) delete period.owners[name];
  }
  if (holding.setAside === 0 && holding.underWay === 0) delete period.owners[owner];
  else period.owners[owner] = { beatAtMs: nowMs, ...holding };
}

/** Calls that other owners have set aside and not spent. */
export function setAsideByOthers({ owners }: Period, me: string): number {
  return Object.entries(owners).reduce((all, [name, { setAside }]) => all + (name === me ? 0 : setAside), 0);
}

export function spentIn({ byDay }: Pick<Spent, 'byDay'>): number {
  return Object.values(byDay).reduce((all, calls) => all + calls, 0);
}

/** Adds the calls of `other` to `spent`. */
export function addSpent(spent: Spent, other: Spent): void {
  for (const [day, calls] of Object.entries(other.byDay)) add(spent.byDay, day, calls);
  for (const [command, calls] of Object.entries(other.byCommand)) add(spent.byCommand, command, calls);
}

function add(counts: Record<string, number>, name: string, calls: number): void {
  counts[name] = (counts[name] ?? 0) + calls;
}
