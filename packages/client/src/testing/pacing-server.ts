// An imagined server for the pace: it counts arrivals by its own rules, and says of them what its world lets it say.
import type { WireHeaders } from '../http/headers.ts';
import type { HeaderShape, Limit, PacingWorld } from './pacing-world.ts';

/** Where a call stands after it was counted. */
interface Standing {
  readonly limit: number;
  readonly windowMs: number;
  readonly remaining: number;
  readonly endsAtMs: number;
  readonly isOver: boolean;
}

/** Counts an arrival; a refused one does not enter the window. */
type Count = (nowMs: number) => Standing;

export interface PacingServer {
  /** A call of ours arrives now. */
  arrive(bucket: 'general' | 'slow'): { readonly status: number; readonly headers: WireHeaders };
  /** Our calls that were refused, by the bucket that refused them. */
  readonly refused: { general: number; slow: number };
  /** Windows that were full when we came to know them: one call each had to find that out. */
  readonly full: number;
}

/** Repeatable chance, 0 to 1. */
export function chanceOf(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}

export function pacingServer(world: PacingWorld, nowMs: () => number): PacingServer {
  const startMs = nowMs();
  const chance = chanceOf(world.seed + 1);
  const counts = { general: counter(world.general, startMs), slow: counter(world.slow, startMs) };
  const others = { general: strangersOf(world, world.general, startMs), slow: strangersOf(world, world.slow, startMs) };
  const refused = { general: 0, slow: 0 };
  const take = (bucket: 'general' | 'slow'): Standing => {
    for (const atMs of others[bucket](nowMs())) counts[bucket](atMs);
    const standing = counts[bucket](nowMs());
    if (standing.isOver) refused[bucket] += 1;
    return standing;
  };
  return {
    refused,
    full: [world.general, world.slow].filter(({ used, limit }) => used >= limit).length,
    arrive: (bucket) => {
      let standing = take(bucket);
      if (bucket === 'slow' && world.slowCountsAsGeneral && !standing.isOver) {
        const general = take('general');
        if (general.isOver) standing = general;
      }
      const shape = world.headers === 'moody' ? moods[Math.floor(chance() * moods.length)]! : world.headers;
      const headers = { ...dateOf(world, nowMs()), ...headersOf(shape, standing, world, nowMs()) };
      if (!standing.isOver) return { status: 200, headers };
      const waitS = String(Math.max(1, Math.ceil((standing.endsAtMs - nowMs()) / 1000)));
      return {
        status: 429,
        headers: world.retryAfter === 'none' ? headers : { ...headers, [world.retryAfter]: waitS },
      };
    },
  };
}

function counter({ limit, windowMs, kind, used, endsInMs }: Limit, startMs: number): Count {
  if (kind === 'sliding') {
    let log: number[] = Array.from({ length: used }, () => startMs + endsInMs - windowMs);
    return (nowMs) => {
      log = log.filter((atMs) => atMs > nowMs - windowMs);
      const isOver = log.length >= limit;
      if (!isOver) log.push(nowMs);
      return { limit, windowMs, remaining: limit - log.length, endsAtMs: log[0]! + windowMs, isOver };
    };
  }
  let endsAtMs = kind === 'aligned' || used > 0 ? startMs + endsInMs : startMs;
  let count = used;
  return (nowMs) => {
    if (nowMs >= endsAtMs) {
      endsAtMs =
        (kind === 'aligned' ? endsAtMs + Math.floor((nowMs - endsAtMs) / windowMs) * windowMs : nowMs) + windowMs;
      count = 0;
    }
    const isOver = count >= limit;
    if (!isOver) count += 1;
    return { limit, windowMs, remaining: limit - count, endsAtMs, isOver };
  };
}

/** The times of the calls of strangers since it was last asked: even, or all of a window at once. */
function strangersOf(world: PacingWorld, { limit, windowMs }: Limit, startMs: number): (nowMs: number) => number[] {
  const perWindow = Math.floor((limit * world.strangers) / 100);
  const [everyMs, atOnce] = world.strangersBurst ? [windowMs, perWindow] : [windowMs / Math.max(1, perWindow), 1];
  let nextMs = startMs + everyMs / 2;
  return (nowMs) => {
    const times: number[] = [];
    for (; perWindow > 0 && nextMs <= nowMs; nextMs += everyMs) for (let n = 0; n < atOnce; n += 1) times.push(nextMs);
    return times;
  };
}

const moods: readonly HeaderShape[] = ['combined', 'draft', 'ratelimit', 'x-ratelimit', 'remaining-only', 'none'];

function dateOf({ tellsDate, aheadMs }: PacingWorld, nowMs: number): WireHeaders {
  return tellsDate ? { date: new Date(nowMs + aheadMs).toUTCString() } : {};
}

function headersOf(shape: HeaderShape, standing: Standing, world: PacingWorld, nowMs: number): WireHeaders {
  const { limit, windowMs, remaining, endsAtMs } = standing;
  const inS = Math.max(1, Math.ceil((endsAtMs - nowMs) / 1000));
  const atMs = endsAtMs + world.aheadMs;
  const reset = { seconds: inS, epoch: Math.ceil(atMs / 1000), 'epoch-ms': Math.ceil(atMs) }[world.reset];
  const windowS = windowMs / 1000;
  const policy = { 'ratelimit-policy': `${limit};w=${windowS}` };
  const plain = {
    'ratelimit-limit': `${limit}`,
    'ratelimit-remaining': `${remaining}`,
    'ratelimit-reset': `${inS}`,
  };
  const crossed = {
    'x-ratelimit-limit': `${limit}`,
    'x-ratelimit-remaining': `${remaining}`,
    'x-ratelimit-reset': `${reset}`,
  };
  switch (shape) {
    case 'combined':
      return { ratelimit: `limit=${limit}, remaining=${remaining}, reset=${inS}`, ...policy };
    case 'draft':
      return {
        ratelimit: `"default";r=${remaining};t=${inS}`,
        'ratelimit-policy': `"default";q=${limit};w=${windowS}`,
      };
    case 'ratelimit':
      return plain;
    case 'x-ratelimit':
      return crossed;
    case 'all':
      return { ratelimit: `limit=${limit}, remaining=${remaining}, reset=${inS}`, ...policy, ...plain, ...crossed };
    case 'contrary':
      return {
        ...plain,
        'x-ratelimit-limit': `${limit * 2}`,
        'x-ratelimit-remaining': `${remaining + limit}`,
        'x-ratelimit-reset': `${reset}`,
      };
    case 'remaining-only':
      return { 'x-ratelimit-remaining': `${remaining}` };
    case 'limit-only':
      return { 'x-ratelimit-limit': `${limit}` };
    case 'none':
    case 'moody':
      return {};
  }
}
