// Lists the buckets, and how many calls each allows unless a setting says otherwise.
import type { WindowKind } from './window.ts';

/**
 * `general` is 300 calls a minute, `slow` 10 in 10 seconds (monitors, GET /collections, GET /workspaces and GET
 * /workspaces/{id}), `updates` 20 a minute for posts of a workspace (Postman OpenAPI 1.45.0, info).
 */
export type BucketName = 'general' | 'slow' | 'updates';

/** A bucket's rule. Without `kind` the switch rateWindow decides. */
export interface BucketRule {
  readonly limit: number;
  readonly windowMs: number;
  readonly kind?: WindowKind;
}

/**
 * What may be said of one bucket. `used`, or `remaining`, and `resetInMs` place its window: 50 used of 60, 40 seconds
 * left. What is not said stays; `resetInMs` alone places an unused window.
 */
export interface LimitSetting {
  readonly limit?: number;
  readonly windowS?: number;
  readonly kind?: WindowKind;
  readonly used?: number;
  readonly remaining?: number;
  readonly resetInMs?: number;
}

/** 'documented', 'off', one number of calls per minute for everything, or settings laid over the documented buckets. */
export type LimitChoice = 'documented' | 'off' | number | Readonly<Partial<Record<BucketName, LimitSetting>>>;

export type BucketRules = Readonly<Record<BucketName, BucketRule>>;

export const bucketNames: readonly BucketName[] = ['general', 'slow', 'updates'];

/**
 * 300 calls a minute per user; 10 calls in 10 seconds for the monitor endpoints, GET /collections, GET /workspaces and
 * GET /workspaces/{id}; 20 workspace updates a minute (Postman OpenAPI 1.45.0, info).
 */
const documented: BucketRules = {
  general: { limit: 300, windowMs: 60_000 },
  slow: { limit: 10, windowMs: 10_000 },
  updates: { limit: 20, windowMs: 60_000 },
};

/** The rules of a choice. With one number, or 'off', all buckets are the same one: see `isOneBucket`. */
export function rulesOf(choice: LimitChoice): BucketRules {
  if (choice === 'documented') return documented;
  if (choice === 'off') return sameForAll({ limit: 1_000_000, windowMs: 60_000, kind: 'opening' });
  if (typeof choice === 'number') return sameForAll({ limit: choice, windowMs: 60_000 });
  return {
    general: laidOver(documented.general, choice.general ?? {}),
    slow: laidOver(documented.slow, choice.slow ?? {}),
    updates: laidOver(documented.updates, choice.updates ?? {}),
  };
}

/** True where every call counts against `general`. */
export function isOneBucket(rules: BucketRules): boolean {
  return rules.slow === rules.general;
}

/** The rule with what the setting says of it. Throws a RangeError for a window that ends after its length. */
export function laidOver(rule: BucketRule, { limit, windowS, kind, resetInMs = 0 }: LimitSetting): BucketRule {
  const windowMs = windowS === undefined ? rule.windowMs : windowS * 1000;
  if (resetInMs > windowMs) throw new RangeError(`limits.resetInMs: must be at most the window, ${windowMs}`);
  return {
    ...rule,
    ...(limit === undefined ? {} : { limit }),
    windowMs,
    ...(kind === undefined ? {} : { kind }),
  };
}

/** True when the setting places a window and does not only change its rule. */
export function places({ used, remaining, resetInMs }: LimitSetting): boolean {
  return used !== undefined || remaining !== undefined || resetInMs !== undefined;
}

function sameForAll(rule: BucketRule): BucketRules {
  return { general: rule, slow: rule, updates: rule };
}
