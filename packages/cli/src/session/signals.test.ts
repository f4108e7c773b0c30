// Signals from the outside: whatever a run is doing, it ends with 128 and the number of the signal.
import { EventEmitter } from 'node:events';
import { describe, expect, it } from 'vitest';
import { useCliHarness } from '../../../../tests/harness/cli-harness.ts';
import { ended, startCommand } from '../../../../tests/harness/command.ts';
import { listenForInterrupt, signalExits } from './interrupt.ts';

const signals = Object.entries(signalExits) as [keyof typeof signalExits, number][];

/** Says when the built program is about to be loaded, and then never loads it. */
const hooks = `export async function load(url, context, next) {
  if (!url.endsWith('/dist/main.js')) return next(url, context);
  process._rawDebug('loading');
  await new Promise((resolve) => setTimeout(resolve, 60_000));
}`;
const stuck = `import { register } from 'node:module';
register('data:text/javascript,' + encodeURIComponent(${JSON.stringify(hooks)}));`;
const loadsForever = { NODE_OPTIONS: `--import=data:text/javascript,${encodeURIComponent(stuck)}` };

describe('a signal', () => {
  const cli = useCliHarness();

  it.each(signals)('%s during the start, before any module of ours is loaded, is exit %i', async (signal, exit) => {
    const child = startCommand(['plan'], { env: loadsForever });
    child.stderr?.once('data', () => child.kill(signal));
    expect(await ended(child)).toMatchObject({ exit, out: '' });
  });

  it.each(signals)('%s while a plan waits for the server is exit %i', async (signal, exit) => {
    cli.open();
    cli.project.write('postform.yaml', `postform: 1\nworkspace: ${cli.emulator.workspace}\ndesired: [a.yaml]\n`);
    cli.project.write('a.yaml', 'environments: { one: { name: One, values: { a: 1 } } }\n');
    await cli.emulator.control('POST', 'faults', {
      faults: [{ on: { method: 'GET' }, do: { kind: 'slow', ms: 9_000 } }],
    });
    const child = startCommand(['plan'], { cwd: cli.project.dir, env: cli.env() });
    child.stderr?.once('data', () => child.kill(signal));
    expect(await ended(child)).toMatchObject({ exit, out: '' });
    await cli.emulator.control('DELETE', 'faults');
  });

  it('SIGTERM while an apply writes is 143 once the step under way is recorded, and the next run goes on', async () => {
    cli.open();
    cli.project.write('postform.yaml', `postform: 1\nworkspace: ${cli.emulator.workspace}\ndesired: [a.yaml]\n`);
    const values = '{ name: N, values: { a: 1 } }';
    cli.project.write('a.yaml', `environments: { one: ${values}, two: ${values.replace('N', 'M')} }\n`);
    await cli.emulator.control('POST', 'faults', {
      faults: [{ on: { method: 'POST' }, do: { kind: 'slow', ms: 400 } }],
    });
    const args = ['apply', '--auto-approve', '--parallelism', '1'];
    const child = startCommand(args, { cwd: cli.project.dir, env: cli.env() });
    child.stderr?.on('data', (chunk: Buffer) => {
      if (chunk.toString().includes('creating')) child.kill('SIGTERM');
    });
    const stopped = await ended(child);
    await cli.emulator.control('DELETE', 'faults');
    expect(stopped).toMatchObject({ exit: 143 });
    expect(stopped.out).toContain('Stopped: 1 added');
    const next = await cli.postform('apply', '--auto-approve');
    expect([next.exit, next.out]).toEqual([0, expect.stringContaining('Done: 1 added')]);
  });
});

describe('listening for signals', () => {
  it.each(signals)(
    'of %s, the second one ends the process at once, and the first one decides how a run ends',
    (signal, exit) => {
      const ends: unknown[] = [];
      const emitter = new EventEmitter();
      const host = Object.assign(emitter, { exit: (code: unknown) => void ends.push(['exit', code]) as never });
      const listening = listenForInterrupt(host as unknown as NodeJS.Process, (first) => void ends.push(first));
      expect([listening.exit(), listening.signal.aborted]).toEqual([130, false]);
      emitter.emit(signal);
      expect([listening.exit(), listening.signal.aborted]).toEqual([exit, true]);
      emitter.emit('SIGINT');
      expect(ends).toEqual([exit, ['exit', 130]]);
      listening.release();
      expect(emitter.eventNames()).toEqual([]);
    },
  );
});
