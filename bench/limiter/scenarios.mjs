// The scenario room: which limits the strategies meet, and how long the work takes at the least.
import { fixedWindow, seeded, slidingLog } from './server.mjs';

const minute = { limit: 60, windowMs: 60_000 };
const past = { used: 50, endsInMs: 40_000 };

/**
 * t(C): 0 when the C calls fit into the R that are left, else ρ + (⌈(C−R)/L⌉−1)·T; ρ is when the open window ends, L the
 * limit and T the window's length.
 */
function boundMs(calls, { limit, windowMs, past: before }) {
  const left = before === undefined ? limit : limit - before.used;
  if (calls <= left) return 0;
  return (before?.endsInMs ?? windowMs) + (Math.ceil((calls - left) / limit) - 1) * windowMs;
}

/** Somebody else of the same user: `perWindow` calls spread evenly. They are counted like ours, before each of ours. */
function withStranger(count, { windowMs, perWindow }, startMs) {
  const everyMs = windowMs / perWindow;
  let nextMs = startMs + everyMs / 2;
  return (nowMs) => {
    for (; nextMs <= nowMs; nextMs += everyMs) count(nextMs);
    return count(nowMs);
  };
}

const rows = [
  { id: 'A', what: 'fixed window, opens with the first call', ...minute, kind: fixedWindow },
  { id: 'B', what: 'fixed, somebody used 50, reset in 40 s', ...minute, kind: fixedWindow, past },
  { id: 'C', what: 'sliding log', ...minute, kind: slidingLog, ratio: 1.03 },
  { id: 'D', what: 'sliding, 10 left, the oldest leave in 40 s', ...minute, kind: slidingLog, past, ratio: 1.03 },
  { id: 'E', what: 'as B, refusals say RetryAfter', ...minute, kind: fixedWindow, past, retryHeader: 'retryafter' },
  {
    id: 'F',
    what: '10 per 10 s, fixed',
    limit: 10,
    windowMs: 10_000,
    kind: fixedWindow,
    calls: 100,
    bucket: 'slow',
    trips: 11,
  },
  {
    id: 'G',
    what: '10 per 10 s, sliding',
    limit: 10,
    windowMs: 10_000,
    kind: slidingLog,
    calls: 100,
    bucket: 'slow',
    ratio: 1.03,
    trips: 11,
  },
  { id: 'H', what: 'as A, a stranger takes 20 a minute', ...minute, kind: fixedWindow, perWindow: 20 },
  { id: 'I', what: 'as C, a stranger takes 20 a minute', ...minute, kind: slidingLog, perWindow: 20 },
];

/**
 * `ratio`: how much longer than `boundMs` it may take, `trips` round trips aside: two, and of windows of 10 s one for each,
 * since a reply says when its window ends. Beside a stranger one refusal a window is allowed.
 */
export const scenarios = rows.map(({ calls = 300, ratio = 1.02, trips = 2, perWindow, kind, ...row }) => ({
  ...row,
  calls,
  ratio,
  tripsMs: trips * 350,
  bucket: row.bucket ?? 'general',
  hasStranger: perWindow !== undefined,
  boundMs: boundMs(calls, { ...row, limit: row.limit - (perWindow ?? 0) }),
  /** What judges each call, made anew for each run. */
  count: (startMs) => {
    const count = kind(row, startMs);
    return perWindow === undefined ? count : withStranger(count, { ...row, perWindow }, startMs);
  },
}));

/** One way, 75 to 175 ms from a seed: answers take 150 to 350 ms. */
export function latencies(seed) {
  const chance = seeded(seed);
  return () => 75 + 100 * chance();
}
