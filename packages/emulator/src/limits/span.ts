// Defines a span: a number of calls, or a time, or until somebody ends it.
export interface Span {
  readonly forCalls?: number;
  readonly forMs?: number;
}

export interface OpenSpan {
  /** Whether it still holds at this call, which is counted. */
  holds(nowMs: number): boolean;
}

export function openSpan({ forCalls, forMs }: Span, sinceMs: number): OpenSpan {
  let calls = 0;
  return {
    holds: (nowMs) => {
      calls += 1;
      return (forCalls === undefined || calls <= forCalls) && (forMs === undefined || nowMs < sinceMs + forMs);
    },
  };
}
