// What a store kept and is not believed: of a clock that was wrong, of another version, or damaged inside.
import { describe, expect, it } from 'vitest';
import { Recall } from '../limiter/last-snapshot.ts';
import { BUCKETS } from '../limiter/limits.ts';
import { newWindows, readWindows, type Windows } from '../limiter/shared-windows.ts';
import { takeTurn } from '../limiter/tick.ts';
import { isExhausted, type Month, newMonth, readMonth, remainingOf } from './period.ts';
import { enter } from './transaction.ts';

const NOW = Date.UTC(2026, 10, 22, 12);
const HOUR_MS = 3_600_000;

/** A window that is used up for five more seconds. */
function usedUp(savedAtMs: number): Windows {
  const windows = newWindows();
  windows.savedAtMs = savedAtMs;
  windows.gates['general'] = { ended: [], underWay: {}, pausedUntilMs: savedAtMs + 5_000 };
  return windows;
}

describe('windows', () => {
  it('are of now', () => {
    for (const savedAtMs of [NOW, NOW - HOUR_MS, NOW + 5_000])
      expect(readWindows(usedUp(savedAtMs), NOW)).toBeDefined();
    for (const savedAtMs of [NOW - HOUR_MS - 1, NOW + 5_001])
      expect(readWindows(usedUp(savedAtMs), NOW)).toBeUndefined();
  });

  it('kept by a clock that was hours ahead begin anew, for who comes and for who was there', () => {
    const recall = new Recall();
    const ahead = usedUp(NOW + 3 * HOUR_MS);
    expect(recall.newest(ahead, false, NOW, 0).gates).toEqual({});
    recall.remember({ windows: ahead, isCut: false, aheadMs: 0 });
    expect(recall.newest(ahead, false, NOW, 0).gates).toEqual({});
    expect(recall.newest(ahead, false, NOW + 3 * HOUR_MS, 0).gates).toHaveProperty('general');
  });

  it.each([
    [null],
    [[]],
    [{}],
    [{ ...usedUp(NOW), format: 1 }],
    [{ ...usedUp(NOW), savedAtMs: 'now' }],
    [{ ...usedUp(NOW), gates: { general: {} } }],
    [{ ...usedUp(NOW), gates: { general: { underWay: {}, ended: [{}] } } }],
    [{ ...usedUp(NOW), owners: { x: null } }],
    [{ ...usedUp(NOW), owners: { x: { host: 'h', beatAtMs: NOW } } }],
  ])('that are not whole begin anew: %j', (kept) => {
    expect(readWindows(kept, NOW)).toBeUndefined();
  });

  const YEARS_MS = 1e15;
  it.each<readonly [string, (windows: Windows) => void]>([
    ['a pause of years', (windows) => (windows.gates['general']!.pausedUntilMs = YEARS_MS)],
    [
      'a pause of years that was told yesterday',
      ({ gates }) => {
        gates['general'] = { ...gates['general']!, pausedUntilMs: YEARS_MS, refusedAtMs: NOW - 86_400_000 };
      },
    ],
    [
      'a window of years',
      ({ gates }) => {
        const ended = [{ fromMs: NOW - 1, atMs: NOW - 1, by: { gone: 1 } }];
        gates['general'] = { limit: 1, windowMs: YEARS_MS, ended, underWay: {} };
      },
    ],
    [
      'a reset in years',
      ({ gates }) => {
        const seen = { remaining: 0, resetAtMs: YEARS_MS, heardAtMs: NOW - 1 };
        gates['general'] = { seen, ended: [], underWay: {} };
      },
    ],
    [
      'a reset that was heard in years',
      ({ gates }) => {
        const seen = { remaining: 0, resetAtMs: YEARS_MS, heardAtMs: YEARS_MS - 1 };
        gates['general'] = { seen, ended: [], underWay: {} };
      },
    ],
    [
      'calls that end in years',
      ({ gates }) => {
        gates['general'] = { ended: [{ fromMs: NOW, atMs: YEARS_MS, by: { gone: 99 } }], underWay: {} };
      },
    ],
    [
      'calls under way of nobody',
      ({ gates }) => {
        gates['general'] = { ended: [], underWay: { ghost: 60 } };
      },
    ],
    [
      'calls under way of somebody who lives in years',
      ({ gates, owners }) => {
        owners['ghost'] = { host: 'h', beatAtMs: YEARS_MS, claims: {} };
        gates['general'] = { ended: [], underWay: { ghost: 60 } };
      },
    ],
    [
      'a probe that goes out in years',
      ({ gates }) => {
        gates['general'] = { ended: [], underWay: {}, probe: { owner: 'ghost', atMs: YEARS_MS } };
      },
    ],
    [
      'no calls in a window',
      ({ gates }) => {
        gates['general'] = { limit: 0, ended: [], underWay: {} };
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
      underWay: {},
      wasThere: false,
      leaves: [],
      callMs: 1,
    };
    let wentMs: number | undefined;
    for (let nowMs = NOW; nowMs <= NOW + 300_000 && wentMs === undefined; nowMs += 20_000) {
      windows = readWindows(JSON.parse(JSON.stringify(windows)), nowMs)!;
      const asks = [{ buckets: ['general'], isSpare: false }];
      const [answer] = takeTurn(windows, { ...about, asks, nowMs, aheadMs: 0 });
      if (answer?.kind === 'go') wentMs = nowMs;
    }
    expect(wentMs).toBeLessThanOrEqual(NOW + 300_000);
  });

  it('of a store that cannot be reached show the share that is ours', () => {
    const recall = new Recall();
    const windows = newWindows();
    windows.savedAtMs = NOW;
    const seen = { remaining: 60, resetAtMs: NOW + 9_000, heardAtMs: NOW };
    windows.gates['general'] = { limit: 60, isHeard: true, seen, ended: [], underWay: {} };
    recall.remember({ windows, isCut: true, aheadMs: 0 });
    const [general] = recall.views(BUCKETS, NOW);
    expect(general).toMatchObject({ name: 'general', limit: 60, available: 30 });
    expect(recall.opensAt(BUCKETS[0]!, 30, NOW)).toBe(NOW);
    expect(recall.opensAt(BUCKETS[0]!, 31, NOW)).toBeGreaterThan(NOW);
  });
});

describe('a month', () => {
  const look = (month: Month, nowMs: number) =>
    enter(month, {
      owner: 'me',
      setAside: 0,
      underWay: 0,
      happenings: [],
      wishes: [],
      leftOf: () => undefined,
      nowMs,
      aheadMs: 0,
    });

  it('that a clock which was days ahead has ended is open again', () => {
    const month: Month = {
      ...newMonth(),
      exhaustedAtMs: NOW + 48 * HOUR_MS,
      said: { remaining: 0, atMs: NOW + 48 * HOUR_MS, spentSince: 0 },
      owners: { gone: { beatAtMs: NOW + 48 * HOUR_MS, setAside: 9, underWay: 0 } },
    };
    expect([isExhausted(month, NOW), remainingOf(month, NOW)]).toEqual([true, 0]);
    look(month, NOW);
    expect([isExhausted(month, 0), remainingOf(month, 0), month.owners]).toEqual([false, undefined, {}]);
  });

  it('with figures that no month has says nothing, and its ledger stays', () => {
    const said = { remaining: 1e300, atMs: NOW, spentSince: 0 };
    for (const odd of [{ said }, { said: { ...said, remaining: -7 } }, { limit: 0 }, { limit: 1e18 }]) {
      const month: Month = { ...newMonth(), ...odd, byDay: { '2026-11-22': 7 } };
      look(month, NOW);
      expect([month.said, month.limit, month.byDay]).toEqual([undefined, undefined, { '2026-11-22': 7 }]);
    }
  });

  it('that ended just now stays ended', () => {
    const month: Month = { ...newMonth(), exhaustedAtMs: NOW + 4_000 };
    look(month, NOW);
    expect(isExhausted(month, NOW)).toBe(true);
  });

  it.each([
    [{ ...newMonth(), owners: { x: null } }],
    [{ ...newMonth(), said: {} }],
    [{ ...newMonth(), exhaustedAtMs: 'yes' }],
    [{ ...newMonth(), exhaustedAtMs: Number.POSITIVE_INFINITY }],
    [{ ...newMonth(), byDay: { '2026-11-22': '7' } }],
    [{ ...newMonth(), byCommand: [] }],
  ])('that is not whole begins anew: %j', (kept) => {
    expect(readMonth(newMonth())).toBeDefined();
    expect(readMonth(kept)).toBeUndefined();
  });
});
