// The commands as people run them, on a team's workspace: drift, state, secrets, import.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { canary, recordsOf, useCliHarness } from '../../../../tests/harness/cli-harness.ts';

const cli = useCliHarness();

describe("a service team's project", () => {
  it('shows what was changed by hand, and counts nothing else as drift', async () => {
    await cli.applyTeam();
    cli.project.edit('desired/orders.yaml', 'name: Orders mock', 'name: Orders mock server');
    await cli.emulator.control('POST', 'edit', { kind: 'environment', create: { name: 'Scratch', values: [] } });
    const before = await cli.start('drift');
    expect(before).toMatchObject({ exit: 0 });
    expect(before.out).toContain('mock.orders');
    expect(before.out).toContain('environment "Scratch"');
    expect(before.out).toContain('No drift');

    await cli.byHand('monitor.orders-smoke', { '/schedule/cron': '0 5 * * *' });
    const drift = await cli.postform('drift');
    expect(drift).toMatchObject({ exit: 2 });
    expect(drift.out).toContain('schedule.cron: "*/30 * * * *" → "0 5 * * *"');
    expect(drift.out).toContain('1 object changed by hand');
    const json = recordsOf((await cli.postform('drift', '--json')).out);
    expect(json.filter(({ type }) => type === 'resource_drift')).toHaveLength(1);
    expect(await cli.postform('drift', '--refresh', 'none')).toMatchObject({ exit: 4 });

    const refused = await cli.postform('apply', '--auto-approve');
    expect(refused).toMatchObject({ exit: 7 });
    expect(refused.err).toContain('--overwrite-remote');
    expect(await cli.postform('apply', '--auto-approve', '--overwrite-remote')).toMatchObject({ exit: 0 });
    expect(await cli.postform('drift')).toMatchObject({ exit: 0 });
    expect(readdirSync(join(cli.project.dir, '.postform/overwritten'))).toHaveLength(1);
  });

  it('lists, shows, renames and forgets what it remembers', async () => {
    await cli.applyTeam();
    expect((await cli.start('state', 'list')).out.split('\n')).toHaveLength(8);
    const url = await cli.start('output', 'mock.orders.mockUrl');
    expect(url.out).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/_mock\/\S+\n$/);
    expect((await cli.postform('output', 'mock.orders.nothing')).err).toContain('E_CLI_NO_OUTPUT');
    expect((await cli.start('show', 'mock.orders')).out).toContain('mockUrl');
    expect(JSON.parse((await cli.start('state', 'show', 'mock.orders', '--json')).out)).toHaveProperty('baseline');
    expect(await cli.start('state', 'mv', 'mock.orders', 'mock.shop')).toMatchObject({ exit: 0 });
    const gone = await cli.postform('state', 'show', 'mock.orders');
    expect(gone).toMatchObject({ exit: 1, out: '' });
    expect(gone.err).toContain('E_STATE_ADDRESS');
    expect((await cli.postform('state', 'mv', 'mock.shop', 'monitor.shop')).err).toContain('E_STATE_MOVE');
    expect(await cli.start('state', 'accept', 'mock.shop')).toMatchObject({ exit: 0 });
    expect(await cli.start('state', 'rm', 'mock.shop')).toMatchObject({ exit: 0 });
    expect((await cli.postform('state', 'list')).out).not.toContain('mock.');
  });

  it('keeps a secret out of every output and every file', async () => {
    cli.open('02-service-team');
    const outputs = [
      await cli.start('plan', '-o', 'plan.json'),
      await cli.start('apply', 'plan.json'),
      await cli.postform('show', 'plan.json', '--json'),
      await cli.postform('show', '--json'),
      await cli.postform('output', '--json'),
      await cli.start('destroy', '--auto-approve', '--json'),
    ];
    for (const { exit, out, err } of outputs) {
      expect(exit).toBe(0);
      expect(out + err).not.toContain(canary);
    }
    const names = readdirSync(cli.project.dir, { recursive: true, withFileTypes: true });
    for (const entry of names.filter((one) => one.isFile())) {
      expect(readFileSync(join(entry.parentPath, entry.name), 'utf8')).not.toContain(canary);
    }
  });

  it('is taken over from its workspace with nothing left to do, and without its secrets', async () => {
    await cli.applyTeam();
    cli.open();
    const taken = await cli.start('import', '--workspace', cli.emulator.workspace, '--all', '--out', 'taken');
    expect(taken).toMatchObject({ exit: 0, out: '' });
    expect(taken.err).toContain('ORDERS_TOKEN   (secret orders-token)');
    expect(taken.err).toContain('Postman does not return the following, so it was guessed: private: true');
    expect(cli.project.read('taken/desired/environments.yaml')).toContain('secret: orders-token');
    expect(cli.project.read('taken/desired/environments.yaml')).not.toContain(canary);
    expect(cli.project.read('taken/collections/orders.postman_collection.json')).not.toMatch(/"(id|uid|_postman_id)":/);
    const plan = await cli.postform('-C', 'taken', 'plan', '--detailed-exitcode');
    expect(plan).toMatchObject({ exit: 0 });
    expect(plan.out).not.toContain('unexplained difference');
    const again = await cli.postform('import', '--workspace', cli.emulator.workspace, '--all', '--out', 'taken');
    expect(again.err).toContain('E_CLI_FILE_EXISTS');
  });
});
