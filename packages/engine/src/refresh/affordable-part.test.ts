// Which part of a plan so many calls hold: the bounds are exact, and runs in parts get through all of it.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Address } from '../model/address.ts';
import { DEFAULT_PLAN_OPTIONS } from '../model/settings.ts';
import type { State } from '../model/state.ts';
import { evaluateInput } from '../plan/planner.ts';
import { worstOf } from '../plan/price.ts';
import { desiredOf, digester, type Held, refTo, resource, secrets, stateOf } from '../testing/given.ts';
import { bucketsOf, kinds, workspaceRoute } from '../testing/kinds.ts';
import { leastCalls, type PartInput, type PartStep, partWithin, wholeCalls } from './affordable-part.ts';
import { NOTHING_READ } from './unread-plan.ts';

const step = (address: Address, calls: number, after: readonly string[] = [], id = address): PartStep => ({
  id,
  address,
  after,
  price: { calls, byBucket: {} },
});
const worst = (calls: number): number => worstOf({ calls, byBucket: {} }).calls;

/** Each address is read by a call of its own, unless `more` says otherwise. */
const input = (
  steps: readonly PartStep[],
  unread: readonly Address[] = [],
  more: Partial<PartInput> = {},
): PartInput => ({
  steps,
  evaluations: [],
  state: undefined,
  unread: new Set(unread),
  readWith: (address) => address,
  ...more,
});

describe('a plan without steps', () => {
  it('needs no run of its own, and as a whole only the index', () => {
    expect([leastCalls(input([])), wholeCalls(input([]))]).toEqual([0, 1]);
    expect(partWithin(input([]), 0)).toEqual({ reads: new Set(), writes: 0, steps: 0 });
  });
});

describe('one step', () => {
  it('needs the index, the read of its object, and its worst price: one call fewer holds nothing', () => {
    const one = input([step('box.a', 2)], ['box.a']);
    const needed = 1 + 1 + worst(2);
    expect([leastCalls(one), wholeCalls(one)]).toEqual([needed, needed]);
    expect(partWithin(one, needed)).toEqual({ reads: new Set(['box.a']), writes: worst(2), steps: 1 });
    expect(partWithin(one, needed - 1)).toEqual({ reads: new Set(), writes: 0, steps: 0 });
  });

  it('of an object that was read already costs no read', () => {
    expect(leastCalls(input([step('box.a', 2)], ['box.b']))).toBe(1 + worst(2));
  });
});

describe('several steps', () => {
  it('of one address, or of addresses that are read together, share a read', () => {
    const readWith = (address: Address): string => (address.startsWith('bell.') ? 'list of bells' : address);
    const of = (...addresses: readonly Address[]): PartInput =>
      input(
        addresses.map((address, n) => step(address, 1, [], `${n}`)),
        addresses,
        { readWith },
      );
    expect(wholeCalls(of('box.a', 'box.a'))).toBe(1 + 1 + worst(2));
    expect(wholeCalls(of('bell.a', 'bell.b'))).toBe(1 + 1 + worst(2));
    expect(wholeCalls(of('box.a', 'box.b'))).toBe(1 + 2 + worst(2));
    expect(partWithin(of('bell.a', 'bell.b'), 2 + worst(2)).steps).toBe(2);
  });

  it('that do not fit give way to later ones that do, together with what comes after them', () => {
    const steps = [step('box.a', 9), step('box.b', 1, ['box.a']), step('box.c', 1), step('box.d', 1, ['box.b'])];
    const { reads, steps: done } = partWithin(input(steps, ['box.a', 'box.b', 'box.c', 'box.d']), 2 + worst(9) - 1);
    expect([[...reads], done]).toEqual([['box.c'], 1]);
  });
});

describe('the reads of a step', () => {
  const a = resource('box.a', { name: 'A', values: {} });
  const ringer = (name: string, at: Address = 'box.a') => resource(`bell.${name}`, { name, box: refTo(at) });
  const held: readonly Held[] = [{ resource: a }, { resource: ringer('x') }, { resource: ringer('y') }];
  const state: State = stateOf(held);
  const evaluationsOf = (resources: readonly ReturnType<typeof resource>[], replace: readonly Address[] = []) => {
    const options = { ...DEFAULT_PLAN_OPTIONS, replace };
    const about = {
      kinds,
      desired: desiredOf(resources),
      state,
      secrets,
      digester,
      options,
      bucketsOf,
      workspaceRoute,
    };
    return evaluateInput({ ...about, live: NOTHING_READ });
  };
  const withAction = (address: Address, action: 'delete' | 'replace' | 'update'): PartInput['evaluations'] =>
    evaluationsOf([a]).map((item) => (item.view.address === address ? { ...item, action } : item));
  const readsOf = (evaluations: PartInput['evaluations'], unread: readonly Address[]): readonly Address[] => {
    const one = input([step('box.a', 1)], unread, { evaluations, state });
    return [...partWithin(one, leastCalls(one)).reads].sort();
  };

  it.each(['delete', 'replace'] as const)('of a %s are those of all that uses the object, too', (action) => {
    const all = ['box.a', 'bell.x', 'bell.y'];
    expect(readsOf(withAction('box.a', action), all)).toEqual(['bell.x', 'bell.y', 'box.a']);
    expect(readsOf(withAction('box.a', action), ['bell.y'])).toEqual(['bell.y']);
  });

  it('of an update are those of its own object alone', () => {
    expect(readsOf(withAction('box.a', 'update'), ['box.a', 'bell.x', 'bell.y'])).toEqual(['box.a']);
  });

  it('go on through what is deleted, too, and end where two records depend on each other', () => {
    const records = state.resources;
    const rung: State = {
      ...state,
      resources: {
        ...records,
        'box.a': { ...records['box.a']!, dependsOn: ['bell.x'] },
        'bell.y': { ...records['bell.y']!, dependsOn: ['bell.x'] },
      },
    };
    const deleting = evaluationsOf([]).map((item) => ({ ...item, action: 'delete' as const }));
    const one = input([step('box.a', 1)], Object.keys(records), { evaluations: deleting, state: rung });
    expect([...partWithin(one, leastCalls(one)).reads].sort()).toEqual(['bell.x', 'bell.y', 'box.a']);
  });
});

describe('any plan', () => {
  const plans = fc
    .array(
      fc.record({
        calls: fc.integer({ min: 1, max: 9 }),
        at: fc.nat(5),
        after: fc.array(fc.nat(7)),
        isUnread: fc.boolean(),
      }),
      { minLength: 1, maxLength: 8 },
    )
    .map((given) =>
      input(
        given.map(({ calls, at, after }, n) =>
          step(`box.b${at}`, calls, [...new Set(after)].filter((other) => other < n).map(String), String(n)),
        ),
        given.filter(({ isUnread }) => isUnread).map(({ at }) => `box.b${at}`),
        { readWith: (address) => (address < 'box.b3' ? 'together' : address) },
      ),
    );
  /** Ids of the steps that a part holds: those by which it grows. */
  const stepsOf = (plan: PartInput, calls: number): ReadonlySet<string> => {
    const counts = [
      0,
      ...plan.steps.map((_, n) => partWithin({ ...plan, steps: plan.steps.slice(0, n + 1) }, calls).steps),
    ];
    return new Set(plan.steps.filter((_, n) => counts[n + 1]! > counts[n]!).map(({ id }) => id));
  };
  /** Runs one part after the other; how many steps are left when a run does nothing. */
  const leftAfterParts = (plan: PartInput, calls: number): number => {
    const done = stepsOf(plan, calls);
    const steps = plan.steps.filter(({ id }) => !done.has(id));
    return done.size === 0 ? steps.length : leftAfterParts({ ...plan, steps }, calls);
  };

  it('is done at once within its calls as a whole, and not with one call fewer', () => {
    fc.assert(
      fc.property(plans, (plan) => {
        const whole = wholeCalls(plan);
        expect(partWithin(plan, whole).steps).toBe(plan.steps.length);
        expect(partWithin(plan, whole - 1).steps).toBeLessThan(plan.steps.length);
      }),
    );
  });

  it('is done in parts with the least calls, and never with one call fewer', () => {
    fc.assert(
      fc.property(plans, (plan) => {
        expect(leftAfterParts(plan, leastCalls(plan))).toBe(0);
        expect(leftAfterParts(plan, leastCalls(plan) - 1)).toBeGreaterThan(0);
      }),
    );
  });

  it('costs no more than it may, and its reads are among what was not read', () => {
    fc.assert(
      fc.property(plans, fc.nat(60), (plan, calls) => {
        const { reads, writes, steps } = partWithin(plan, calls);
        const readCalls = steps === 0 ? 0 : 1 + new Set([...reads].map(plan.readWith)).size;
        expect(readCalls + writes).toBeLessThanOrEqual(calls);
        expect([...reads].filter((address) => !plan.unread.has(address))).toEqual([]);
      }),
    );
  });
});
