// Tests of disk faults: a refused operation is an error that says where, and the state stays whole.
import type { Entry } from '@postform/engine';
import { describe, expect, it } from 'vitest';
import { emptyState, recorded } from '../testing/contract.ts';
import { runOn } from '../testing/seams.ts';
import { type Operation, SimDisk } from '../testing/sim-disk.ts';

const PATH = '/p/staging.state';
const request = { operation: 'apply', initial: () => emptyState() };
const entry = (id: string): Entry => ({ type: 'records', records: { 'mock.a': recorded(id) } });
const on = (name: Operation['name'], path: string, code: string) => (operation: Operation) =>
  operation.name === name && operation.path === path ? code : undefined;

async function afterTwo() {
  const disk = new SimDisk();
  const run = runOn(disk, PATH);
  const lease = await run.store.lock(request);
  await lease.append(entry('1'));
  await lease.append(entry('2'));
  return { disk, run, lease };
}
const load = (disk: SimDisk) => runOn(disk, PATH).store.load();

describe('a disk that refuses', () => {
  it('a step for want of space: E_STATE_DISK says what, where and what is safe; the next step can be recorded', async () => {
    const { disk, lease } = await afterTwo();
    disk.refuse = on('write', `${PATH}.journal`, 'ENOSPC');
    await expect(lease.append(entry('3'))).rejects.toMatchObject({
      code: 'E_STATE_DISK',
      category: 'error',
      message:
        `Could not record a step in ${PATH}.journal: no space left on the disk (ENOSPC). ` +
        'Nothing is lost: all steps up to serial 2 are recorded, and the next run resumes from there.',
      hint: expect.stringContaining('Free disk space'),
    });
    expect(lease.state().serial).toBe(2);
    disk.refuse = () => undefined;
    await lease.append(entry('4'));
    expect(await load(disk)).toMatchObject({ serial: 3, resources: { 'mock.a': { current: { id: '4' } } } });
    await lease.release();
    expect(await load(disk)).toMatchObject({ serial: 3, resources: { 'mock.a': { current: { id: '4' } } } });
  });

  it('to sync a step: nothing more is recorded behind it, and what was acknowledged is kept', async () => {
    const { disk, lease } = await afterTwo();
    let refusals = 0;
    disk.refuse = (operation) => {
      const code = refusals === 0 ? on('sync', `${PATH}.journal`, 'EIO')(operation) : undefined;
      if (code !== undefined) refusals++;
      return code;
    };
    await expect(lease.append(entry('3'))).rejects.toMatchObject({
      code: 'E_STATE_DISK',
      message: expect.stringContaining('EIO'),
    });
    await expect(lease.append(entry('4'))).rejects.toMatchObject({ code: 'E_STATE_DISK' });
    await lease.release();
    expect(await load(disk)).toMatchObject({ serial: 2, resources: { 'mock.a': { current: { id: '2' } } } });
    expect(disk.paths()).toEqual([PATH]);
  });

  it('to cut a half-written step off again: nothing more is recorded, and the next run drops it with a warning', async () => {
    const { disk, lease } = await afterTwo();
    disk.refuse = ({ path }) => (path === `${PATH}.journal` ? 'ENOSPC' : undefined);
    await expect(lease.append(entry('3'))).rejects.toMatchObject({ code: 'E_STATE_DISK' });
    await expect(lease.append(entry('4'))).rejects.toMatchObject({ code: 'E_STATE_DISK' });
    const next = runOn(disk.afterKill(), PATH, { isAlive: () => false });
    const again = await next.store.lock(request);
    expect(again.state()).toMatchObject({ serial: 2, resources: { 'mock.a': { current: { id: '2' } } } });
    expect(next.warnings()[1]).toBe(
      `${PATH}.journal: dropped an unfinished last line that a killed run left. No completed step is lost.`,
    );
  });

  it.each(['create', 'write', 'sync', 'rename', 'syncFolder', 'truncate'] as const)(
    'the %s of a fold at the end: a warning, the lock is given back, and nothing is lost',
    async (name) => {
      const { disk, run, lease } = await afterTwo();
      const before = disk.operations.length;
      disk.refuse = (operation) =>
        operation.name === name && !operation.path.includes('.lock') && disk.operations.length > before
          ? 'EIO'
          : undefined;
      await lease.release();
      expect(run.warnings()).toHaveLength(1);
      expect(run.warnings()[0]).toContain('Nothing is lost: all steps up to serial 2 are recorded');
      expect(disk.paths()).not.toContain(`${PATH}.lock`);
      expect(await load(disk)).toMatchObject({ serial: 2, resources: { 'mock.a': { current: { id: '2' } } } });
      disk.refuse = () => undefined;
      const next = await runOn(disk, PATH).store.lock(request);
      await next.append(entry('3'));
      await next.release();
      expect(await load(disk)).toMatchObject({ serial: 3, resources: { 'mock.a': { current: { id: '3' } } } });
      expect(disk.paths()).toEqual([PATH]);
    },
  );

  it.each(['rename', 'syncFolder', 'truncate'] as const)(
    'the %s of a fold in the middle: a warning, and recording goes on in the same journal',
    async (name) => {
      const { disk, run, lease } = await afterTwo();
      const big = recorded('big', {}, { '/item': 'x'.repeat(300_000) });
      disk.refuse = (operation) => (operation.name === name ? 'EIO' : undefined);
      await lease.append({ type: 'records', records: { 'mock.big': big } });
      expect(run.warnings()).toHaveLength(1);
      await lease.append(entry('4'));
      disk.refuse = () => undefined;
      await lease.append(entry('5'));
      const state = lease.state();
      expect(state.serial).toBe(5);
      expect(await load(disk)).toEqual(state);
      expect(await load(disk.afterKill())).toEqual(state);
      await lease.release();
      expect(await load(disk)).toEqual(state);
    },
  );

  it('to make the lock: E_STATE_DISK, nothing changed', async () => {
    const disk = new SimDisk();
    disk.refuse = () => 'EACCES';
    await expect(runOn(disk, PATH).store.lock(request)).rejects.toMatchObject({
      code: 'E_STATE_DISK',
      message: `Could not lock ${PATH}.lock: permission denied (EACCES). No lock was taken and nothing was changed.`,
    });
  });

  it('to make the first state: E_STATE_DISK, and the lock is free again', async () => {
    const disk = new SimDisk();
    disk.refuse = on('rename', PATH, 'EROFS');
    await expect(runOn(disk, PATH).store.lock(request)).rejects.toMatchObject({
      code: 'E_STATE_DISK',
      message: 'Could not prepare /p: the disk is read-only (EROFS). The state is as it was.',
    });
    expect(disk.paths()).toEqual([]);
  });

  it('to remove the lock: a warning, and the state is there', async () => {
    const { disk, run, lease } = await afterTwo();
    disk.refuse = on('remove', `${PATH}.lock`, 'EPERM');
    await lease.release();
    expect(run.warnings()[0]).toContain('could not be removed and will expire');
    expect((await load(disk))?.serial).toBe(2);
  });
});
