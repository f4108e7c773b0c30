// The choice of an automatic look, from files, state and evidence: full where the budget holds it, else the cycle.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Cycle, Evidence } from '../model/evidence.ts';
import { DEFAULT_PLAN_OPTIONS, type PlanOptions } from '../model/settings.ts';
import { desiredOf, digester, idOf, resource, secrets, stateOf } from '../testing/given.ts';
import { bucketsOf, kinds, workspaceRoute } from '../testing/kinds.ts';
import { type Choice, chooseLook, chooseRest, type LookWorld } from './choice.ts';
import { callsOf } from './choose-units.ts';
import type { Unit } from './units.ts';

const worldWith = (allowance: number | undefined): LookWorld => ({
  kinds,
  workspaces: { route: workspaceRoute, read: async () => undefined },
  client: {
    bucketsOf,
    allowance: async () => allowance,
    refusal: () => undefined,
    reserve: () => Promise.reject(new Error('not here')),
  },
});

const addresses = (boxes: number, bells: number): readonly string[] => [
  ...Array.from({ length: boxes }, (_, n) => `box.b${n}`),
  ...Array.from({ length: bells }, (_, n) => `bell.r${n}`),
];

/** Everything is as it was sent; the files change `asked`, and have lost `gone`. */
function inputFor(
  all: readonly string[],
  how: {
    readonly evidence?: Readonly<Record<string, Evidence>>;
    readonly cycle?: Cycle | undefined;
    readonly nowMs?: number;
    readonly asked?: readonly string[];
    readonly gone?: readonly string[];
    readonly added?: readonly string[];
    readonly options?: Partial<PlanOptions>;
  } = {},
) {
  const { evidence = {}, cycle, nowMs = 1000, asked = [], gone = [], added = [], options = {} } = how;
  const specOf = (address: string, name: string) =>
    resource(address, { name, ...(address.startsWith('box') ? { values: {} } : {}) });
  const held = all.map((address) => ({ resource: specOf(address, address) }));
  const wanted = [...all, ...added]
    .filter((address) => !gone.includes(address))
    .map((address) => specOf(address, asked.includes(address) ? `${address} renamed` : address));
  const plan = {
    kinds,
    desired: desiredOf(wanted),
    state: stateOf(held),
    secrets,
    digester,
    options: { ...DEFAULT_PLAN_OPTIONS, command: 'drift' as const, ...options },
    bucketsOf,
    workspaceRoute,
  };
  return { plan, evidence, cycle, nowMs };
}

const seen = (address: string, at: number): Evidence => ({ at, how: 'body', id: idOf(address) });
const inIt = (units: readonly Unit[]): readonly string[] =>
  units.flatMap((unit) => [
    ...(unit.withIndex ? ['index'] : []),
    ...[...unit.lists.flatMap((list) => list.wanted), ...unit.bodies].map(({ address }) => address),
  ]);
const looksOf = (choice: Choice): readonly Unit[] => [...choice.forced, ...chooseRest(choice, choice.spare, new Set())];

describe('the choice', () => {
  const all = addresses(5, 2); // a full look: 5 + 2 calls

  it('is a full look where nothing bounds it, with room for retries', async () => {
    const choice = await chooseLook(worldWith(undefined), inputFor(all));
    expect(choice).toMatchObject({ isWhole: true, ofCalls: 7, allowance: 18 });
    expect([...inIt(looksOf(choice))].sort()).toEqual([...all, 'index'].sort());
  });

  it('is a full look where the budget just holds it, and sets aside no more than there is', async () => {
    expect(await chooseLook(worldWith(7), inputFor(all))).toMatchObject({ isWhole: true, allowance: 7 });
    expect(await chooseLook(worldWith(6), inputFor(all))).toMatchObject({ isWhole: false, allowance: 6, spare: 6 });
  });

  it('goes on where the cycle stands, and begins another when all is verified', async () => {
    const evidence = Object.fromEntries(all.slice(0, 3).map((address) => [address, seen(address, 900)]));
    const cycle = { sinceMs: 900, indexAtMs: 900 };
    const goesOn = await chooseLook(worldWith(6), inputFor(all, { evidence, cycle }));
    expect(goesOn.cycle).toEqual(cycle);
    expect(inIt(looksOf(goesOn))).toEqual(['bell.r0', 'bell.r1', 'box.b3', 'box.b4']);
    const whole = Object.fromEntries(all.map((address) => [address, seen(address, 900)]));
    const another = await chooseLook(worldWith(6), inputFor(all, { evidence: whole, cycle }));
    expect(another.cycle).toEqual({ sinceMs: 1000, indexAtMs: 900 });
  });

  it('does not believe evidence of another object, of a list, of the future, or a cycle of the future', async () => {
    const evidence = {
      'box.b0': { ...seen('box.b0', 900), id: 'another' },
      'box.b1': { ...seen('box.b1', 900), how: 'list' as const },
      'box.b2': seen('box.b2', 5000),
      'box.b3': seen('box.b3', 900),
    };
    const choice = await chooseLook(worldWith(6), inputFor(all, { evidence, cycle: { sinceMs: 900, indexAtMs: 900 } }));
    expect(inIt(looksOf(choice))).not.toContain('box.b3');
    expect(inIt(choice.rest)).toEqual(expect.arrayContaining(['box.b0', 'box.b1', 'box.b2']));
    const future = await chooseLook(worldWith(6), inputFor(all, { cycle: { sinceMs: 5000 } }));
    expect(future.cycle).toEqual({ sinceMs: 1000 });
  });

  it('asks by id for what a list of this cycle lacks, and does not read the list again for it', async () => {
    const evidence = {
      'bell.r0': seen('bell.r0', 900),
      'bell.r1': { ...seen('bell.r1', 900), how: 'list' as const },
    };
    const choice = await chooseLook(worldWith(6), inputFor(all, { evidence, cycle: { sinceMs: 900, indexAtMs: 900 } }));
    expect(choice.rest.flatMap((unit) => unit.lists)).toEqual([]);
    expect(inIt(choice.rest)).toContain('bell.r1');
  });

  it('of a drift takes what the files change first; of a plan also what was verified in this cycle', async () => {
    const evidence = Object.fromEntries(all.map((address) => [address, seen(address, 900)]));
    const how = { evidence: { ...evidence, 'box.b1': seen('box.b1', 100), 'box.b2': seen('box.b2', 200) } };
    const cycle = { sinceMs: 500, indexAtMs: 900 };
    const drift = await chooseLook(worldWith(1), inputFor(all, { ...how, cycle, asked: ['box.b2', 'box.b4'] }));
    expect(inIt(looksOf(drift))).toEqual(['box.b2']);
    const options = { command: 'plan' } as const;
    const plan = await chooseLook(worldWith(3), inputFor(all, { ...how, cycle, asked: ['box.b2', 'box.b4'], options }));
    expect(inIt(plan.forced)).toEqual(['box.b2', 'box.b4']);
    expect(inIt(looksOf(plan))).toEqual(['box.b2', 'box.b4', 'box.b1']);
  });

  it('of a plan needs the index where the files declare something new, and the object where they lost it', async () => {
    const options = { command: 'plan' } as const;
    const choice = await chooseLook(worldWith(2), inputFor(all, { added: ['box.new'], gone: ['box.b3'], options }));
    expect(inIt(choice.forced)).toEqual(['index', 'box.b3']);
  });

  it('of an apply leaves what its writes may need at worst', async () => {
    const options = { command: 'apply' } as const;
    // One update with its read-back: 2 calls, at worst 8.
    const choice = await chooseLook(worldWith(12), inputFor(all, { asked: ['box.b4'], options }));
    expect(choice).toMatchObject({ isWhole: false, allowance: 4, spare: 3 });
    const rich = await chooseLook(worldWith(15), inputFor(all, { asked: ['box.b4'], options }));
    expect(rich).toMatchObject({ isWhole: true, allowance: 7 });
  });

  it('with targets is the targets, and no part of the cycle', async () => {
    const choice = await chooseLook(worldWith(6), inputFor(all, { options: { targets: ['box.b3'] } }));
    expect(inIt(looksOf(choice))).toEqual(['box.b3']);
  });

  it('reads lists that show stamps from what the cycle can do without', async () => {
    expect((await chooseLook(worldWith(4), inputFor(all))).hints.map(({ kind }) => kind.name)).toEqual(['box']);
    const none = inputFor(addresses(6, 2)); // 8 calls in two runs of 4: nothing is left over
    expect((await chooseLook(worldWith(4), none)).hints).toEqual([]);
  });
});

describe('drift runs with 1/n of a full look', () => {
  /** Runs so many drifts; returns what was verified in them. */
  async function drifts(
    all: readonly string[],
    calls: number,
    runs: readonly { readonly asked: readonly string[]; readonly suspicious: readonly string[] }[],
    before: { readonly evidence: Readonly<Record<string, Evidence>>; readonly cycle: Cycle | undefined },
  ): Promise<ReadonlySet<string>> {
    const verified = new Set<string>();
    let { evidence, cycle } = before;
    for (const [run, { asked, suspicious }] of runs.entries()) {
      const nowMs = 2000 + run;
      const choice = await chooseLook(worldWith(calls), inputFor(all, { evidence, cycle, nowMs, asked }));
      const hints = choice.hints.length;
      const looked = [...choice.forced, ...chooseRest(choice, choice.spare - hints, new Set(suspicious))];
      expect(hints + callsOf(looked)).toBeLessThanOrEqual(calls);
      const found = inIt(looked);
      for (const address of found) verified.add(address);
      cycle = choice.cycle && (found.includes('index') ? { ...choice.cycle, indexAtMs: nowMs } : choice.cycle);
      const fresh = found.filter((address) => address !== 'index').map((address) => [address, seen(address, nowMs)]);
      evidence = { ...evidence, ...Object.fromEntries(fresh) };
    }
    return verified;
  }

  const given = fc.record({
    boxes: fc.integer({ min: 0, max: 9 }),
    bells: fc.integer({ min: 0, max: 3 }),
    n: fc.integer({ min: 1, max: 11 }),
    before: fc.array(fc.integer({ min: 0, max: 1999 }), { minLength: 12, maxLength: 12 }),
    sinceMs: fc.integer({ min: 0, max: 1999 }),
    runs: fc.array(fc.record({ asked: fc.array(fc.nat(11)), suspicious: fc.array(fc.nat(11)) }), {
      minLength: 22,
      maxLength: 22,
    }),
  });

  it.each([
    ['n from the beginning of a cycle', 1],
    ['twice n from anywhere in one', 2],
  ])(
    'verify everything: %s',
    async (_title, times) => {
      await fc.assert(
        fc.asyncProperty(given, async ({ boxes, bells, n, before, sinceMs, runs }) => {
          const all = addresses(boxes, bells);
          const named = (picks: readonly number[]) => picks.flatMap((pick) => all[pick] ?? []);
          const history = runs
            .slice(0, n * times)
            .map(({ asked, suspicious }) => ({ asked: named(asked), suspicious: named(suspicious) }));
          const evidence = Object.fromEntries(
            all.map((address, index) => [address, seen(address, before[index] ?? 0)]),
          );
          const calls = Math.ceil((boxes + 2) / n);
          const cycle = times === 1 ? undefined : { sinceMs };
          expect(await drifts(all, calls, history, { evidence, cycle })).toEqual(new Set([...all, 'index']));
        }),
        { numRuns: 60 },
      );
    },
    120_000,
  );
});
