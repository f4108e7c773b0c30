// Plan files: the same plan, the same bytes; what is no plan is refused.
import { describe, expect, it } from 'vitest';
import type { Json } from '../model/json.ts';
import { planOf, resource, secret } from '../testing/given.ts';
import { reversed } from '../testing/trees.ts';
import { decodePlan, encodePlan, planDigest } from './plan-file.ts';

const { plan } = planOf({ resources: [resource('box.a', { name: 'A', values: { t: secret('token') } })] });

describe('a plan file', () => {
  it('reads back as the plan that was written', () => expect(decodePlan(encodePlan(plan))).toEqual(plan));
  it('is one line of JSON with sorted keys', () => {
    const text = encodePlan(plan);
    expect(text.endsWith('}\n')).toBe(true);
    expect(text.trimEnd()).not.toContain('\n');
    expect(encodePlan(reversed(plan as unknown as Json) as unknown as typeof plan)).toBe(text);
  });
  it('holds no secret, no date and no function', () => {
    expect(encodePlan(plan)).not.toMatch(/open sesame|\d{4}-\d\d-\d\d|=>|undefined/);
  });
  it.each([
    ['nothing', ''],
    ['no JSON', '{'],
    ['null', 'null'],
    ['a list', '[]'],
    ['another document', '{"is":"something else","plan":{}}'],
    ['no plan in it', '{"is":"postform plan"}'],
    ['a plan of another format', JSON.stringify({ is: 'postform plan', plan: { ...plan, format: 1 } })],
  ])('that is %s is E_PLAN_FILE', (_title, text) => {
    expect(() => decodePlan(text)).toThrow(expect.objectContaining({ code: 'E_PLAN_FILE', category: 'usage' }));
  });
  it('is known by its digest, which moves with any part of it', () => {
    expect(planDigest(decodePlan(encodePlan(plan)))).toBe(planDigest(plan));
    expect(planDigest({ ...plan, missingSecrets: ['x'] })).not.toBe(planDigest(plan));
  });
});
