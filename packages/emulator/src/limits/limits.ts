// The limits room: calls per window for each user and bucket, and calls per month for the team.
import type { BucketName } from '../api/route.ts';

/** 'documented', 'off', or one number of calls per minute for everything. */
export type LimitChoice = 'documented' | 'off' | number;

/** One bucket's rule. */
export interface BucketRule {
  readonly bucket: string;
  readonly limit: number;
  readonly windowS: number;
}

/** Where a call stands in its bucket, after it was counted. `resetMs` is epoch milliseconds. */
export interface Standing {
  readonly rule: BucketRule;
  readonly remaining: number;
  readonly resetMs: number;
  readonly isOver: boolean;
}

/**
 * 300 calls a minute per user; 10 calls in 10 seconds for the monitor endpoints, GET /collections, GET /workspaces and
 * GET /workspaces/{id} (Postman OpenAPI 1.45.0, info). Whether those share one bucket is not documented; here they do.
 */
const documented: Readonly<Record<BucketName, BucketRule>> = {
  general: { bucket: 'general', limit: 300, windowS: 60 },
  slow: { bucket: 'slow', limit: 10, windowS: 10 },
  updates: { bucket: 'updates', limit: 20, windowS: 60 },
};

export interface Limits {
  /** Counts one call of a user. */
  take(user: number, bucket: BucketName, nowMs: number): Standing;
  clear(): void;
}

/** Fixed windows: one opens with the first call after the last one ended. */
export function makeLimits(choice: LimitChoice): Limits {
  const rules = rulesOf(choice);
  const windows = new Map<string, { startMs: number; used: number }>();
  return {
    take: (user, bucket, nowMs) => {
      const rule = rules[bucket];
      const key = `${user} ${rule.bucket}`;
      let window = windows.get(key);
      if (window === undefined || nowMs >= window.startMs + rule.windowS * 1000 || nowMs < window.startMs) {
        window = { startMs: nowMs, used: 0 };
        windows.set(key, window);
      }
      window.used += 1;
      const remaining = Math.max(0, rule.limit - window.used);
      return { rule, remaining, resetMs: window.startMs + rule.windowS * 1000, isOver: window.used > rule.limit };
    },
    clear: () => windows.clear(),
  };
}

function rulesOf(choice: LimitChoice): Readonly<Record<BucketName, BucketRule>> {
  if (choice === 'documented') return documented;
  const limit = choice === 'off' ? 1_000_000 : choice;
  const only = { bucket: 'general', limit, windowS: 60 };
  return { general: only, slow: only, updates: only };
}

/** The month's count. `month` is a UTC month, `2025-06`: no source says when Postman's month ends. */
export interface Month {
  readonly limit: number;
  used(): number;
  name(): string;
  /** Counts a call; true when it was over the allowance. */
  take(nowMs: number): boolean;
  giveBack(): void;
  restart(name: string, used: number): void;
}

export function makeMonth(limit: number): Month {
  let name = '';
  let used = 0;
  let endsMs = Number.NEGATIVE_INFINITY;
  return {
    limit,
    used: () => used,
    name: () => name,
    take: (nowMs) => {
      if (nowMs >= endsMs) {
        const date = new Date(nowMs);
        const now = date.toISOString().slice(0, 7);
        if (now !== name) used = 0;
        name = now;
        endsMs = Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1);
      }
      used += 1;
      return used > limit;
    },
    giveBack: () => {
      used -= 1;
    },
    restart: (savedName, savedUsed) => {
      name = savedName;
      used = savedUsed;
      endsMs = Number.NEGATIVE_INFINITY;
    },
  };
}
