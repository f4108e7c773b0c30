// The emulator command: what can be asked of it, and what it says to what cannot be.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished, vi } from 'vitest';
import { ended, runCommand, startCommand, startEmulatorProcess } from '../../../../tests/harness/command.ts';
import { runInside } from '../../../../tests/harness/in-process-cli.ts';

// Every command is a process of its own, and the machine may be busy.
vi.setConfig({ testTimeout: 60_000 });

function fileOf(text: string): string {
  const dir = mkdtempSync(join(tmpdir(), 'postform-emulator-'));
  onTestFinished(() => rmSync(dir, { recursive: true, force: true }));
  const path = join(dir, 'faults.json');
  writeFileSync(path, text);
  return path;
}

it('starts with the profile, switches, limits, month, key, seed, clock and faults it is told', async () => {
  const faults = fileOf(JSON.stringify({ faults: [{ on: { nth: 2 }, do: { kind: 'status', status: 503 } }] }));
  const flags =
    '--profile lenient --switch rateWindow=sliding --switch asyncUpdateMs=7 --switch workspaceDeleteMissing=404 --switch uidInPaths=refuse --seed other ' +
    '--key own-key --limits general=60/30,slow=5/10 --month 99 --clock virtual --speed 0 --mock-urls postman';
  const emulator = await startEmulatorProcess([...flags.split(' '), '--faults', faults]);
  const me = () => fetch(`${emulator.url}/me`, { headers: { 'x-api-key': emulator.env['POSTMAN_API_KEY'] ?? '' } });
  const first = await me();
  const second = await me();
  expect([first.status, second.status, emulator.env['POSTMAN_API_KEY']]).toEqual([200, 503, 'own-key']);
  expect(first.headers.get('date')).toBe('Thu, 01 Jan 2026 00:00:00 GMT');
  expect(first.headers.get('ratelimit-policy')).toBe('60;w=30');
  expect(first.headers.get('ratelimit-limit-month')).toBe('99');
  const switches = await emulator.control('GET', 'switches');
  expect(switches).toMatchObject({
    rateWindow: 'sliding',
    asyncUpdateMs: 7,
    schemaEcho: 'sent',
    workspaceDeleteMissing: '404',
  });
  const windows = (await emulator.control('GET', 'limits'))['windows'];
  expect(windows).toMatchObject([{ bucket: 'general', limit: 60, windowS: 30, kind: 'sliding', used: 2 }]);
  await emulator.stop();
});

it('explains itself', async () => {
  const { exit, out } = await runCommand(['emulator', '--help']);
  expect(exit).toBe(0);
  for (const flag of ['--profile', '--switch', '--seed', '--limits', '--clock', '--speed', '--faults', '--key']) {
    expect(out).toContain(flag);
  }
  expect(out).toContain('docs/emulator.md');
});

const WHERE = { cwd: tmpdir(), env: {} };

it.each([
  [['--profile', 'kind'], 'strict, lenient, hostile'],
  [['--limits', 'fast=1/2'], 'general=60/60,slow=5/10'],
  [['--limits', '0'], 'at least 1'],
  [['--clock', 'sundial'], 'real, virtual'],
  [['--speed', 'fast'], 'a number from 0 to 1000000'],
  [['--switch', 'rateWindow'], 'NAME=VALUE'],
  [['--switch', 'colour=red'], 'there is no switch named "colour". [E_CLI_EMULATOR_OPTION]'],
  [['--switch', 'rateWindow=round'], 'switch "rateWindow" may be opening, aligned, sliding'],
  [['--faults', '/nowhere/at-all.json'], '--faults: ENOENT'],
])('%j is wrong usage', async (flags, why) => {
  const ran = await runInside(['emulator', '--ephemeral', '--port', '0', ...flags], WHERE);
  expect(ran.exit).toBe(64);
  expect(ran.err).toContain(why);
});

it.each([
  ['{', '--faults:'],
  ['{"faults":[],"faults":[]}', '"faults" is written twice'],
  ['{"faults":[{"on":{"nth":9007199254740993}}]}', '9007199254740993 would be read as 9007199254740992'],
  ['{"faults":[{"do":{"kind":"melt"}}]}', 'faults[0].do.kind: must be one of status, reset'],
])('a file of faults that says %j is wrong usage', async (text, why) => {
  const ran = await runInside(['emulator', '--ephemeral', '--port', '0', '--faults', fileOf(text)], WHERE);
  expect(ran.exit).toBe(64);
  expect(ran.err).toContain(why);
});

it('a folder in use is refused, and the folder of a killed emulator is not', async () => {
  const dir = mkdtempSync(join(tmpdir(), 'postform-emulator-'));
  onTestFinished(() => rmSync(dir, { recursive: true, force: true }));
  const args = ['emulator', '--port', '0', '--json', '--data', dir];
  const first = startCommand(args);
  const end = ended(first);
  await new Promise((resolve) => first.stdout?.once('data', resolve));
  const second = await runCommand(args.filter((arg) => arg !== '--json'));
  expect(second.exit).toBe(1);
  expect(second.err).toContain(`the folder ${dir} is in use by the emulator of process ${first.pid}`);
  first.kill('SIGKILL');
  await end;
  const third = startCommand(args);
  await new Promise((resolve) => third.stdout?.once('data', resolve));
  third.kill('SIGTERM');
  expect((await ended(third)).exit).toBe(0);
});
