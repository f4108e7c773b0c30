// A process that is stopped between its intent and its call, while another one does the work: the kernel stops it, and its clock goes on.
import { existsSync, rmSync, writeFileSync } from 'node:fs';
import { expect, it, onTestFinished } from 'vitest';
import { useCliHarness } from '../../../../tests/harness/cli-harness.ts';
import { ended, runCommand, startCommand } from '../../../../tests/harness/command.ts';

const cli = useCliHarness();

/** Runs first in the command: its clock is ahead by what a file says, and it stops itself once the intent of a create is on disk. */
const script = `
  import fs from 'node:fs';
  import { open } from 'node:fs/promises';
  const { AHEAD_FILE, STOPPED_FILE } = process.env;
  const now = Date.now;
  Date.now = () => now() + Number(fs.readFileSync(AHEAD_FILE, 'utf8'));
  const handle = await open(AHEAD_FILE, 'r');
  const files = Object.getPrototypeOf(handle);
  await handle.close();
  const { datasync } = files;
  files.datasync = async function () {
    await datasync.call(this);
    if (STOPPED_FILE === undefined || fs.existsSync(STOPPED_FILE)) return;
    const path = fs.readlinkSync('/proc/self/fd/' + this.fd);
    if (!path.endsWith('.journal') || !fs.readFileSync(path, 'utf8').includes('"op":"create"')) return;
    fs.writeFileSync(STOPPED_FILE, '');
    process.kill(process.pid, 'SIGSTOP');
  };
`;

it.skipIf(process.platform !== 'linux')(
  'sends nothing when it goes on, says why, and exits 6 (needs Linux)',
  async () => {
    cli.open('01-one-environment');
    const { dir } = cli.project;
    const [aheadFile, stoppedFile] = [`${dir}.home-ahead`, `${dir}.home-stopped`];
    const env = {
      ...cli.env(),
      NODE_OPTIONS: `--import=data:text/javascript,${encodeURIComponent(script)}`,
      AHEAD_FILE: aheadFile,
    };
    onTestFinished(() => {
      for (const file of [aheadFile, stoppedFile]) rmSync(file, { force: true });
    });
    writeFileSync(aheadFile, '0');
    const child = startCommand(['apply', '--auto-approve'], { cwd: dir, env: { ...env, STOPPED_FILE: stoppedFile } });
    const end = ended(child);
    onTestFinished(() => void child.kill('SIGKILL'));
    await expect.poll(() => existsSync(stoppedFile), { timeout: 20_000, interval: 20 }).toBe(true);
    writeFileSync(aheadFile, '200000');
    const other = await runCommand(['apply', '--auto-approve'], { cwd: dir, env });
    child.kill('SIGCONT');
    expect(other).toMatchObject({ exit: 0 });
    const first = await end;
    expect(first).toMatchObject({ exit: 6 });
    expect(`${first.out}${first.err}`).toContain('E_STATE_LEASE_LOST');
    const { objects } = await cli.emulator.control('GET', 'objects/environment');
    expect(objects).toHaveLength(1);
    expect(await runCommand(['plan', '--detailed-exitcode'], { cwd: dir, env })).toMatchObject({ exit: 0 });
  },
);
