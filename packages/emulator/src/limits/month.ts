// Counts the calls of a UTC month for the whole team.
import { type OpenSpan, openSpan, type Span } from './span.ts';

/** The month's count. `name` is a UTC month, `2025-06`: no source says when Postman's month ends. */
export interface Month {
  readonly limit: number;
  used(): number;
  name(): string;
  /** Counts a call; true when it was over the allowance, or the month was ended. */
  take(nowMs: number): boolean;
  giveBack(): void;
  /** Begins the month of that moment, where it is another one. */
  see(nowMs: number): void;
  /** Counts calls of somebody else, made after `fromMs`. */
  spend(calls: number, fromMs: number, nowMs: number): void;
  /** Nothing is left for that span, at most until the next month or until `restore`. */
  end(span: Span, nowMs: number): void;
  isEnded(): boolean;
  /** Whether the month is ended at this call, which is counted. */
  endHolds(nowMs: number): boolean;
  restore(): void;
  set(setting: { readonly limit?: number; readonly used?: number }): void;
  restart(name: string, used: number): void;
}

export function makeMonth(startLimit: number): Month {
  let limit = startLimit;
  let name = '';
  let used = 0;
  let ended: OpenSpan | undefined;
  let beginsMs = Number.NEGATIVE_INFINITY;
  let endsMs = Number.NEGATIVE_INFINITY;
  const moveTo = (nowMs: number): void => {
    if (nowMs < endsMs) return;
    const date = new Date(nowMs);
    const now = date.toISOString().slice(0, 7);
    if (now !== name) {
      used = 0;
      ended = undefined;
    }
    name = now;
    beginsMs = Date.UTC(date.getUTCFullYear(), date.getUTCMonth());
    endsMs = Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1);
  };
  const endHolds = (nowMs: number): boolean => {
    if (ended !== undefined && !ended.holds(nowMs)) ended = undefined;
    return ended !== undefined;
  };
  return {
    get limit() {
      return limit;
    },
    used: () => used,
    name: () => name,
    take: (nowMs) => {
      moveTo(nowMs);
      used += 1;
      return endHolds(nowMs) || used > limit;
    },
    see: moveTo,
    giveBack: () => {
      used -= 1;
    },
    spend: (calls, fromMs, nowMs) => {
      moveTo(nowMs);
      const share = fromMs >= beginsMs || nowMs <= fromMs ? 1 : (nowMs - beginsMs) / (nowMs - fromMs);
      used += Math.floor(calls * share);
    },
    end: (span, nowMs) => {
      ended = openSpan(span, nowMs);
    },
    isEnded: () => ended !== undefined,
    endHolds,
    restore: () => {
      ended = undefined;
    },
    set: (setting) => {
      limit = setting.limit ?? limit;
      used = setting.used ?? used;
    },
    restart: (savedName, savedUsed) => {
      name = savedName;
      used = savedUsed;
      ended = undefined;
      endsMs = Number.NEGATIVE_INFINITY;
    },
  };
}
