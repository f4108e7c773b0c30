// Patches: applied to what is, they give what will be, and they hold no secret.

import fc from 'fast-check';
import jsonPatch, { type Operation } from 'fast-json-patch';
import { describe, expect, it } from 'vitest';
import type { Json, JsonObject } from '../model/json.ts';
import type { Change } from '../model/plan.ts';
import { changeAt, type Given, type Held, planOf, resource, secret } from '../testing/given.ts';

const options = { patches: true } as const;
const change = (held: Held, more: Given = {}): Change => changeAt(planOf({ held: [held], options, ...more }), 'box.a');
const applied = (before: Json, { patch }: Change): Json =>
  jsonPatch.applyPatch(structuredClone(before), [...patch!] as Operation[], true, false, false).newDocument as Json;
const boxed = (values: JsonObject, more = {}) => resource('box.a', { name: 'A', values }, more);

describe('a patch', () => {
  it('turns what is into what the files declare, whatever the two hold', () => {
    const key = fc.constantFrom('a', 'b/c', 'd~e', '', 'length', '0');
    const values = fc.dictionary(key, fc.oneof(fc.integer({ min: 0, max: 3 }), fc.constantFrom('x', 'y')), {
      maxKeys: 5,
    });
    fc.assert(
      fc.property(values, values, values, (sent, now, wanted) => {
        const before = { name: 'A', values: { ...now } };
        const after = { name: 'A', values: { ...wanted } };
        const made = change({ resource: boxed({ ...wanted }), sent: { name: 'A', values: { ...sent } }, now: before });
        if (made.action === 'noop') expect(before).toEqual(after);
        else expect(applied(before, made)).toEqual(after);
      }),
    );
  });
  it('of a create adds the whole, of a delete removes the whole', () => {
    const [created] = planOf({ resources: [boxed({ v: 1 })], options }).plan.changes;
    expect(created!.patch).toEqual([{ op: 'add', path: '', value: { name: 'A', values: { v: 1 } } }]);
    expect(change({ resource: boxed({ v: 1 }) }, { resources: [] }).patch).toEqual([{ op: 'remove', path: '' }]);
  });
  it('leaves what policy keeps and what is ignored as it is', () => {
    const lifecycle = { ignore: ['/values/i'], drift: [{ at: '/values/k', policy: 'keep' as const }] };
    const made = change({
      resource: boxed({ i: 1, k: 1, v: 2 }, { lifecycle }),
      sent: { name: 'A', values: { i: 1, k: 1, v: 1 } },
      now: { name: 'A', values: { i: 9, k: 9, v: 1 } },
    });
    expect(made.patch).toEqual([{ op: 'replace', path: '/values/v', value: 2 }]);
  });
  it('is empty for a remote edit that is kept', () => {
    const lifecycle = { drift: [{ at: '/values', policy: 'keep' as const }] };
    const made = change({
      resource: boxed({ v: 1 }, { lifecycle }),
      sent: { name: 'A', values: { v: 1 } },
      now: { name: 'A', values: { v: 9 } },
    });
    expect(made).toMatchObject({ action: 'noop', patch: [] });
  });
  it('holds no secret, of either side', () => {
    const made = change({
      resource: boxed({ t: secret('token') }),
      sent: { name: 'A', values: { t: 'x' } },
      now: { name: 'A', values: { t: 'their own words' } },
      record: { secrets: ['/values/t'] },
    });
    const text = JSON.stringify(made.patch);
    expect(text).toContain('fingerprint');
    expect(text).not.toContain('open sesame');
    expect(text).not.toContain('their own words');
  });
  it('is only in plans that ask for it', () => {
    expect(change({ resource: boxed({ v: 2 }), sent: { name: 'A', values: { v: 1 } } }, { options: {} }).patch).toBe(
      undefined,
    );
  });
});
