// Showing: lines for people, and no secret on either side of them.
import { describe, expect, it } from 'vitest';
import { PUBLIC_DIGESTER } from '../model/digest.ts';
import type { Json, JsonObject } from '../model/json.ts';
import type { Change } from '../model/plan.ts';
import { changeAt, digester, type Given, type Held, planOf, resource, secret } from '../testing/given.ts';

const change = (held: Held, more: Given = {}): Change => changeAt(planOf({ held: [held], ...more }), 'box.a');
const texts = (from: Change): string => [...from.lines, ...from.remoteLines].map((line) => line.text).join('\n');
const boxed = (values: JsonObject) => resource('box.a', { name: 'A', values });
const text = (...parts: readonly Json[]): Json => ({ $deferred: 'text', parts });

describe('lines', () => {
  it('go from live to what would be written; remote ones from what was declared to live', () => {
    const shown = change({
      resource: boxed({ v: 3, w: 1 }),
      sent: { name: 'A', values: { v: 1, w: 1 } },
      now: { name: 'A', values: { v: 1, w: 2 } },
    });
    expect(shown.lines.map((line) => line.text)).toEqual(['/values/v: 1 → 3', '/values/w: 2 → 1']);
    expect(shown.remoteLines.map((line) => line.text)).toEqual(['/values/w: 1 → 2']);
  });
  it('are none where nothing would be written', () => {
    expect(change({ resource: boxed({ v: 1 }) })).toMatchObject({ lines: [], remoteLines: [] });
  });
  it('are capped in number and in length, and say by how much', () => {
    const many = Object.fromEntries(Array.from({ length: 450 }, (_, n) => [`v${n}`, n]));
    const shown = planOf({ resources: [boxed({ ...many, v0: 'x'.repeat(1000) })] }).plan.changes[0]!;
    expect(shown.lines).toHaveLength(401);
    expect(shown.lines.at(-1)!.text).toBe('… 51 more lines');
    expect(Math.max(...shown.lines.map((line) => line.text.length))).toBeLessThan(430);
    expect(texts(shown)).toContain('characters)');
  });
});

describe('secrets', () => {
  const OURS = 'open sesame';
  const THEIRS = 'their own words';
  const rows: readonly (readonly [string, Change])[] = [
    ['a new one', planOf({ resources: [boxed({ t: secret('token') })] }).plan.changes[0]!],
    ['inside a text', planOf({ resources: [boxed({ t: text('Bearer ', secret('token')) })] }).plan.changes[0]!],
    ['deep in a leaf', planOf({ resources: [boxed({ t: { deep: [{ x: secret('token') }] } })] }).plan.changes[0]!],
    [
      'over another value',
      change({ resource: boxed({ t: secret('token') }), sent: { name: 'A', values: { t: THEIRS } } }),
    ],
    ['changed by hand', change({ resource: boxed({ t: secret('token') }), now: { name: 'A', values: { t: THEIRS } } })],
    [
      'that left the files',
      change({
        resource: boxed({ t: 'plain' }),
        sent: { name: 'A', values: { t: OURS } },
        record: { secrets: ['/values/t'] },
      }),
    ],
    ['in a sensitive leaf', change({ resource: boxed({ pin: THEIRS }), sent: { name: 'A', values: { pin: OURS } } })],
    [
      'in a leaf that is sensitive there only',
      change({ resource: boxed({}), now: { name: 'A', values: { pin: THEIRS } } }),
    ],
  ];
  it.each(rows)('%s: shown, and not said', (_title, shown) => {
    expect(shown.lines.length).toBeGreaterThan(0);
    expect(JSON.stringify(shown)).not.toMatch(new RegExp(`${OURS}|${THEIRS}`));
    expect(texts(shown)).toContain('sealed');
  });
  it('carry a short fingerprint, and none without a key of our own', () => {
    const given: Given = { resources: [boxed({ t: secret('token') })] };
    expect(texts(planOf(given).plan.changes[0]!)).toContain(`"${digester.digest(OURS).slice(0, 8)}"`);
    expect(texts(planOf({ ...given, digester: PUBLIC_DIGESTER }).plan.changes[0]!)).toContain('"fingerprint":"set"');
  });
  it('seal the value of a leaf and leave the rest of it readable', () => {
    const shown = planOf({ resources: [boxed({ t: { value: secret('token'), note: 'visible' } })] }).plan.changes[0]!;
    expect(texts(shown)).toContain('visible');
    expect(texts(shown)).toContain('sealed');
  });
});
