// What a store kept and is not believed: of a clock that was wrong, of another version, or damaged inside.
import { describe, expect, it } from 'vitest';
import { enter } from './entry.ts';
import { BUCKETS } from './limits.ts';
import { isExhausted, type Month, newMonth, readMonth, remainingOf } from './month.ts';
import { Recall } from './recall.ts';
import { newWindows, readWindows, type Windows } from './windows.ts';

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

  it('that ended just now stays ended', () => {
    const month: Month = { ...newMonth(), exhaustedAtMs: NOW + 4_000 };
    look(month, NOW);
    expect(isExhausted(month, NOW)).toBe(true);
  });

  it.each([
    [{ ...newMonth(), owners: { x: null } }],
    [{ ...newMonth(), said: {} }],
    [{ ...newMonth(), exhaustedAtMs: 'yes' }],
    [{ ...newMonth(), byDay: { '2026-11-22': '7' } }],
    [{ ...newMonth(), byCommand: [] }],
  ])('that is not whole begins anew: %j', (kept) => {
    expect(readMonth(newMonth())).toBeDefined();
    expect(readMonth(kept)).toBeUndefined();
  });
});
