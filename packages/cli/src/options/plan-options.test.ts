// The guard of the project becomes limits for each kind.
import { describe, expect, it } from 'vitest';
import { guardSettings } from './plan-options.ts';

describe('the guard', () => {
  it('is turned from what is done to which kind it holds for', () => {
    const guard = {
      delete: { default: { count: 0 }, monitor: { count: 2 } },
      change: { default: { percent: 30 } },
    };
    expect(guardSettings(guard)).toEqual({
      delete: { count: 0 },
      change: { percent: 30 },
      kinds: { monitor: { delete: { count: 2 } } },
    });
  });

  it('refuses credentials where the project says so', () => {
    expect(guardSettings({ secrets: 'refuse' })).toEqual({ secrets: 'refuse' });
    expect([guardSettings({ secrets: 'warn' }), guardSettings({ secrets: 'off' })]).toEqual([{}, {}]);
  });

  it('holds nothing where the project says nothing', () => {
    expect(guardSettings({})).toEqual({});
  });
});
