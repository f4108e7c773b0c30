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

/** `beginsMs` and `endsMs` bound the month that is counted. */
interface Count {
  limit: number;
  name: string;
  used: number;
  ended: OpenSpan | undefined;
  beginsMs: number;
  endsMs: number;
}

export function makeMonth(limit: number): Month {
  const never = Number.NEGATIVE_INFINITY;
  const month: Count = { limit, name: '', used: 0, ended: undefined, beginsMs: never, endsMs: never };
  const see = (nowMs: number): void => {
    if (nowMs < month.endsMs) return;
    const date = new Date(nowMs);
    const name = date.toISOString().slice(0, 7);
    if (name !== month.name) Object.assign(month, { name, used: 0, ended: undefined });
    month.beginsMs = Date.UTC(date.getUTCFullYear(), date.getUTCMonth());
    month.endsMs = Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1);
  };
  const endHolds = (nowMs: number): boolean => {
    if (month.ended?.holds(nowMs) !== true) month.ended = undefined;
    return month.ended !== undefined;
  };
  return {
    get limit() {
      return month.limit;
    },
    used: () => month.used,
    name: () => month.name,
    take: (nowMs) => {
      see(nowMs);
      month.used += 1;
      return endHolds(nowMs) || month.used > month.limit;
    },
    see,
    giveBack: () => {
      month.used -= 1;
    },
    spend: (calls, fromMs, nowMs) => {
      see(nowMs);
      const { beginsMs } = month;
      const share = fromMs >= beginsMs || nowMs <= fromMs ? 1 : (nowMs - beginsMs) / (nowMs - fromMs);
      month.used += Math.floor(calls * share);
    },
    end: (span, nowMs) => {
      month.ended = openSpan(span, nowMs);
    },
    isEnded: () => month.ended !== undefined,
    endHolds,
    restore: () => {
      month.ended = undefined;
    },
    set: (setting) => {
      month.limit = setting.limit ?? month.limit;
      month.used = setting.used ?? month.used;
    },
    restart: (name, used) => {
      Object.assign(month, { name, used, ended: undefined, endsMs: never });
    },
  };
}
