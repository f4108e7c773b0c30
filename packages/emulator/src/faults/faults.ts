// The fault room: which calls go wrong, and how. Faults are asked for through the control API.
import type { Json } from '../json/json.ts';

/** `before`: nothing happened. `after`: the effect happened and only the answer is lost or replaced. */
export type FaultMoment = 'before' | 'after';

/** What a fault does. `hang` holds the call for `ms` and then drops the connection; `slow` answers `ms` late. */
export type FaultAction =
  | { readonly kind: 'status'; readonly status: number; readonly body?: Json; readonly when: FaultMoment }
  | { readonly kind: 'reset'; readonly when: FaultMoment }
  | { readonly kind: 'hang'; readonly ms: number; readonly when: FaultMoment }
  | { readonly kind: 'slow'; readonly ms: number }
  | { readonly kind: 'rate-limit'; readonly retryAfterS?: number }
  | { readonly kind: 'month-exhausted' };

/**
 * Which calls: all given conditions must hold. `path` is matched against the path without the query. Matching calls are
 * counted from 1: `nth` hits that one, `from` that one and all after, `times` bounds how many are hit.
 */
export interface FaultCondition {
  readonly method?: string;
  readonly path?: RegExp;
  readonly operation?: string;
  readonly nth?: number;
  readonly from?: number;
  readonly times?: number;
}

export interface Fault {
  readonly name: string;
  readonly on: FaultCondition;
  readonly do: FaultAction;
}

export interface Faults {
  set(faults: readonly Fault[]): void;
  /** The first fault that hits this call. Every fault whose conditions hold counts the call. */
  match(method: string, path: string, operation: string): Fault | undefined;
}

export function makeFaults(): Faults {
  let armed: { readonly fault: Fault; matched: number }[] = [];
  return {
    set: (faults) => {
      armed = faults.map((fault) => ({ fault, matched: 0 }));
    },
    match: (method, path, operation) => {
      let hit: Fault | undefined;
      for (const one of armed) {
        const { on } = one.fault;
        if (on.method !== undefined && on.method !== method) continue;
        if (on.operation !== undefined && on.operation !== operation) continue;
        if (on.path !== undefined && !on.path.test(path)) continue;
        one.matched += 1;
        if (hit === undefined && isHit(on, one.matched)) hit = one.fault;
      }
      return hit;
    },
  };
}

function isHit({ nth, from, times }: FaultCondition, matched: number): boolean {
  if (nth !== undefined) return matched === nth;
  const first = from ?? 1;
  return matched >= first && matched < first + (times ?? Number.POSITIVE_INFINITY);
}
