// Applies of any budget, one after the other, while files and people change things: none spends more, none writes blindly.
import { AppError, currentObjects, type State } from '@postform/engine';
import fc from 'fast-check';
import { afterEach, describe, expect, it } from 'vitest';
import { type Authored, type Harness, type JournalCall, makeHarness } from '../harness/harness.ts';
import { collection, environment, mock, monitor, team } from '../harness/team.ts';

let harness: Harness | undefined;
afterEach(() => harness?.close());

/** What the files may say of one address; undefined: nothing. */
const versions: readonly (readonly [Authored, ...(Authored | undefined)[]])[] = [
  [team[0]!, collection('orders', 'Orders', ['List', 'Create', 'Void']), collection('orders', 'Orders of ours')],
  [team[1]!, collection('billing', 'Billing', ['Charge'])],
  [team[2]!, environment('orders', 'Orders', { host: 'o.example.com' })],
  [team[3]!, environment('billing', 'Billing', { host: 'b.example.com' }), undefined],
  [team[4]!, mock('orders', 'Orders mock server', 'orders'), undefined],
  [
    team[5]!,
    monitor('orders-smoke', 'Orders smoke', 'billing'),
    monitor('orders-smoke', 'Orders smoke', 'orders', '0 7 * * *'),
    undefined,
  ],
  [team[6]!, monitor('billing-smoke', 'Billing smoke', 'billing', '0 8 * * *'), undefined],
];

const scene = fc.record({
  picks: fc.array(fc.nat(3), { minLength: versions.length, maxLength: versions.length }),
  calls: fc.integer({ min: 1, max: 30 }),
  /** Somebody renames this environment first. */
  edit: fc.option(fc.constantFrom('environment.orders', 'environment.billing'), { nil: undefined }),
});

/** Writes to objects that were there before the run, and that it had neither read nor listed by then. */
function blindWrites(sent: readonly JournalCall[], before: State): readonly JournalCall[] {
  const known = new Set(currentObjects(before).flatMap(([, { id, uid }]) => [id, uid]));
  const seen = new Set<string>();
  let hasListedMocks = false;
  return sent.filter(({ method, path }) => {
    const [, plural = '', id = ''] = path.split('?')[0]!.split('/');
    if (method === 'GET' && plural === 'mocks' && id === '') hasListedMocks = true;
    if (method === 'GET') seen.add(id);
    if (method !== 'PUT' && method !== 'DELETE') return false;
    return known.has(id) && !seen.has(id) && !(plural === 'mocks' && hasListedMocks);
  });
}

async function callsOf(at: Harness, work: () => Promise<unknown>): Promise<readonly JournalCall[]> {
  const before = (await at.calls()).count;
  await work();
  return (await at.calls()).calls.filter((call) => call.n > before);
}

describe('Applies with any budget', () => {
  it('spend no more, write nothing that they have not read, and come to where one full apply comes', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(scene, { minLength: 2, maxLength: 5 }), async (scenes) => {
        await harness?.close();
        const here = await makeHarness();
        harness = here;
        expect((await here.apply(team)).end).toBe('done');
        for (const { picks, calls, edit } of scenes) {
          const wanted = versions.flatMap((options, index) => options[picks[index]! % options.length] ?? []);
          const before = (await here.store.load())!;
          const record = edit && before.resources[edit];
          if (record)
            await here.control('edit', { kind: 'environment', id: record.current!.id, set: { '/name': 'By hand' } });
          const ports = here.limitedPorts(calls);
          const sent = await callsOf(here, () =>
            here.apply(wanted, { ports, partial: true }).catch((error: { readonly category?: string }) => {
              if (error instanceof AppError && error.needs !== undefined) expect(error.needs).toBeGreaterThan(calls);
              else expect(error).toMatchObject({ category: 'deferred' });
            }),
          );
          expect(sent.length).toBeLessThanOrEqual(calls);
          expect(blindWrites(sent, before)).toEqual([]);
        }
        expect((await here.apply(team, { refresh: 'full' })).end).toBe('done');
        expect((await here.plan(team, { refresh: 'full' })).plan.steps).toEqual([]);
        const { workspace } = (await here.fetchApi(`/workspaces/${here.emulator.workspace}`)) as {
          workspace: Record<string, readonly unknown[]>;
        };
        const counts = ['collections', 'environments', 'mocks', 'monitors'].map((key) => workspace[key]?.length ?? 0);
        expect(counts).toEqual([2, 2, 1, 2]);
      }),
      { numRuns: 12, seed: 4 },
    );
  }, 180_000);
});
