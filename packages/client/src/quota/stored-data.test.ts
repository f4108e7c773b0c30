// What a store kept and is not believed: of a clock that was wrong, of another version, or damaged inside.
import { describe, expect, it } from 'vitest';
import { LastSnapshot } from '../limiter/last-snapshot.ts';
import { BUCKETS } from '../limiter/limits.ts';
import { newSharedWindows, type SharedWindows } from '../limiter/shared-windows.ts';
import { runTick } from '../limiter/tick.ts';
import { readWindows, writeWindows } from '../limiter/windows-format.ts';
import { isExhausted, newPeriod, type Period, readPeriod, remainingOf } from './period.ts';
import { applyTransaction } from './transaction.ts';

const NOW = Date.UTC(2026, 10, 22, 12);
const HOUR_MS = 3_600_000;

/** A window that is used up for five more seconds. */
function usedUp(savedAtMs: number): SharedWindows {
  const windows = newSharedWindows();
  windows.savedAtMs = savedAtMs;
  windows.buckets['general'] = { ended: [], inFlight: {}, pausedUntilMs: savedAtMs + 5_000 };
  return windows;
}

/** As stores hold it. */
const STORED = writeWindows(usedUp(NOW));

describe('windows', () => {
  it('are read and written with the keys that running installations use', () => {
    const stored = {
      format: 2,
      savedAtMs: NOW,
      serial: 7,
      gates: {
        general: {
          isHeard: true,
          seen: { remaining: 9, resetAtMs: NOW + 1, heardAtMs: NOW },
          limit: 300,
          ended: [{ fromMs: NOW - 2, atMs: NOW - 1, by: { one: 1 } }],
          underWay: { one: 2 },
        },
      },
      owners: { one: { host: 'h', beatAtMs: NOW, claims: { general: NOW + 5 } } },
    };
    const windows = readWindows(stored, NOW)!;
    expect(JSON.stringify(writeWindows(windows))).toBe(JSON.stringify(stored));
    expect(windows.buckets['general']).toMatchObject({ inFlight: { one: 2 }, reported: { remaining: 9 } });
    expect(windows.owners['one']).toEqual({ host: 'h', heartbeatAtMs: NOW, demands: { general: NOW + 5 } });
  });

  it('are of now', () => {
    for (const savedAtMs of [NOW, NOW - HOUR_MS, NOW + 5_000])
      expect(readWindows(writeWindows(usedUp(savedAtMs)), NOW)).toBeDefined();
    for (const savedAtMs of [NOW - HOUR_MS - 1, NOW + 5_001])
      expect(readWindows(writeWindows(usedUp(savedAtMs)), NOW)).toBeUndefined();
  });

  it('kept by a clock that was hours ahead begin anew, for who comes and for who was there', () => {
    const lastSnapshot = new LastSnapshot();
    const ahead = usedUp(NOW + 3 * HOUR_MS);
    const newest = (nowMs: number) =>
      lastSnapshot.newest(writeWindows(ahead), { isOffline: false, nowMs, aheadMs: 0 }).buckets;
    expect(newest(NOW)).toEqual({});
    lastSnapshot.remember({ windows: ahead, isOffline: false, aheadMs: 0 });
    expect(newest(NOW)).toEqual({});
    expect(newest(NOW + 3 * HOUR_MS)).toHaveProperty('general');
  });

  it.each([
    [null],
    [[]],
    [{}],
    [{ ...STORED, format: 1 }],
    [{ ...STORED, savedAtMs: 'now' }],
    [{ ...STORED, gates: { general: {} } }],
    [{ ...STORED, gates: { general: { underWay: {}, ended: [{}] } } }],
    [{ ...STORED, owners: { x: null } }],
    [{ ...STORED, owners: { x: { host: 'h', beatAtMs: NOW } } }],
  ])('that are not whole begin anew: %j', (kept) => {
    expect(readWindows(kept, NOW)).toBeUndefined();
  });

  const YEARS_MS = 1e15;
  it.each<readonly [string, (windows: SharedWindows) => void]>([
    ['a pause of years', (windows) => (windows.buckets['general']!.pausedUntilMs = YEARS_MS)],
    [
      'a pause of years that was told yesterday',
      ({ buckets }) => {
        buckets['general'] = { ...buckets['general']!, pausedUntilMs: YEARS_MS, refusedAtMs: NOW - 86_400_000 };
      },
    ],
    [
      'a window of years',
      ({ buckets }) => {
        const ended = [{ fromMs: NOW - 1, atMs: NOW - 1, by: { gone: 1 } }];
        buckets['general'] = { limit: 1, windowMs: YEARS_MS, ended, inFlight: {} };
      },
    ],
    [
      'a reset in years',
      ({ buckets }) => {
        const reported = { remaining: 0, resetAtMs: YEARS_MS, heardAtMs: NOW - 1 };
        buckets['general'] = { reported, ended: [], inFlight: {} };
      },
    ],
    [
      'a reset that was heard in years',
      ({ buckets }) => {
        const reported = { remaining: 0, resetAtMs: YEARS_MS, heardAtMs: YEARS_MS - 1 };
        buckets['general'] = { reported, ended: [], inFlight: {} };
      },
    ],
    [
      'calls that end in years',
      ({ buckets }) => {
        buckets['general'] = { ended: [{ fromMs: NOW, atMs: YEARS_MS, by: { gone: 99 } }], inFlight: {} };
      },
    ],
    [
      'calls under way of nobody',
      ({ buckets }) => {
        buckets['general'] = { ended: [], inFlight: { ghost: 60 } };
      },
    ],
    [
      'calls under way of somebody who lives in years',
      ({ buckets, owners }) => {
        owners['ghost'] = { host: 'h', heartbeatAtMs: YEARS_MS, demands: {} };
        buckets['general'] = { ended: [], inFlight: { ghost: 60 } };
      },
    ],
    [
      'a probe that goes out in years',
      ({ buckets }) => {
        buckets['general'] = { ended: [], inFlight: {}, probe: { owner: 'ghost', atMs: YEARS_MS } };
      },
    ],
    [
      'no calls in a window',
      ({ buckets }) => {
        buckets['general'] = { limit: 0, ended: [], inFlight: {} };
      },
    ],
  ])('with %s let a call through within five minutes, however often they are read', (_, spoil) => {
    let windows = usedUp(NOW);
    spoil(windows);
    const rows = new Map(BUCKETS.map((row) => [row.name, row]));
    const about = {
      me: { owner: 'me', host: 'h' },
      rows,
      share: 1,
      inFlight: {},
      wasThere: false,
      finished: [],
      callMs: 1,
    };
    let wentMs: number | undefined;
    for (let nowMs = NOW; nowMs <= NOW + 300_000 && wentMs === undefined; nowMs += 20_000) {
      windows = readWindows(JSON.parse(JSON.stringify(writeWindows(windows))), nowMs)!;
      const requests = [{ buckets: ['general'], isPrefetch: false }];
      const [answer] = runTick(windows, { ...about, requests, nowMs, aheadMs: 0 });
      if (answer?.kind === 'granted') wentMs = nowMs;
    }
    expect(wentMs).toBeLessThanOrEqual(NOW + 300_000);
  });

  it('of a store that cannot be reached show the share that is ours', () => {
    const lastSnapshot = new LastSnapshot();
    const windows = newSharedWindows();
    windows.savedAtMs = NOW;
    const reported = { remaining: 60, resetAtMs: NOW + 9_000, heardAtMs: NOW };
    windows.buckets['general'] = { limit: 60, isConfirmed: true, reported, ended: [], inFlight: {} };
    lastSnapshot.remember({ windows, isOffline: true, aheadMs: 0 });
    const [general] = lastSnapshot.views(BUCKETS, NOW);
    expect(general).toMatchObject({ name: 'general', limit: 60, available: 30 });
    expect(lastSnapshot.opensAt(BUCKETS[0]!, 30, NOW)).toBe(NOW);
    expect(lastSnapshot.opensAt(BUCKETS[0]!, 31, NOW)).toBeGreaterThan(NOW);
  });
});

describe('a month', () => {
  const apply = (month: Period, nowMs: number) =>
    applyTransaction(month, {
      owner: 'me',
      setAside: 0,
      underWay: 0,
      events: [],
      requests: [],
      spendableOf: () => undefined,
      nowMs,
      aheadMs: 0,
    });

  it('that a clock which was days ahead has ended is open again', () => {
    const month: Period = {
      ...newPeriod(),
      exhaustedAtMs: NOW + 48 * HOUR_MS,
      said: { remaining: 0, atMs: NOW + 48 * HOUR_MS, spentSince: 0 },
      owners: { gone: { beatAtMs: NOW + 48 * HOUR_MS, setAside: 9, underWay: 0 } },
    };
    expect([isExhausted(month, NOW), remainingOf(month, NOW)]).toEqual([true, 0]);
    apply(month, NOW);
    expect([isExhausted(month, 0), remainingOf(month, 0), month.owners]).toEqual([false, undefined, {}]);
  });

  it('with figures that no month has says nothing, and its ledger stays', () => {
    const said = { remaining: 1e300, atMs: NOW, spentSince: 0 };
    for (const odd of [{ said }, { said: { ...said, remaining: -7 } }, { limit: 0 }, { limit: 1e18 }]) {
      const month: Period = { ...newPeriod(), ...odd, byDay: { '2026-11-22': 7 } };
      apply(month, NOW);
      expect([month.said, month.limit, month.byDay]).toEqual([undefined, undefined, { '2026-11-22': 7 }]);
    }
  });

  it('that ended just now stays ended', () => {
    const month: Period = { ...newPeriod(), exhaustedAtMs: NOW + 4_000 };
    apply(month, NOW);
    expect(isExhausted(month, NOW)).toBe(true);
  });

  it.each([
    [{ ...newPeriod(), owners: { x: null } }],
    [{ ...newPeriod(), said: {} }],
    [{ ...newPeriod(), exhaustedAtMs: 'yes' }],
    [{ ...newPeriod(), exhaustedAtMs: Number.POSITIVE_INFINITY }],
    [{ ...newPeriod(), byDay: { '2026-11-22': '7' } }],
    [{ ...newPeriod(), byCommand: [] }],
  ])('that is not whole begins anew: %j', (kept) => {
    expect(readPeriod(newPeriod())).toBeDefined();
    expect(readPeriod(kept)).toBeUndefined();
  });
});
