// `--exclude` as people meet it: all but an address and what depends on it, at the price that the plan says.
import { expect, it } from 'vitest';
import { recordsOf, useCliHarness } from '../../../../tests/harness/cli-harness.ts';

const cli = useCliHarness();
const listed = async () => (await cli.postform('state', 'list')).out.match(/^[a-z]+\.[\w-]+/gm);
const REST = ['collection.billing', 'environment.billing', 'monitor.billing-nightly'];

it('leaves out what depends on the address, and sends the calls that the plan names', async () => {
  cli.open('02-service-team');
  const sumOf = async (...args: string[]) => {
    const { out } = await cli.postform(...args, '--json', '--exclude', 'collection.orders');
    const summary = recordsOf(out).findLast(({ type }) => type === 'change_summary');
    return summary as unknown as { changes: { add: number }; calls: Record<string, number & { total: number }> };
  };
  const { changes, calls } = await sumOf('plan');
  expect(changes.add).toBe(3);
  const counted = await cli.callsOf(async () => {
    const done = await sumOf('apply', '--yes');
    expect(done.calls).toMatchObject({ sent: calls['expected']!.total, expected: calls['expected']!.total });
  });
  expect(counted).toBe(calls['expected']!.total + calls['read']!);
  expect(await listed()).toEqual(REST);
  const again = await cli.postform('plan', '--exclude', 'collection.orders');
  expect(again.out).toContain('Apart from what was left out, the workspace matches the files: 3 objects, all read.');
});

it('is remembered by a saved plan, which refuses it', async () => {
  cli.open('02-service-team');
  await cli.postform('plan', '--exclude', 'collection.orders', '-o', 'plan.json');
  const other = await cli.postform('apply', 'plan.json', '--exclude', 'collection.billing');
  expect(other).toMatchObject({ exit: 64, err: expect.stringContaining('--exclude would have no effect') });
  expect(await cli.postform('apply', 'plan.json')).toMatchObject({ exit: 0 });
  expect(await listed()).toEqual(REST);
});

it('holds for drift and destroy: what the address needs stays', async () => {
  await cli.applyTeam();
  await cli.byHand('environment.billing', { '/name': 'Mine' });
  expect(await cli.postform('drift')).toMatchObject({ exit: 2 });
  expect(await cli.postform('drift', '--exclude', 'environment.billing')).toMatchObject({ exit: 0 });
  const destroy = ['destroy', '--yes', '--allow-delete', '9', '--overwrite-remote'];
  expect(await cli.postform(...destroy, '--exclude', 'monitor.billing-nightly')).toMatchObject({ exit: 0 });
  expect(await listed()).toEqual(REST);
});

it.each([
  [['--exclude', 'environment.biling'], 'Did you mean environment.billing?'],
  [['--exclude', 'environment.billing', '--target', 'environment.orders'], 'cannot be combined'],
  [['--exclude', 'collection.billing', '--replace', 'monitor.billing-nightly'], 'which --exclude leaves out'],
])('%j is wrong usage, and costs no call', async (args, why) => {
  cli.open('02-service-team');
  const sent = await cli.callsOf(async () => {
    const ran = await cli.postform('plan', ...args);
    expect(ran).toMatchObject({ exit: 64, out: '' });
    expect(ran.err).toContain(why);
  });
  expect(sent).toBe(0);
});
