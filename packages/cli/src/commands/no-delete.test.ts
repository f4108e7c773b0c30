// `--no-delete` as people meet it: the rest is done, what was left out is named, and the exit says that it is not all.
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { recordsOf, useCliHarness } from '../../../../tests/harness/cli-harness.ts';
import { type Authored, type Harness, makeHarness } from '../../../../tests/harness/harness.ts';
import { collection, environment, monitor } from '../../../../tests/harness/team.ts';

describe('an apply that must not delete', () => {
  let harness: Harness;
  beforeEach(async () => {
    harness = await makeHarness();
  });
  afterEach(async () => harness.close());
  const deletes = async () => (await harness.calls()).calls.filter(({ method }) => method === 'DELETE').length;
  const names = async () =>
    (
      (await harness.fetchApi(`/environments?workspace=${harness.emulator.workspace}`))['environments'] as {
        name: string;
      }[]
    )
      .map(({ name }) => name)
      .sort();
  const keep = (v: string): Authored => environment('keep', 'Keep', { v });

  it('does the rest without a review, costs what it says, and ends with 3 until somebody deletes', async () => {
    await harness.apply([keep('1'), environment('old', 'Old', { v: '1' })]);
    const files = [keep('2'), environment('fresh', 'Fresh', { v: '1', w: '2' })];
    await expect(harness.apply(files, { reviewed: false })).rejects.toMatchObject({ category: 'refused' });
    const result = await harness.apply(files, { reviewed: false, noDelete: true });
    expect(result.end).toBe('partial');
    expect(result.calls.write).toBe(result.calls.expected);
    expect(await names()).toEqual(['Fresh', 'Keep', 'Old']);
    const again = await harness.apply(files, { reviewed: false, noDelete: true });
    expect([again.end, again.calls.write, again.plan.leftOut?.map(({ address }) => address)]).toEqual([
      'partial',
      0,
      ['environment.old'],
    ]);
    expect(await deletes()).toBe(0);
    expect((await harness.apply(files)).end).toBe('done');
    expect(await names()).toEqual(['Fresh', 'Keep']);
  });

  it('keeps a monitor whose collection changed, and takes a saved plan as it is', async () => {
    const team = (of: string) => [collection('a', 'A'), collection('b', 'B'), monitor('w', 'Watch', of)];
    await harness.apply(team('a'));
    const { plan } = await harness.plan(team('b'), { noDelete: true, saved: true });
    expect(plan.leftOut).toMatchObject([{ address: 'monitor.w', action: 'replace' }]);
    expect((await harness.apply(team('b'), { saved: plan })).end).toBe('partial');
    expect(await deletes()).toBe(0);
    expect((await harness.apply(team('b'))).end).toBe('done');
    expect(await deletes()).toBe(1);
  });
});

describe('the command line', () => {
  const cli = useCliHarness();
  const declare = (text: string) => cli.project.write('a.yaml', `environments: { ${text} }\n`);

  it('says what it left out, in words and in records', async () => {
    cli.open();
    cli.project.write('postform.yaml', `postform: 1\nworkspace: ${cli.emulator.workspace}\ndesired: [a.yaml]\n`);
    declare('keep: { name: Keep, values: { a: 1 } }, old: { name: Old, values: { a: 1 } }');
    expect((await cli.postform('apply', '--auto-approve')).exit).toBe(0);
    declare('keep: { name: Keep, values: { a: 2 } }');
    const refused = await cli.postform('apply', '--auto-approve');
    expect([refused.exit, refused.err]).toEqual([7, expect.stringContaining('--no-delete')]);
    const planned = await cli.postform('plan', '--no-delete', '-o', 'p.json');
    expect(planned.out).toContain('environment.old would be deleted');
    expect(planned.out).toContain('Plan: 0 to add, 1 to change, 0 to delete');
    const misuse = await cli.postform('plan', '--destroy', '--no-delete');
    expect([misuse.exit, misuse.err]).toEqual([64, expect.stringContaining('E_CLI_NO_DELETE')]);
    const done = await cli.postform('apply', 'p.json', '--auto-approve', '--no-delete');
    expect(done.exit).toBe(3);
    expect(done.out).toContain('Nothing is deleted');
    expect(done.out).toContain('Done: 0 added, 1 changed, 0 deleted');
    expect(done.out).not.toContain('run it again');
    const { exit, out } = await cli.postform('apply', '--no-delete', '--auto-approve', '--json');
    const records = recordsOf(out);
    expect(exit).toBe(3);
    expect(records.find(({ type }) => type === 'left_out_change')).toMatchObject({
      change: { resource: { addr: 'environment.old' }, action: 'delete' },
    });
    expect(records.at(-1)).toMatchObject({ type: 'change_summary', left_out: 1, changes: { remove: 0 } });
    expect((await cli.postform('plan', '-o', 'd.json')).exit).toBe(0);
    expect(await cli.postform('apply', 'd.json', '--no-delete')).toMatchObject({ exit: 64 });
    const other = await cli.postform('apply', 'd.json', '--target', 'environment.old');
    expect([other.exit, other.err]).toEqual([64, expect.stringContaining('E_CLI_SAVED_PLAN')]);
  });
});
