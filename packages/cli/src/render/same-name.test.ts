// Unmanaged objects with the names of managed ones are shown as a warning.
import { describe, expect, it } from 'vitest';
import { plan, wide } from '../../../../tests/harness/made-up-plans.ts';
import { planRecords } from '../json/plan-records.ts';
import { renderDrift } from './drift.ts';
import { renderPlan } from './plan.ts';
import { renderSameName } from './same-name.ts';

const twin = (n: number) => ({ kind: 'mock', name: `M${n}`, id: `id-${n}`, sameNameAs: `mock.m${n}` });
const stranger = { kind: 'mock', name: 'Other', id: 'id-other' };

describe('unmanaged objects with the same names as managed ones', () => {
  it('are no word where there are none', () => {
    expect(renderSameName(plan({ unmanaged: [stranger] }), wide)).toBe('');
  });

  it('are a warning in every plan and drift, also where nothing changes, with ids and what to run', () => {
    const twins = plan({ unmanaged: [stranger, twin(1)] });
    const texts = [
      renderPlan(twins, { ...wide, forecast: {}, coverage: 'Everything was seen.' }),
      renderDrift(twins, [], { verified: 1, total: 1 }, { ...wide, nowMs: 0 }),
    ];
    for (const text of texts) {
      expect(text).toContain('Warning: 1 unmanaged object has the same name as a managed one:\n  mock "M1" (id-1)');
      expect(text).toContain('mock.m1');
      expect(text).toContain('postform import ADDRESS ID');
    }
  });

  it('are named up to ten in a text, and all in records', () => {
    const twins = plan({ unmanaged: Array.from({ length: 12 }, (_, n) => twin(n)) });
    expect(renderSameName(twins, wide)).toContain('12 unmanaged objects have the same names as managed ones');
    expect(renderSameName(twins, wide)).toContain('and 2 more');
    const records = planRecords(twins, []).filter(({ type }) => type === 'diagnostic');
    expect(records).toHaveLength(12);
    expect(records[11]).toMatchObject({ '@level': 'warn', diagnostic: { severity: 'warning', address: 'mock.m11' } });
  });
});
