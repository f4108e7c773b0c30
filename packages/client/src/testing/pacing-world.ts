// Imagined worlds for the pace: limits, what headers say of them, who else spends, and what gets lost. As arbitraries.
import fc from 'fast-check';

/** A per-time limit as the server keeps it. `used` calls of the first window are gone, and it ends `endsInMs` from the start. */
export interface Limit {
  readonly limit: number;
  readonly windowMs: number;
  readonly kind: 'opening' | 'aligned' | 'sliding';
  readonly used: number;
  readonly endsInMs: number;
}

/** Which headers a reply carries. `moody`: each reply another of them. `contrary`: two spellings that contradict each other. */
export const HEADER_SHAPES = [
  'combined',
  'draft',
  'ratelimit',
  'x-ratelimit',
  'all',
  'contrary',
  'remaining-only',
  'limit-only',
  'none',
  'moody',
] as const;
export type HeaderShape = (typeof HEADER_SHAPES)[number];

export interface PacingWorld {
  /** Of latencies, losses and the times of strangers. */
  readonly seed: number;
  readonly general: Limit;
  readonly slow: Limit;
  readonly slowCountsAsGeneral: boolean;
  readonly headers: HeaderShape;
  readonly reset: 'seconds' | 'epoch' | 'epoch-ms';
  readonly retryAfter: 'retry-after' | 'retryafter' | 'x-ratelimit-retryafter' | 'none';
  /** How far the server's clock is ahead, and whether `Date` shows it. */
  readonly aheadMs: number;
  readonly tellsDate: boolean;
  /** One way, milliseconds; one call of `straysOf` takes `strayMs` more. */
  readonly latencyMs: readonly [number, number];
  readonly strayMs: number;
  readonly straysOf: number;
  /** Of a hundred. */
  readonly lostRequests: number;
  readonly lostReplies: number;
  /** Somebody else of the same user: calls in each window, of a hundred of the limit. */
  readonly strangers: number;
  readonly strangersBurst: boolean;
  readonly calls: { readonly general: number; readonly slow: number };
  readonly concurrency: number;
}

const limitOf = (limits: readonly number[], windowMs: number): fc.Arbitrary<Limit> =>
  fc
    .record({
      limit: fc.constantFrom(...limits),
      kind: fc.constantFrom('opening' as const, 'aligned' as const, 'sliding' as const),
      usedShare: fc.constantFrom(0, 0, 0, 0.3, 0.9, 1),
      endsShare: fc.double({ min: 0.01, max: 1, noNaN: true }),
    })
    .map(({ limit, kind, usedShare, endsShare }) => ({
      limit,
      windowMs,
      kind,
      used: Math.floor(limit * usedShare),
      endsInMs: Math.ceil(windowMs * endsShare),
    }));

const SAYS_NO_LIMIT: ReadonlySet<HeaderShape> = new Set(['none', 'remaining-only', 'moody']);
const SAYS_NOT_WHAT_IS_LEFT: ReadonlySet<HeaderShape> = new Set(['none', 'limit-only', 'moody']);

/** A clock that is off by less than a window and never shows itself: nobody can tell that its resets are wrong. */
function misleads({ reset, tellsDate, aheadMs }: PacingWorld): boolean {
  return reset !== 'seconds' && !tellsDate && Math.abs(aheadMs) > 1_000 && Math.abs(aheadMs) < 60_000;
}

/** False where headers leave it open what others have spent, mislead, or are lost on their way: then only a refusal tells. */
export function tellsWhatIsLeft(world: PacingWorld): boolean {
  const { headers, slowCountsAsGeneral, lostReplies } = world;
  return !SAYS_NOT_WHAT_IS_LEFT.has(headers) && !slowCountsAsGeneral && lostReplies === 0 && !misleads(world);
}

/**
 * What nobody says cannot be kept: a limit that no header names is the documented one, and of a window that no header
 * speaks of (a slow reply says nothing of the general one) nothing was used before. Beside strangers no call is long on
 * its way, for what was left when it went may be gone when it comes.
 */
function asFarAsSaid(world: PacingWorld): PacingWorld {
  const { general, slow, slowCountsAsGeneral, headers, lostReplies, strangers, strayMs } = world;
  const isUnnamed = SAYS_NO_LIMIT.has(headers) || lostReplies > 0;
  const least = (limit: Limit, documented: number, isAssumed: boolean): Limit => ({
    ...limit,
    limit: isAssumed ? Math.max(limit.limit, documented) : limit.limit,
    used: tellsWhatIsLeft(world) ? limit.used : 0,
  });
  return {
    ...world,
    general: least(general, 60, isUnnamed || slowCountsAsGeneral),
    slow: least(slow, 10, isUnnamed),
    strayMs: strangers > 0 ? 0 : strayMs,
  };
}

export const pacingWorlds: fc.Arbitrary<PacingWorld> = fc
  .record({
    seed: fc.nat(),
    general: limitOf([5, 20, 60, 60, 100, 300], 60_000),
    slow: limitOf([3, 10, 10], 10_000),
    slowCountsAsGeneral: fc.boolean(),
    headers: fc.constantFrom(...HEADER_SHAPES),
    reset: fc.constantFrom('seconds' as const, 'epoch' as const, 'epoch-ms' as const),
    retryAfter: fc.constantFrom(
      'retry-after' as const,
      'retryafter' as const,
      'x-ratelimit-retryafter' as const,
      'none' as const,
    ),
    aheadMs: fc.constantFrom(0, 0, 700, -40_000, 3_600_000, -86_400_000),
    tellsDate: fc.boolean(),
    latencyMs: fc.constantFrom([1, 5] as const, [75, 175] as const, [20, 900] as const),
    strayMs: fc.constantFrom(0, 3_000, 12_000),
    straysOf: fc.constantFrom(7, 40),
    lostRequests: fc.constantFrom(0, 0, 0, 3, 15),
    lostReplies: fc.constantFrom(0, 0, 0, 3, 15),
    strangers: fc.constantFrom(0, 0, 0, 10, 33, 60),
    strangersBurst: fc.boolean(),
    calls: fc.record({ general: fc.integer({ min: 0, max: 130 }), slow: fc.integer({ min: 0, max: 30 }) }),
    concurrency: fc.constantFrom(1, 3, 8),
  })
  .map(asFarAsSaid);
