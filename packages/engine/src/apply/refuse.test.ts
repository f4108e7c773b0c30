// What must not be applied is refused before it costs a call.
import { describe, expect, it } from 'vitest';
import type { Json } from '../model/json.ts';
import { DEFAULT_PLAN_OPTIONS, type PlanOptions } from '../model/settings.ts';
import { type Given, planOf, resource, secret } from '../testing/given.ts';
import { bell, box } from '../testing/kinds.ts';
import { stepOf } from '../testing/steps.ts';
import { refuseBlocked, refuseMissingSecrets, refuseTooLarge, refuseUnknown, refuseUnreviewed } from './refuse.ts';

const boxA = resource('box.a', { name: 'A', values: { v: 1 } });
const boxB = resource('box.b', { name: 'B', values: { v: 1 } });
const coded = (code: string) => expect.objectContaining({ code });

describe('a secret without a value', () => {
  const ports = { secrets: (name: string) => (name === 'here' ? 'x' : undefined) };
  const with2 = resource('box.a', { name: 'A', values: { one: secret('here'), two: secret('gone') } });
  const refuse = (given: Given) => () =>
    refuseMissingSecrets(ports, planOf(given).plan, { ...desired, resources: [with2] });
  const desired = { stack: 'test', workspace: 'workspace-1' };

  it('is refused where a step writes it, by name and address', () => {
    expect(refuse({ resources: [with2] })).toThrow(coded('E_APPLY_VALUE'));
    expect(refuse({ resources: [with2] })).toThrow('secret gone (box.a)');
  });
  it('is no matter where nothing of it is written', () => {
    expect(refuse({ held: [{ resource: with2 }], resources: [] })).not.toThrow();
    expect(refuse({ held: [{ resource: with2 }] })).not.toThrow();
  });
});

describe('a blocked plan', () => {
  it('is refused for what blocks a change, and for what blocks the whole', () => {
    const strangers = { boxes: [{ id: 'x', uid: 'x', name: 'A' }], bells: [] };
    expect(() => refuseBlocked(planOf({ resources: [boxA], strangers }).plan)).toThrow(coded('E_PLAN_EXISTS'));
    const { plan } = planOf({ resources: [boxA] });
    const whole = { code: 'E_PLAN_NOTHING_DECLARED', stack: 'test', managed: 3 } as const;
    expect(() => refuseBlocked({ ...plan, refused: [whole] })).toThrow(coded('E_PLAN_NOTHING_DECLARED'));
    expect(() => refuseBlocked(plan)).not.toThrow();
  });
});

describe('what nobody has reviewed', () => {
  const held = [{ resource: boxA }, { resource: boxB }];
  const removing = planOf({ held, resources: [], options: { allowDelete: 9 } }).plan;
  const overwriting = planOf({ held: [{ resource: boxA, now: { name: 'A', values: { v: 7 } } }] }).plan;
  const refuse =
    (plan: typeof removing, options: Partial<PlanOptions> = {}, reviewed = false) =>
    () =>
      refuseUnreviewed(plan, { reviewed }, { ...DEFAULT_PLAN_OPTIONS, ...options });

  it('is refused where it deletes more than was allowed', () => {
    expect(refuse(removing)).toThrow(coded('E_APPLY_UNREVIEWED'));
    expect(refuse(removing, { allowDelete: 1 })).toThrow('deletes 2 objects');
    expect(refuse(removing, { allowDelete: 2 })).not.toThrow();
    expect(refuse(removing, { destroy: true })).not.toThrow();
  });
  it('is refused where it overwrites what somebody changed by hand', () => {
    expect(refuse(overwriting)).toThrow('in box.a, and nobody has reviewed it');
    expect(refuse(overwriting, { overwriteRemote: true })).not.toThrow();
  });
  it('is applied where it has been reviewed, and where it takes nothing away', () => {
    expect(refuse(removing, {}, true)).not.toThrow();
    expect(refuse(overwriting, {}, true)).not.toThrow();
    expect(refuse(planOf({ resources: [boxA] }).plan)).not.toThrow();
  });
});

describe('a body', () => {
  const step = stepOf('box.a', 'create');
  it.each<[string, Json, string | undefined]>([
    ['of known values is sent', 1, undefined],
    ['with a secret that is missing is refused', { $deferred: 'missing', name: 't' }, 'secret t is not set here'],
    [
      'with a value that is not known is refused',
      { $deferred: 'unknown', of: 'bell.a.ring' },
      'bell.a.ring is not known',
    ],
  ])('%s', (_title, value, why) => {
    const refuse = () => refuseUnknown(step, { values: { value } });
    if (why === undefined) expect(refuse).not.toThrow();
    else expect(refuse).toThrow(`box.a cannot be written: ${why}.`);
  });
  it('is refused from one byte above what the API takes, by its bytes', () => {
    const small = { ...box, maxBodyBytes: 14 };
    expect(() => refuseTooLarge(small, step, { name: 'Aé' })).not.toThrow();
    expect(() => refuseTooLarge(small, step, { name: 'Aéx' })).toThrow(coded('E_APPLY_TOO_LARGE'));
    expect(() => refuseTooLarge(bell, step, { name: 'x'.repeat(1_000_000) })).not.toThrow();
  });
});
