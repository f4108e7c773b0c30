// Decides which calls a fault hits, and defines what it does to them.
import type { Json, JsonObject } from '../json/json.ts';
import { type OpenSpan, openSpan, type Span } from '../limits/span.ts';
import { chanceAt, hashText } from '../seams/chance.ts';

/** `before`: nothing happened. `after`: the effect happened and only the answer is lost or replaced. */
export type FaultMoment = 'before' | 'after';

/** How an answer loses its tail: the connection ends early, the JSON ends early, or every array loses its last half. */
export type Truncation = 'cut' | 'torn' | 'halved';

/**
 * What a fault does. `hang` holds the call for `ms` and then drops the connection; `slow` answers `ms` late; `html`
 * is a page of some proxy; `stale` makes lists lag for this call; `edit` is somebody else's edit, and the call goes on.
 * `revoke-key` and `end-month` hold from then on, this call included when it is `before`.
 */
export type FaultAction =
  | {
      readonly kind: 'status';
      readonly status: number;
      readonly body?: Json;
      readonly headers?: Readonly<Record<string, string>>;
      readonly when: FaultMoment;
    }
  | { readonly kind: 'reset'; readonly when: FaultMoment }
  | { readonly kind: 'hang'; readonly ms: number; readonly when: FaultMoment }
  | { readonly kind: 'slow'; readonly ms: number }
  | { readonly kind: 'truncate'; readonly how: Truncation }
  | { readonly kind: 'html'; readonly status: number; readonly when: FaultMoment }
  | { readonly kind: 'stale'; readonly ms: number }
  | { readonly kind: 'edit'; readonly edit: JsonObject; readonly when: FaultMoment }
  | { readonly kind: 'rate-limit'; readonly retryAfterS?: number }
  | { readonly kind: 'month-exhausted' }
  | ({ readonly kind: 'revoke-key'; readonly when: FaultMoment } & Span)
  | ({ readonly kind: 'end-month'; readonly when: FaultMoment } & Span)
  | { readonly kind: 'restore' };

/**
 * Which calls: all given conditions must hold. `path` is matched against the path without the query; `afterMs` and
 * `untilMs` count from the moment the faults were set. Calls that match are counted from 1: `nth` hits that one, `from`
 * that one and those after it, `every` every nth of them, `probability` some, drawn from the seed. `times` bounds
 * how many are hit. `burst`: a hit opens a run of hits, for a number of calls or for a time.
 */
export interface FaultCondition {
  readonly method?: string;
  readonly path?: RegExp;
  readonly operation?: string;
  readonly afterMs?: number;
  readonly untilMs?: number;
  readonly nth?: number;
  readonly from?: number;
  readonly every?: number;
  readonly times?: number;
  readonly probability?: number;
  readonly burst?: Span;
}

export interface Fault {
  readonly name: string;
  readonly on: FaultCondition;
  readonly do: FaultAction;
}

export interface Faults {
  set(faults: readonly Fault[], nowMs: number): void;
  /** The first fault that hits this call. Every fault whose conditions hold counts the call. */
  match(method: string, path: string, operation: string, nowMs: number): Fault | undefined;
}

interface Armed {
  readonly fault: Fault;
  readonly chanceKey: number;
  matched: number;
  hits: number;
  burst: OpenSpan | undefined;
}

/** The same seed, faults and calls give the same hits. */
export function makeFaults(seed: string): Faults {
  let armed: Armed[] = [];
  let sinceMs = 0;
  return {
    set: (faults, nowMs) => {
      sinceMs = nowMs;
      armed = faults.map((fault, at) => {
        const chanceKey = hashText(`${seed} fault ${at}`);
        return { fault, chanceKey, matched: 0, hits: 0, burst: undefined };
      });
    },
    match: (method, path, operation, nowMs) => {
      let hit: Fault | undefined;
      for (const one of armed) {
        const { on } = one.fault;
        if (on.method !== undefined && on.method !== method) continue;
        if (on.operation !== undefined && on.operation !== operation) continue;
        if (on.path !== undefined && !on.path.test(path)) continue;
        if (on.afterMs !== undefined && nowMs < sinceMs + on.afterMs) continue;
        if (on.untilMs !== undefined && nowMs >= sinceMs + on.untilMs) continue;
        one.matched += 1;
        if (hit === undefined && isHit(one, nowMs)) hit = one.fault;
      }
      return hit;
    },
  };
}

function isHit(one: Armed, nowMs: number): boolean {
  const { nth, from = 1, every = 1, times, probability, burst } = one.fault.on;
  if (times !== undefined && one.hits >= times) return false;
  if (one.burst?.holds(nowMs) !== true) {
    one.burst = undefined;
    if (nth !== undefined && one.matched !== nth) return false;
    if (one.matched < from || (one.matched - from) % every !== 0) return false;
    if (probability !== undefined && chanceAt(one.chanceKey, one.matched) >= probability) return false;
    if (burst !== undefined) {
      one.burst = openSpan(burst, nowMs);
      one.burst.holds(nowMs);
    }
  }
  one.hits += 1;
  return true;
}
