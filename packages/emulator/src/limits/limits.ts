// Counts calls per window for each user and bucket.
import type { Switches } from '../switches/switches.ts';
import {
  type BucketName,
  type BucketRule,
  type BucketRules,
  bucketNames,
  isOneBucket,
  type LimitChoice,
  type LimitSetting,
  laidOver,
  places,
  rulesOf,
} from './rules.ts';
import { type Stranger, strangersCalls } from './stranger.ts';
import { makeWindow, type Window } from './window.ts';

/** Where a call stands in its bucket, after it was counted. `resetMs` is epoch milliseconds. */
export interface Standing {
  readonly limit: number;
  readonly windowMs: number;
  readonly remaining: number;
  readonly resetMs: number;
  readonly isOver: boolean;
}

/** A window that was used, to people. `bucket` is an operationId where each slow endpoint has a bucket of its own. */
export interface ShownWindow {
  readonly user: number;
  readonly bucket: string;
  readonly limit: number;
  readonly windowS: number;
  readonly kind: string;
  readonly used: number;
  readonly remaining: number;
  readonly resetInMs: number;
}

export interface Limits {
  /** Counts one call of a user. */
  take(user: number, bucket: BucketName, operation: string, nowMs: number): Standing;
  /** Changes the rule of a user's bucket and places its window; `operation` where each endpoint has its own. */
  set(user: number, bucket: BucketName, setting: LimitSetting, nowMs: number, operation?: string): void;
  /** From now on somebody else spends calls of this user; no calls a minute end that. */
  befriend(user: number, bucket: BucketName, callsPerMinute: number, nowMs: number): void;
  shown(nowMs: number): ShownWindow[];
  /** As at start. */
  clear(): void;
}

interface Account {
  rules: BucketRules;
  readonly windows: Map<string, Window>;
  strangers: Stranger[];
}

/** `owner` is the user whom a choice with `used` is about. `onStranger` hears of the calls of strangers. */
export function makeLimits(
  choice: LimitChoice,
  switches: () => Switches,
  owner: number,
  onStranger: (calls: number, fromMs: number, nowMs: number) => void,
): Limits {
  const rules = rulesOf(choice);
  const isOne = isOneBucket(rules);
  const accounts = new Map<number, Account>();

  const accountOf = (user: number, nowMs: number): Account => {
    let account = accounts.get(user);
    if (account === undefined) {
      account = { rules, windows: new Map(), strangers: [] };
      accounts.set(user, account);
      if (user === owner && typeof choice === 'object') {
        for (const bucket of bucketNames) limits.set(user, bucket, choice[bucket] ?? {}, nowMs);
      }
    }
    return account;
  };
  const windowOf = (account: Account, key: string, rule: BucketRule): Window => {
    const kind = rule.kind ?? switches().rateWindow;
    let window = account.windows.get(key);
    if (window === undefined || window.rule.kind !== kind) {
      window = makeWindow({ ...rule, kind });
      account.windows.set(key, window);
    }
    return window;
  };
  /** The key of the window that a call counts in. It is never concatenated, so a call allocates nothing here. */
  const keyOf = (bucket: BucketName, operation: string): string => {
    if (isOne) return 'general';
    return bucket === 'slow' && switches().slowBucketScope === 'endpoint' ? operation : bucket;
  };
  const catchUp = (account: Account, nowMs: number): void => {
    const countsRefused = switches().refusedCallsCountAgainstWindow;
    for (const stranger of account.strangers) {
      const window = windowOf(account, keyOf(stranger.bucket, stranger.bucket), account.rules[stranger.bucket]);
      strangersCalls(stranger, window, nowMs, countsRefused, onStranger);
    }
  };
  const limits: Limits = {
    take: (user, bucket, operation, nowMs) => {
      const account = accountOf(user, nowMs);
      if (account.strangers.length > 0) catchUp(account, nowMs);
      const countsRefused = switches().refusedCallsCountAgainstWindow;
      const window = windowOf(account, keyOf(bucket, operation), account.rules[bucket]);
      const isOver = window.take(nowMs, countsRefused);
      if (!isOver && !isOne && bucket === 'slow' && switches().slowCallsCountAsGeneral) {
        const general = windowOf(account, 'general', account.rules.general);
        if (general.take(nowMs, countsRefused)) return standingOf(general, nowMs, true);
      }
      return standingOf(window, nowMs, isOver);
    },
    set: (user, bucket, setting, nowMs, operation = bucket) => {
      const account = accountOf(user, nowMs);
      const rule = laidOver(account.rules[bucket], setting);
      account.rules = isOne ? { general: rule, slow: rule, updates: rule } : { ...account.rules, [bucket]: rule };
      const key = keyOf(bucket, operation);
      const before = account.windows.get(key);
      account.windows.delete(key);
      if (!places(setting) && before === undefined) return;
      const window = windowOf(account, key, rule);
      const used = setting.used ?? (setting.remaining === undefined ? before?.used(nowMs) : undefined);
      const resetInMs = setting.resetInMs ?? (before === undefined ? rule.windowMs : before.resetMs(nowMs) - nowMs);
      window.place(used ?? Math.max(0, rule.limit - (setting.remaining ?? rule.limit)), resetInMs, nowMs);
    },
    befriend: (user, bucket, callsPerMinute, nowMs) => {
      const account = accountOf(user, nowMs);
      catchUp(account, nowMs);
      account.strangers = account.strangers.filter((one) => one.bucket !== bucket);
      if (callsPerMinute > 0) {
        const everyMs = 60_000 / callsPerMinute;
        account.strangers.push({ bucket, everyMs, nextAtMs: nowMs + everyMs });
      }
    },
    shown: (nowMs) =>
      [...accounts].flatMap(([user, account]) => {
        catchUp(account, nowMs);
        return [...account.windows].map(([bucket, window]) => shownWindow(user, bucket, window, nowMs));
      }),
    clear: () => accounts.clear(),
  };
  return limits;
}

function standingOf(window: Window, nowMs: number, isOver: boolean): Standing {
  const { limit, windowMs } = window.rule;
  const remaining = Math.max(0, limit - window.used(nowMs));
  return { limit, windowMs, remaining, resetMs: window.resetMs(nowMs), isOver };
}

function shownWindow(user: number, bucket: string, window: Window, nowMs: number): ShownWindow {
  const { limit, windowMs, kind } = window.rule;
  const used = window.used(nowMs);
  const resetInMs = window.resetMs(nowMs) - nowMs;
  return { user, bucket, limit, windowS: windowMs / 1000, kind, used, remaining: Math.max(0, limit - used), resetInMs };
}
