// An automatic refresh in memory: where its calls end, what is remembered of it, and where the next one goes on.
import { describe, expect, it } from 'vitest';
import { runPlan } from '../apply/run-plan.ts';
import type { Reservation } from '../model/call.ts';
import { AppError, CallError, type CallProblem } from '../model/errors.ts';
import type { Cycle, Evidence, EvidenceStore } from '../model/evidence.ts';
import { DEFAULT_PLAN_OPTIONS, type PlanOptions } from '../model/settings.ts';
import { desiredOf, idOf, remote, resource, stateOf } from '../testing/given.ts';
import { makeHarness } from '../testing/harness.ts';

const boxes = Array.from({ length: 4 }, (_, n) => resource(`box.b${n}`, { name: `B${n}`, values: {} }));
const bells = [resource('bell.r0', { name: 'R0', tone: 'a' }), resource('bell.r1', { name: 'R1', tone: 'a' })];
const all = [...boxes, ...bells];
const named = (chosen: readonly { readonly address: string }[]): readonly string[] =>
  chosen.map(({ address }) => address);

/** Evidence in memory, as the file keeps it. */
function memory() {
  const kept: { entries: Record<string, Evidence>; cycle?: Cycle; merges: number } = { entries: {}, merges: 0 };
  const store: EvidenceStore = {
    load: async () => kept.entries,
    cycle: async () => kept.cycle,
    merge: async (entries, cycle) => {
      kept.merges += 1;
      kept.entries = { ...kept.entries, ...entries };
      if (cycle !== undefined) kept.cycle = cycle;
    },
  };
  return { kept, store };
}

const failing = (problem: CallProblem, status: number): CallError =>
  new CallError(problem, `it said ${status}`, { code: 'E_CALL_TEST', hint: '', effect: 'none', status });
const shut = new AppError('E_TEST_SHUT', 'the window opens in 40 s', { hint: 'Run it again.', category: 'deferred' });

/** Refreshes everything as a drift or a plan would. `refuse`: what each call meets, by its number and what it reads. */
function refresh(
  evidence: EvidenceStore,
  refuse: (n: number, what: string) => Error | undefined,
  how: {
    readonly allowance?: number;
    readonly refusal?: AppError;
    readonly managed?: typeof all;
    readonly options?: Partial<PlanOptions>;
  } = {},
) {
  const harness = makeHarness(stateOf((how.managed ?? all).map((item) => ({ resource: item }))), {
    evidence,
    parallelism: 1,
    fingerprintKey: 'a key of the tests',
  });
  for (const { address, kind, spec } of all) {
    const id = idOf(address);
    harness.objects[kind === 'box' ? 'boxes' : 'bells']![id] = remote(id, { ...spec, ring: `ring of ${id}` });
  }
  let calls = 0;
  const { client } = harness.ports;
  const meet = (what: string): void => {
    const error = refuse(calls + 1, what);
    if (error instanceof AppError && error.category === 'deferred') throw error;
    calls += 1;
    if (error !== undefined) throw error;
  };
  const reserved: number[] = [];
  const ports = {
    ...harness.ports,
    client: {
      ...client,
      allowance: async () => how.allowance,
      refusal: () => how.refusal,
      reserve: async (purpose: 'read' | 'write', worst: { readonly calls: number }) => {
        reserved.push(worst.calls);
        const { send } = await client.reserve(purpose, { calls: worst.calls });
        const reservation: Reservation = {
          send: async (call) => {
            meet(call.params?.['id'] ?? call.route.operation);
            return send(call);
          },
          spent: () => calls,
          release: () => undefined,
        };
        return reservation;
      },
    },
  };
  const options = { ...DEFAULT_PLAN_OPTIONS, command: 'drift' as const, ...how.options };
  return { run: runPlan(ports, desiredOf(all), options), harness, reserved, calls: () => calls };
}

const nothing = (): undefined => undefined;

describe('An automatic refresh', () => {
  it('that may spend what it likes is a full refresh, and sets aside what one may need at worst', async () => {
    const { store, kept } = memory();
    const { run, reserved, calls } = refresh(store, nothing);
    expect((await run).coverage).toEqual({ verified: 6, total: 6 });
    expect([calls(), reserved]).toEqual([6, [16]]);
    expect(kept).toMatchObject({ merges: 1 });
    expect(kept.cycle).toBeUndefined();
  });

  it('sets aside exactly what it may spend', async () => {
    expect(refresh(memory().store, nothing, { allowance: 6 }).run).toBeDefined();
    for (const allowance of [1, 3, 5, 6, 9]) {
      const { run, reserved, calls } = refresh(memory().store, nothing, { allowance });
      await run;
      expect(reserved).toEqual([allowance]);
      expect(calls()).toBe(Math.min(allowance, 6));
    }
  });

  it('that a window ends keeps what it read, says why, and the next one begins with the rest', async () => {
    const { store } = memory();
    const first = refresh(store, (n) => (n > 4 ? shut : undefined));
    const { coverage, stopped, plan } = await first.run;
    expect(stopped).toBe(shut);
    expect(coverage).toMatchObject({ verified: 4, total: 6 });
    expect(plan.changes.filter(({ reason }) => reason === 'unverified')).toHaveLength(2);
    const said = first.harness.events.flatMap((event) => (event.type === 'warning' ? [event.text] : []));
    expect(said).toEqual(['Not everything was read: the window opens in 40 s. Run it again.']);
    const next = refresh(store, (n) => (n > 4 ? shut : undefined));
    const verified = named((await next.run).plan.changes.filter(({ reason }) => reason !== 'unverified'));
    const left = named(plan.changes.filter(({ reason }) => reason === 'unverified'));
    expect(left.filter((address) => !verified.includes(address))).toEqual([]);
  });

  it('that no call may leave is an error', async () => {
    await expect(refresh(memory().store, () => shut).run).rejects.toBe(shut);
  });

  it('that finds a window used up before its first call is that error, in every command, not a refresh of nothing', async () => {
    for (const [command, managed] of [
      ['plan', all],
      ['drift', all],
      ['apply', all],
      ['apply', []],
    ] as const) {
      const how = { allowance: 0, refusal: shut, managed: [...managed], options: { command } };
      const { run, calls } = refresh(memory().store, nothing, how);
      await expect(run).rejects.toBe(shut);
      expect(calls()).toBe(0);
    }
  });

  it('of new objects only asks for its call where the month holds none, so that the client says why', async () => {
    const { run, reserved } = refresh(memory().store, nothing, {
      allowance: 0,
      managed: [],
      options: { command: 'plan' },
    });
    await run;
    expect(reserved).toEqual([1]);
  });

  it('whose last calls went into failures that pass is not an error either', async () => {
    const { run, calls } = refresh(memory().store, (n) => (n === 3 ? failing('server', 503) : undefined), {
      allowance: 3,
    });
    expect((await run).coverage.verified).toBe(2);
    expect(calls()).toBe(3);
  });

  it('reads the others where one object is refused, remembers them, and counts that one as not verified', async () => {
    const { store, kept } = memory();
    const refused = failing('forbidden', 403);
    // The index with the list, and two boxes beside a hint: the refused one is not the last.
    const { run } = refresh(store, (_n, what) => (what === 'box-b0' ? refused : undefined), { allowance: 5 });
    const { coverage } = await run;
    expect(coverage.verified).toBe(3);
    expect(Object.keys(kept.entries).sort()).toEqual(['bell.r0', 'bell.r1', 'box.b1']);
    expect(kept.cycle).toBeDefined();
  });

  it('does not go on where the key is refused', async () => {
    const { run, calls } = refresh(memory().store, (n) => (n === 2 ? failing('unauthorized', 401) : undefined));
    await expect(run).rejects.toMatchObject({ problem: 'unauthorized' });
    expect(calls()).toBe(2);
  });

  it('takes a list that holds more than it seemed for no hint, and loses no more calls by it', async () => {
    const { store, kept } = memory();
    const hinting = refresh(store, (_n, what) => (what === 'list boxes' ? failing('server', 500) : undefined), {
      allowance: 4,
    });
    expect((await hinting.run).coverage.verified).toBeGreaterThan(0);
    expect(hinting.calls()).toBe(4);
    await refresh(store, nothing, { allowance: 4 }).run;
    expect(Object.keys(kept.entries)).toHaveLength(6);
  });
});

describe('What was found changed by hand', () => {
  it('is read again by the next plan, and told by the next drift, until it is read in order', async () => {
    const { store, kept } = memory();
    await refresh(store, nothing).run;
    kept.entries = { ...kept.entries, 'box.b2': { ...kept.entries['box.b2']!, moved: true } };
    kept.cycle = { sinceMs: 1_000_000, indexAtMs: 1_000_000 };
    kept.entries['box.b3'] = { ...kept.entries['box.b3']!, at: 1 };
    const drift = await refresh(store, nothing, { allowance: 1 }).run;
    expect(drift.coverage.changedBefore).toEqual(['box.b2']);
    const { plan } = await refresh(store, nothing, { allowance: 1, options: { command: 'plan' } }).run;
    expect(named(plan.changes.filter(({ reason }) => reason === 'in-sync'))).toEqual(['box.b2']);
    expect(kept.entries['box.b2']).not.toHaveProperty('moved');
  });
});
