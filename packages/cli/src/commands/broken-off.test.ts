// Applies that end early: a step that fails, a quota that is used up, Ctrl-C. The next run goes on.
import { describe, expect, it } from 'vitest';
import { useCliHarness } from '../../../../tests/harness/cli-harness.ts';
import { ended, runCommand, startCommand, startEmulatorProcess } from '../../../../tests/harness/command.ts';

const cli = useCliHarness();

describe('an apply that ends early', () => {
  it('goes on where one step fails, says what was left because of it, and resumes', async () => {
    cli.open('02-service-team');
    await cli.emulator.control('POST', 'faults', {
      faults: [{ on: { operation: 'createMock' }, do: { kind: 'status', status: 400 } }],
    });
    const first = await cli.postform('apply', '--auto-approve');
    await cli.emulator.control('DELETE', 'faults');
    expect(first).toMatchObject({ exit: 3 });
    expect(first.out).toContain('Failed: mock.orders, creating:');
    expect(first.out).toContain('Skipped: environment.orders, because mock.orders failed');
    expect(first.out).toMatch(/Stopped: \d added, .* · \d+ calls, 14 predicted/);
    expect(await cli.postform('apply', '--auto-approve')).toMatchObject({ exit: 0 });
    expect(await cli.postform('plan', '--detailed-exitcode')).toMatchObject({ exit: 0 });
  });

  it('writes nothing where the month does not hold the worst price: exit 4', async () => {
    cli.open('02-service-team');
    const poor = await startEmulatorProcess(['--limits', 'off', '--month', '20']);
    const apply = await runCommand(['apply', '--auto-approve'], {
      cwd: cli.project.dir,
      env: { ...cli.env(), ...poor.env },
    });
    expect(apply).toMatchObject({ exit: 4 });
    expect(apply.err).toMatch(/\[E_CLIENT_[A-Z_]+\]/);
    expect(await poor.control('GET', 'objects/collection')).toEqual({ objects: [] });
    await poor.stop();
  });

  it('finishes what is under way at the first Ctrl-C, and the next run goes on without twins', async () => {
    cli.open('02-service-team');
    await cli.emulator.control('POST', 'faults', {
      faults: [{ on: { method: 'POST' }, do: { kind: 'slow', ms: 400 } }],
    });
    const args = ['apply', '--auto-approve', '--parallelism', '1'];
    const child = startCommand(args, { cwd: cli.project.dir, env: cli.env() });
    child.stderr?.on('data', (chunk: Buffer) => {
      if (chunk.toString().includes('creating')) child.kill('SIGINT');
    });
    const first = await ended(child);
    await cli.emulator.control('DELETE', 'faults');
    expect(first).toMatchObject({ exit: 130 });
    expect(first.err).toContain('Interrupted');
    expect(first.out).toContain('Not started');
    expect(await cli.postform('apply', '--auto-approve')).toMatchObject({ exit: 0 });
    const { objects } = (await cli.emulator.control('GET', 'objects/collection')) as { objects: unknown[] };
    expect(objects).toHaveLength(2);
    expect(await cli.postform('plan', '--detailed-exitcode')).toMatchObject({ exit: 0 });
  });

  it('says at the second Ctrl-C what is the case, and the next run resumes', async () => {
    cli.open('02-service-team');
    await cli.emulator.control('POST', 'faults', {
      faults: [{ on: { method: 'POST' }, do: { kind: 'slow', ms: 2_000 } }],
    });
    const child = startCommand(['apply', '--auto-approve', '--parallelism', '1'], {
      cwd: cli.project.dir,
      env: cli.env(),
    });
    child.stderr?.on('data', (chunk: Buffer) => {
      const text = chunk.toString();
      if (text.includes('creating') || text.includes('Press Ctrl-C again')) child.kill('SIGINT');
    });
    const stopped = await ended(child);
    await cli.emulator.control('DELETE', 'faults');
    expect(stopped).toMatchObject({ exit: 130, out: expect.not.stringContaining('Stopped:') });
    expect(stopped.err).toContain('Stopped at once. The state is consistent');
    expect((await cli.postform('lock', 'show')).out).toContain('(gone)');
    expect(await cli.postform('apply', '--auto-approve', '--settle-time', '100ms')).toMatchObject({ exit: 0 });
    expect(await cli.postform('plan', '--detailed-exitcode')).toMatchObject({ exit: 0 });
  });
});
