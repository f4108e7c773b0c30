// Updates asked for as tasks, under the laws: what they cost, and what becomes of them when something goes wrong.
import type { AppError, PlanOptions } from '@postform/engine';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { type CountedHarness, makeCountedHarness } from '../harness/counted-harness.ts';
import { dying } from '../harness/kill.ts';
import { collection } from '../harness/team.ts';

const before = [collection('orders', 'Orders', ['List', 'Create'])];
const wanted = [collection('orders', 'Orders', ['List', 'Create', 'Void'])];
const asTasks: Partial<Omit<PlanOptions, 'saved'>> = { asyncFromBytes: 0, allowChange: 9 };

let counted: CountedHarness;
beforeEach(async () => {
  counted = await makeCountedHarness();
  await counted.harness.apply(before, { ports: counted.ports() });
  counted.granted();
});
afterEach(async () => {
  expect(counted.complaints()).toEqual([]);
  await counted.close();
});

const tasksTake = (asyncUpdateMs: number) => counted.harness.control('switches', { asyncUpdateMs });
const apply = (ports = counted.ports()) => counted.harness.apply(wanted, { ...asTasks, ports });
const stepsLeft = async () => (await counted.plan(wanted, asTasks)).plan.steps;
const errorIn = ({ outcomes }: Awaited<ReturnType<typeof apply>>) => outcomes[0]?.error as AppError | undefined;

it('cost a question more, which the plan has priced', async () => {
  await tasksTake(1_500);
  const { plan, end } = await apply();
  expect(plan.steps).toMatchObject([{ op: 'update', asTask: true, price: { calls: 3 } }]);
  expect([end, ...counted.granted().map(({ sent }) => sent)]).toEqual(['done', expect.any(Number), 3]);
  expect(await stepsLeft()).toEqual([]);
});

it('are asked for again while they go on, within the worst price', async () => {
  await tasksTake(20_000);
  const { end } = await apply();
  expect([end, counted.granted().at(-1)?.sent]).toEqual(['done', 5]);
  expect(await stepsLeft()).toEqual([]);
});

it('that go on when the run dies are waited for by the next one, which need not write', async () => {
  await tasksTake(150_000);
  expect((await apply()).end).toBe('partial');
  expect((await counted.harness.store.load())?.intents).toMatchObject([{ task: expect.any(String) }]);
  const { end, plan } = await apply();
  expect([end, plan.steps]).toEqual(['done', []]);
});

it('whose name died with the run are met as an update that goes on, and sent again', async () => {
  await tasksTake(20_000);
  await apply(dying(counted.ports(), 'after the reply', 1)).catch(() => undefined);
  expect((await counted.harness.store.load())?.intents).toHaveLength(1);
  expect((await apply()).end).toBe('done');
  expect(await stepsLeft()).toEqual([]);
});

it('that take too long end the step, and the next run finds them done', async () => {
  await tasksTake(200_000);
  const result = await apply();
  expect(errorIn(result)?.code).toBe('E_APPLY_TASK_SLOW');
  expect(errorIn(result)?.message).toMatch(/^collection\.orders: .* its task \S+ has not ended after two minutes\.$/);
  expect(result.end).toBe('partial');
  counted.clock.advance(200_000);
  expect((await apply()).plan.steps).toEqual([]);
  expect((await counted.harness.store.load())?.intents).toEqual([]);
});

it('that fail are told as failed, and the next run reads the object first', async () => {
  await tasksTake(1_000);
  const edit = { kind: 'edit', edit: { kind: 'collection', id: await theId(), delete: true }, when: 'before' };
  await counted.harness.control('faults', {
    faults: [{ on: { method: 'PUT', nth: 1 }, do: { ...edit, when: 'after' } }],
  });
  const result = await apply();
  expect(errorIn(result)?.code).toBe('E_APPLY_TASK_FAILED');
  expect(errorIn(result)?.hint).toContain('asyncFrom: never');
  await counted.harness.control('faults', undefined, 'DELETE');
  expect((await apply()).end).toBe('done');
  expect(await stepsLeft()).toEqual([]);
});

it('that the server no longer knows end the step, and the next run reads the object first', async () => {
  const lost = { on: { method: 'GET', path: '^/collection-updates-tasks/' }, do: { kind: 'status', status: 404 } };
  await counted.harness.control('faults', { faults: [lost] });
  const result = await apply();
  expect(errorIn(result)?.code).toBe('E_APPLY_TASK_FAILED');
  expect((await counted.harness.store.load())?.intents).toHaveLength(1);
  const { end, plan } = await apply();
  expect([end, plan.steps]).toEqual(['done', []]);
});

async function theId(): Promise<string> {
  return (await counted.harness.store.load())!.resources['collection.orders']!.current!.id;
}
