// The program around the commands: help, usage, schemas, the emulator's one line.
import { tmpdir } from 'node:os';
import { describe, expect, it, vi } from 'vitest';
import { runCommand, startEmulatorProcess } from '../../../tests/harness/command.ts';
import { runInside } from '../../../tests/harness/in-process-cli.ts';
import { commands } from './command-table.ts';

/** Prints the name of every module that is loaded to stderr. */
const hooks = `export async function resolve(name, context, next) {
  process._rawDebug('loads ' + name);
  return next(name, context);
}`;
const spy = `import { register } from 'node:module';
register('data:text/javascript,' + encodeURIComponent(${JSON.stringify(hooks)}));`;
const spying = { NODE_OPTIONS: `--import=data:text/javascript,${encodeURIComponent(spy)}` };

// Every command is a process of its own, and the machine may be busy.
vi.setConfig({ testTimeout: 60_000 });

const WHERE = { cwd: tmpdir(), env: {} };

describe('the program', () => {
  it.each(['--help', '--version'])('%s loads no package of ours and no vendor library but its own', async (flag) => {
    const ran = await runCommand([flag], { env: spying });
    expect(ran.exit).toBe(0);
    const loaded = [...ran.err.matchAll(/^loads (.*)$/gm)].map((match) => match[1]!);
    const packages = loaded.filter((name) => !/^(\.|file:|node:|data:|\/)/.test(name));
    expect([...new Set(packages)].sort()).toEqual(['commander', 'picocolors']);
  });

  it('prints help where nothing is asked for, and the version in each form that people type', async () => {
    const inside = (...argv: string[]) => runInside(argv, WHERE);
    const help = await inside('--help');
    expect(help).toMatchObject({ exit: 0, out: expect.stringContaining('Usage: postform'), err: '' });
    expect(await inside()).toEqual(help);
    for (const form of ['--version', '-v', 'version'])
      expect(await inside(form)).toEqual({ exit: 0, out: 'postform 0.0.0\n', err: '' });
  });

  it('prints no colour with --no-color, whatever the terminal asks for', async () => {
    const env = { FORCE_COLOR: '1' };
    expect((await runCommand(['plan', '-C', tmpdir()], { env })).err).toContain('\u001b[');
    expect((await runCommand(['plan', '-C', tmpdir(), '--no-color'], { env })).err).not.toContain('\u001b[');
  });

  it('takes a wrong word for the nearest command, and ends with 64', async () => {
    const ran = await runCommand(['aply']);
    expect(ran).toMatchObject({ exit: 64, out: '' });
    expect(ran.err).toContain('Did you mean apply?');
  });

  it.each([
    [['plan', '--refresh', 'half'], 'full, auto, list, none'],
    [['plan', '--allow-delete', 'some'], 'a whole number'],
    [['apply', '--lock-timeout', '5'], '500ms, 30s, 5m or 1h'],
    [['plan', '--var', 'host'], 'NAME=VALUE'],
    [['plan', '--var', '__proto__=1'], '"__proto__" is not a valid variable name'],
    [['constructor'], 'constructor'],
    [['plan', '--nope'], 'unknown option'],
    [['emulator', '--port', '99999'], 'a port from 0 to 65535'],
    [['destroy', '--replace', 'environment.x'], 'unknown option'],
    [['plan', 'surplus'], 'too many arguments'],
    [['state', 'mv', 'a.b'], "missing required argument 'TO'"],
    [['schema', 'nope'], 'E_CLI_NO_SCHEMA'],
  ])('%j is wrong usage', async (args, why) => {
    const ran = await runInside(args, WHERE);
    expect(ran.exit).toBe(64);
    expect(ran.err).toContain(why);
  });

  it.each([
    [['plan', '--nope', '--json'], "Unknown option '--nope'"],
    [['--json', 'plan', '-out=x'], 'Options of more than one letter take two dashes'],
    [['aply', '--json'], "Unknown command 'aply'"],
    [['state', 'rm', '', '--json'], 'An argument is empty'],
  ])('%j is told as a record', async (args, summary) => {
    const ran = await runInside(args, WHERE);
    expect(ran).toMatchObject({ exit: 64, err: '' });
    const { diagnostic } = JSON.parse(ran.out);
    expect(diagnostic).toMatchObject({ severity: 'error', code: 'E_CLI_USAGE' });
    expect(diagnostic.summary).toContain(summary);
  });

  it('has help for every command', async () => {
    for (const { name, summary } of commands.filter((row) => ['plan', 'state rm', 'import'].includes(row.name))) {
      const ran = await runInside([...name.split(' '), '--help'], WHERE);
      expect(ran).toMatchObject({ exit: 0, err: '' });
      expect(ran.out).toContain(summary);
    }
  });

  it('prints schemas', async () => {
    for (const what of ['project', 'desired', 'monitor']) {
      const ran = await runInside(['schema', what], WHERE);
      expect(JSON.parse(ran.out)).toHaveProperty('properties');
    }
  });

  it('starts an emulator that says in one line where it is', async () => {
    const emulator = await startEmulatorProcess();
    const taken = await runCommand(['emulator', '--ephemeral', '--port', new URL(emulator.url).port]);
    expect(taken.exit).toBe(1);
    expect(taken.err).toContain('E_CLI_EMULATOR');
    const { exit, out } = await emulator.stop();
    expect(exit).toBe(0);
    expect(out.trim().split('\n')).toHaveLength(1);
    expect(Object.keys(JSON.parse(out) as object)).toEqual(['url', 'api_key', 'workspace']);
  });
});
