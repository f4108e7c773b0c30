// The server room: an imagined API with one per-time limit, a past, and strangers who spend from the same user.

/** Repeatable chance, 0 to 1. */
export function seeded(seed) {
  let state = seed >>> 0;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}

/** A fixed window opens with the first call after the last one ended. `past`: `{ used, endsInMs }` of an open one. */
export function fixedWindow({ limit, windowMs, past }, startMs) {
  let endsMs = startMs + (past?.endsInMs ?? 0);
  let used = past?.used ?? 0;
  return (nowMs) => {
    if (nowMs >= endsMs) {
      endsMs = nowMs + windowMs;
      used = 0;
    }
    used += 1;
    return { isOver: used > limit, remaining: Math.max(0, limit - used), endsMs };
  };
}

/** A sliding log: a call leaves it `windowMs` after it came. Refused calls do not enter it. */
export function slidingLog({ limit, windowMs, past }, startMs) {
  let log = Array.from({ length: past?.used ?? 0 }, () => startMs + past.endsInMs - windowMs);
  return (nowMs) => {
    log = log.filter((atMs) => atMs > nowMs - windowMs);
    const isOver = log.length >= limit;
    if (!isOver) log.push(nowMs);
    return { isOver, remaining: limit - log.length, endsMs: log[0] + windowMs };
  };
}

/**
 * What every strategy talks to. `count` judges a call at its arrival; `retryHeader` is the spelling in which a refusal
 * says how long to wait. The figures are of our own calls only.
 */
export function makeServer({ count, limit, windowMs, retryHeader = 'retry-after' }) {
  const figures = { requests: 0, refused: 0 };
  return {
    figures,
    /** A call arrives now. */
    arrive(nowMs) {
      figures.requests += 1;
      const { isOver, remaining, endsMs } = count(nowMs);
      const seconds = String(Math.max(1, Math.ceil((endsMs - nowMs) / 1000)));
      const headers = {
        date: new Date(nowMs).toUTCString(),
        'ratelimit-policy': `${limit};w=${windowMs / 1000}`,
        'x-ratelimit-limit': String(limit),
        'x-ratelimit-remaining': String(remaining),
        'x-ratelimit-reset': seconds,
      };
      if (!isOver) return { status: 200, headers, text: '{}' };
      figures.refused += 1;
      headers[retryHeader] = seconds;
      return { status: 429, headers, text: '{"error":{"name":"rateLimited","message":"Rate limit exceeded."}}' };
    },
  };
}
