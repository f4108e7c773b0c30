// What an automatic refresh selects from files, state and evidence: everything where the budget holds it, else the cycle.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Cycle, Evidence } from '../model/evidence.ts';
import { objectsIn } from '../model/read-set.ts';
import { DEFAULT_PLAN_OPTIONS, type PlanOptions } from '../model/settings.ts';
import { desiredOf, digester, idOf, resource, secrets, stateOf } from '../testing/given.ts';
import { bucketsOf, kinds, workspaceRoute } from '../testing/kinds.ts';
import type { ReadCandidate } from './candidates.ts';
import { type Choice, chooseRest, type SelectPorts, selectAuto } from './select-auto.ts';
import { callsOf } from './urgency.ts';

const portsWith = (allowance: number | undefined): SelectPorts => ({
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

const verified = (address: string, at: number): Evidence => ({ at, how: 'body', id: idOf(address) });
const inIt = (candidates: readonly ReadCandidate[]): readonly string[] =>
  candidates.flatMap(({ reads }) => [
    ...(reads.index ? ['index'] : []),
    ...objectsIn(reads).map(({ address }) => address),
  ]);
const readsOf = (choice: Choice): readonly ReadCandidate[] => [
  ...choice.forced,
  ...chooseRest(choice, choice.spare, new Set()),
];

describe('the choice', () => {
  const all = addresses(5, 2); // a full refresh: 5 + 2 calls

  it('is a full refresh where nothing bounds it, retries included', async () => {
    const choice = await selectAuto(portsWith(undefined), inputFor(all));
    expect(choice).toMatchObject({ isWhole: true, ofCalls: 7, allowance: 18 });
    expect([...inIt(readsOf(choice))].sort()).toEqual([...all, 'index'].sort());
  });

  it('is a full refresh where the budget just holds it, and sets aside no more than there is', async () => {
    expect(await selectAuto(portsWith(7), inputFor(all))).toMatchObject({ isWhole: true, allowance: 7 });
    expect(await selectAuto(portsWith(6), inputFor(all))).toMatchObject({ isWhole: false, allowance: 6, spare: 6 });
  });

  it('goes on where the cycle stands, and begins another when all is verified', async () => {
    const evidence = Object.fromEntries(all.slice(0, 3).map((address) => [address, verified(address, 900)]));
    const cycle = { sinceMs: 900, indexAtMs: 900 };
    const goesOn = await selectAuto(portsWith(6), inputFor(all, { evidence, cycle }));
    expect(goesOn.cycle).toEqual(cycle);
    expect(inIt(readsOf(goesOn))).toEqual(['bell.r0', 'bell.r1', 'box.b3', 'box.b4']);
    const whole = Object.fromEntries(all.map((address) => [address, verified(address, 900)]));
    const another = await selectAuto(portsWith(6), inputFor(all, { evidence: whole, cycle }));
    expect(another.cycle).toEqual({ sinceMs: 1000, indexAtMs: 900 });
  });

  it('does not believe evidence of another object, of a list, of the future, or a cycle of the future', async () => {
    const evidence = {
      'box.b0': { ...verified('box.b0', 900), id: 'another' },
      'box.b1': { ...verified('box.b1', 900), how: 'list' as const },
      'box.b2': verified('box.b2', 5000),
      'box.b3': verified('box.b3', 900),
    };
    const choice = await selectAuto(portsWith(6), inputFor(all, { evidence, cycle: { sinceMs: 900, indexAtMs: 900 } }));
    expect(inIt(readsOf(choice))).not.toContain('box.b3');
    expect(inIt(choice.rest)).toEqual(expect.arrayContaining(['box.b0', 'box.b1', 'box.b2']));
    const future = await selectAuto(portsWith(6), inputFor(all, { cycle: { sinceMs: 5000 } }));
    expect(future.cycle).toEqual({ sinceMs: 1000 });
  });

  it('asks by id for what a list of this cycle lacks, and does not read the list again for it', async () => {
    const evidence = {
      'bell.r0': verified('bell.r0', 900),
      'bell.r1': { ...verified('bell.r1', 900), how: 'list' as const },
    };
    const choice = await selectAuto(portsWith(6), inputFor(all, { evidence, cycle: { sinceMs: 900, indexAtMs: 900 } }));
    expect(choice.rest.flatMap(({ reads }) => reads.lists)).toEqual([]);
    expect(inIt(choice.rest)).toContain('bell.r1');
  });

  it('of a drift takes what the files change first; of a plan also what was verified in this cycle', async () => {
    const evidence = Object.fromEntries(all.map((address) => [address, verified(address, 900)]));
    const how = { evidence: { ...evidence, 'box.b1': verified('box.b1', 100), 'box.b2': verified('box.b2', 200) } };
    const cycle = { sinceMs: 500, indexAtMs: 900 };
    const drift = await selectAuto(portsWith(1), inputFor(all, { ...how, cycle, asked: ['box.b2', 'box.b4'] }));
    expect(inIt(readsOf(drift))).toEqual(['box.b2']);
    const options = { command: 'plan' } as const;
    const plan = await selectAuto(portsWith(3), inputFor(all, { ...how, cycle, asked: ['box.b2', 'box.b4'], options }));
    expect(inIt(plan.forced)).toEqual(['box.b2', 'box.b4']);
    expect(inIt(readsOf(plan))).toEqual(['box.b2', 'box.b4', 'box.b1']);
  });

  it('of a plan needs the index where the files declare something new, and the object where they lost it', async () => {
    const options = { command: 'plan' } as const;
    const choice = await selectAuto(portsWith(2), inputFor(all, { added: ['box.new'], gone: ['box.b3'], options }));
    expect(inIt(choice.forced)).toEqual(['index', 'box.b3']);
  });

  it('of an apply leaves what its writes may need at worst', async () => {
    const options = { command: 'apply' } as const;
    // One update with its read-back: 2 calls, at worst 8.
    const choice = await selectAuto(portsWith(12), inputFor(all, { asked: ['box.b4'], options }));
    expect(choice).toMatchObject({ isWhole: false, allowance: 4, spare: 3 });
    const rich = await selectAuto(portsWith(15), inputFor(all, { asked: ['box.b4'], options }));
    expect(rich).toMatchObject({ isWhole: true, allowance: 7 });
  });

  it('with targets is the targets, and no part of the cycle', async () => {
    const choice = await selectAuto(portsWith(6), inputFor(all, { options: { targets: ['box.b3'] } }));
    expect(inIt(readsOf(choice))).toEqual(['box.b3']);
  });

  it('reads lists that show stamps from what the cycle can do without', async () => {
    expect((await selectAuto(portsWith(4), inputFor(all))).hints.map(({ kind }) => kind.name)).toEqual(['box']);
    const none = inputFor(addresses(6, 2)); // 8 calls in two runs of 4: nothing is left over
    expect((await selectAuto(portsWith(4), none)).hints).toEqual([]);
  });
});

describe('drift runs with 1/n of a full refresh', () => {
  /** Runs so many drifts; returns what was verified in them. */
  async function drifts(
    all: readonly string[],
    calls: number,
    runs: readonly { readonly asked: readonly string[]; readonly suspicious: readonly string[] }[],
    before: { readonly evidence: Readonly<Record<string, Evidence>>; readonly cycle: Cycle | undefined },
  ): Promise<ReadonlySet<string>> {
    const done = new Set<string>();
    let { evidence, cycle } = before;
    for (const [run, { asked, suspicious }] of runs.entries()) {
      const nowMs = 2000 + run;
      const choice = await selectAuto(portsWith(calls), inputFor(all, { evidence, cycle, nowMs, asked }));
      const hints = choice.hints.length;
      const chosen = [...choice.forced, ...chooseRest(choice, choice.spare - hints, new Set(suspicious))];
      expect(hints + callsOf(chosen)).toBeLessThanOrEqual(calls);
      const found = inIt(chosen);
      for (const address of found) done.add(address);
      cycle = choice.cycle && (found.includes('index') ? { ...choice.cycle, indexAtMs: nowMs } : choice.cycle);
      const verifiedNow = found
        .filter((address) => address !== 'index')
        .map((address) => [address, verified(address, nowMs)]);
      evidence = { ...evidence, ...Object.fromEntries(verifiedNow) };
    }
    return done;
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
            all.map((address, index) => [address, verified(address, before[index] ?? 0)]),
          );
          // The list of bells has two of them on a page.
          const pages = Math.max(1, Math.ceil(bells / 2));
          const calls = Math.max(pages, Math.ceil((boxes + 1 + pages) / n));
          const cycle = times === 1 ? undefined : { sinceMs };
          expect(await drifts(all, calls, history, { evidence, cycle })).toEqual(new Set([...all, 'index']));
        }),
        { numRuns: 60 },
      );
    },
    120_000,
  );
});
