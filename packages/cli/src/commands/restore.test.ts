// `restore`: what was kept is listed, put back where it was or anew, shows as an edit, and never carries a mask.
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { canary, recordsOf, useCliHarness } from '../../../../tests/harness/cli-harness.ts';

const cli = useCliHarness();
const kept = () => readdirSync(join(cli.project.dir, '.postform/overwritten')).sort();
/** As the server has it, straight over HTTP. */
async function bodyOf(id: string): Promise<string> {
  const { POSTMAN_API_BASE_URL: url, POSTMAN_API_KEY: key = '' } = cli.env();
  const reply = await fetch(`${url}/environments/${id}`, { headers: { 'x-api-key': key } });
  return reply.text();
}
const environments = { yaml: 'desired/orders.yaml' };

/** One environment, its name changed by hand, and the change overwritten; gives the file of the copy. */
async function overwritten(): Promise<string> {
  cli.open('01-one-environment');
  expect(await cli.postform('apply', '--auto-approve')).toMatchObject({ exit: 0 });
  await cli.byHand('environment.orders', { '/name': 'By hand' });
  expect(await cli.postform('apply', '--auto-approve', '--overwrite-remote')).toMatchObject({ exit: 0 });
  return kept()[0]!;
}

/** An environment that was deleted because it left the files; gives the file of the copy and what the files said. */
async function deleted(): Promise<{ readonly file: string; readonly text: string; readonly id: string }> {
  cli.open('01-one-environment');
  expect(await cli.postform('apply', '--auto-approve')).toMatchObject({ exit: 0 });
  const id = (await cli.postform('output', 'environment.orders.id')).out.trim();
  const text = cli.project.read(environments.yaml);
  cli.project.write(environments.yaml, '{}\n');
  expect(await cli.postform('apply', '--auto-approve', '--allow-delete', '1')).toMatchObject({ exit: 0 });
  return { file: kept()[0]!, text, id };
}

describe('the list', () => {
  it('says what is kept, newest first, for people and for programs, and sends no call', async () => {
    const file = await overwritten();
    await cli.byHand('environment.orders', { '/name': 'Again' });
    await cli.postform('apply', '--auto-approve', '--overwrite-remote');
    const calls = await cli.callsOf(async () => {
      const { exit, out } = await cli.postform('restore');
      expect(exit).toBe(0);
      const rows = out.split('\n').filter((line) => line.includes('environment.orders'));
      expect(rows).toHaveLength(2);
      expect(rows[0]).toMatch(
        /^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d {2}environment\.orders {2}Again +overwritten +\d+ B +\S+\.json$/,
      );
      expect(rows[1]).toContain(file);
      const records = recordsOf((await cli.postform('restore', '--json')).out);
      expect(records.map(({ type }) => type)).toEqual(['version', 'backup', 'backup']);
      expect(records[2]).toMatchObject({ name: 'By hand', why: 'overwritten', path: `.postform/overwritten/${file}` });
    });
    expect(calls).toBe(0);
  });

  it('says that nothing is kept', async () => {
    cli.open('01-one-environment');
    expect(await cli.postform('restore')).toMatchObject({ exit: 0, out: expect.stringContaining('Nothing is kept') });
  });
});

describe('an object that is still managed', () => {
  it('is updated, and shows as a change by hand that only a review undoes', async () => {
    const file = await overwritten();
    const run = await cli.postform('restore', file, '--auto-approve');
    expect(run).toMatchObject({ exit: 0 });
    expect(run.out).toContain('a kept copy is put back');
    expect(run.out).toContain('Plan: 0 to add, 1 to change, 0 to delete');
    expect(run.out).toContain('2 calls, as predicted');
    expect(run.err).toContain('counts as changed by hand now');
    expect(run.err).toContain('To keep it, run postform pull environment.orders');
    const plan = await cli.postform('plan');
    expect(plan.out).toContain('it was changed by hand');
    expect(plan.out).toContain('By hand');
    expect(await cli.postform('drift')).toMatchObject({ exit: 2 });
    expect(await cli.postform('apply', '--auto-approve')).toMatchObject({ exit: 7 });
  });

  it('is left alone where it already is as it was kept', async () => {
    const file = await overwritten();
    await cli.postform('restore', file, '--auto-approve');
    const again = await cli.postform('restore', `.postform/overwritten/${file}`, '--auto-approve');
    expect(again).toMatchObject({ exit: 0, out: '' });
    expect(again.err).toContain('environment.orders already is as it was kept. Nothing was written.');
    expect((await cli.postform('drift')).exit).toBe(2);
  });

  it('that was edited again is refused, and with a flag the edit is kept in its turn', async () => {
    const file = await overwritten();
    await cli.byHand('environment.orders', { '/name': 'Another' });
    expect(await cli.postform('restore', file, '--auto-approve')).toMatchObject({ exit: 7 });
    expect(await cli.postform('restore', file, '--auto-approve', '--overwrite-remote')).toMatchObject({ exit: 0 });
    expect((await cli.postform('restore')).out).toContain('Another');
  });

  it('keeps the secrets that it has: no mask is written, and what was hidden is named', async () => {
    await cli.applyTeam();
    await cli.byHand('environment.orders', { '/name': 'By hand' });
    expect(await cli.postform('apply', '--auto-approve', '--overwrite-remote')).toMatchObject({ exit: 0 });
    const file = kept()[0]!;
    expect(cli.project.read(`.postform/overwritten/${file}`)).toContain('(hidden');
    const run = await cli.postform('restore', file, '--auto-approve', '--json');
    expect(run.exit).toBe(0);
    expect(recordsOf(run.out).find(({ type }) => type === 'restoring')).toMatchObject({
      how: 'edit',
      hidden: ['/values/token'],
    });
    expect(recordsOf(run.out).at(-2)).toMatchObject({ changes: { change: 1, operation: 'restore' } });
    const id = (await cli.postform('output', 'environment.orders.id')).out.trim();
    const live = await bodyOf(id);
    expect(live).toContain('By hand');
    expect(live).toContain(canary);
    expect(live).not.toContain('hidden');
  });

  it('is refused where the state does not know what became of the last write', async () => {
    cli.open('01-one-environment');
    cli.project.write('postform.yaml', `${cli.project.read('postform.yaml')}settle: { mode: lazy }\n`);
    await cli.postform('apply', '--auto-approve');
    await cli.postform('apply', '--auto-approve');
    await cli.byHand('environment.orders', { '/name': 'By hand' });
    expect(await cli.postform('apply', '--auto-approve', '--overwrite-remote')).toMatchObject({ exit: 0 });
    const early = await cli.postform('restore', kept()[0]!, '--auto-approve');
    expect(early).toMatchObject({ exit: 7, err: expect.stringContaining('E_RESTORE_RECORD') });
    await cli.postform('apply', '--auto-approve');
    expect(await cli.postform('restore', kept()[0]!, '--auto-approve')).toMatchObject({ exit: 0 });
  });
});

describe('an object that was deleted', () => {
  it('is made anew, and nobody manages it', async () => {
    const { file } = await deleted();
    const run = await cli.postform('restore', file, '--auto-approve');
    expect(run).toMatchObject({ exit: 0 });
    expect(run.err).toContain('Nobody manages it');
    const plan = await cli.postform('plan', '--detailed-exitcode');
    expect(plan).toMatchObject({ exit: 0 });
    expect(plan.out).toContain('Unmanaged, left alone: 1 object');
    expect((await cli.postform('state', 'list')).out).toBe('');
  });

  it('is made anew under its address where the files declare it, and counts as edited', async () => {
    const { file, text } = await deleted();
    cli.project.write(environments.yaml, text.replace(/name: .*/, 'name: New name'));
    const run = await cli.postform('restore', file, '--auto-approve');
    expect(run).toMatchObject({ exit: 0 });
    expect(run.err).toContain('a plan would have created it anyway');
    expect((await cli.postform('plan')).out).toContain('it was changed by hand');
    expect((await cli.postform('drift')).exit).toBe(2);
    expect(await cli.postform('apply', '--auto-approve')).toMatchObject({ exit: 7 });
  });

  it('in Postman, while the state still has it, is made anew, too', async () => {
    const file = await overwritten();
    const id = (await cli.postform('output', 'environment.orders.id')).out.trim();
    await cli.emulator.control('POST', 'edit', { kind: 'environment', id, delete: true });
    expect(await cli.postform('restore', file, '--auto-approve')).toMatchObject({ exit: 0 });
    expect((await cli.postform('output', 'environment.orders.id')).out.trim()).not.toBe(id);
    expect((await cli.postform('plan')).out).toContain('it was changed by hand');
  });

  it('whose copy lacks what no read returns is refused, unless the files say it', async () => {
    await cli.applyTeam();
    const text = cli.project.read('desired/orders.yaml');
    cli.project.write(
      'desired/orders.yaml',
      text.replace(/\nmocks:[\s\S]*\nmonitors:/, '\nmonitors:').replace(/ +mockUrl:.*\n/, ''),
    );
    expect(await cli.postform('apply', '--auto-approve', '--allow-delete', '1')).toMatchObject({ exit: 0 });
    const file = kept().find((name) => name.includes('mock.orders'))!;
    const alone = await cli.postform('restore', file, '--auto-approve');
    expect(alone).toMatchObject({ exit: 7, err: expect.stringContaining('E_RESTORE_COPY') });
    expect(alone.err).toContain('/private');
    cli.project.write('desired/orders.yaml', text);
    expect(await cli.postform('restore', file, '--auto-approve')).toMatchObject({ exit: 0 });
  });
});

describe('a restore is refused', () => {
  it('where the object is there and nobody manages it: it is neither written over nor made twice', async () => {
    const file = await overwritten();
    const id = (await cli.postform('output', 'environment.orders.id')).out.trim();
    await cli.postform('state', 'rm', 'environment.orders');
    cli.project.write(environments.yaml, '{}\n');
    const { exit, err } = await cli.postform('restore', file, '--auto-approve');
    expect(exit).toBe(7);
    expect(err).toContain('E_RESTORE_UNMANAGED');
    expect(err).toContain(`postform import environment.orders ${id}`);
  });

  it('where nobody can be asked, where the file is none, and where it is of another workspace', async () => {
    const file = await overwritten();
    expect(await cli.postform('restore', file)).toMatchObject({
      exit: 1,
      err: expect.stringContaining('E_CLI_NO_PROMPT'),
    });
    const missing = await cli.postform('restore', 'nothing.json', '--auto-approve');
    expect(missing).toMatchObject({ exit: 64, err: expect.stringContaining('E_CLI_KEPT') });
    expect(await cli.postform('restore', 'postform.yaml', '--auto-approve')).toMatchObject({ exit: 64 });
    const path = `.postform/overwritten/${file}`;
    const elsewhere = cli.project.read(path).replace(/"workspace": "[^"]*"/, '"workspace": "another"');
    cli.project.write(path, elsewhere);
    const other = await cli.postform('restore', file, '--auto-approve');
    expect(other).toMatchObject({ exit: 7, err: expect.stringContaining('E_RESTORE_COPY') });
  });
});
