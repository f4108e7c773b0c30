// Backups: what is about to be deleted or overwritten is kept as a request would carry it, without its secrets.
import { describe, expect, it } from 'vitest';
import { memoryBackupStore } from '../memory/ports.ts';
import type { JsonObject } from '../model/json.ts';
import type { Step } from '../model/plan.ts';
import type { ResourceRecord } from '../model/state.ts';
import { digester, remote, resource, secret, stateOf } from '../testing/given.ts';
import { makeHarness } from '../testing/harness.ts';
import { box } from '../testing/kinds.ts';
import { contextOf, stepOf } from '../testing/steps.ts';
import { keepBackup } from './backup.ts';

const fingerprint = (value: string): string => `(hidden, fingerprint ${digester.digest(value).slice(0, 8)})`;

async function kept(
  step: Step,
  values: JsonObject | undefined,
  { overwritten = [] as readonly string[], record = {} as Partial<ResourceRecord> } = {},
) {
  const item = resource('box.a', { name: 'A', values: { token: secret('token') } });
  const backups = memoryBackupStore();
  const harness = makeHarness(stateOf([{ resource: item, record }]), { backups });
  const context = contextOf(harness, [item], { overwritten: new Map([['box.a', overwritten]]) });
  await keepBackup(context, step, box, values && remote('box-a', { name: 'A', values }));
  return { bodies: Object.fromEntries(backups.bodies), events: harness.events };
}

describe('a backup', () => {
  it('is kept before a delete, as a body without the fields that the server sets, and its place is told', async () => {
    const { bodies, events } = await kept(stepOf('box.a', 'delete'), { v: 1 });
    expect(bodies).toEqual({ 'memory:box.a/box-a/1': { name: 'A', values: { v: 1 } } });
    expect(events).toEqual([{ type: 'kept', address: 'box.a', path: 'memory:box.a/box-a/1' }]);
  });
  it('is kept before an update only where that overwrites what somebody changed by hand', async () => {
    const update = stepOf('box.a', 'update');
    expect(await kept(update, { v: 1 })).toEqual({ bodies: {}, events: [] });
    const { bodies } = await kept(update, { v: 1 }, { overwritten: ['/values/v'] });
    expect(Object.keys(bodies)).toEqual(['memory:box.a/box-a/1']);
  });
  it('is not kept of what nobody has read', async () => {
    expect((await kept(stepOf('box.a', 'delete'), undefined)).bodies).toEqual({});
  });
  it('is named after the superseded object where that is the one to be deleted', async () => {
    const { bodies } = await kept(stepOf('box.a', 'delete', { deposed: 'old' }), { v: 1 });
    expect(Object.keys(bodies)).toEqual(['memory:box.a/old/1']);
  });
  it('hides what the kind calls sensitive, what the files declare as secret, and what was secret once', async () => {
    const values = { pin: 'p', token: 't', past: 'x', v: 'shown' };
    const { bodies } = await kept(stepOf('box.a', 'delete'), values, { record: { secrets: ['/values/past'] } });
    expect(Object.values(bodies)).toEqual([
      {
        name: 'A',
        values: { pin: fingerprint('p'), token: fingerprint('t'), past: fingerprint('x'), v: 'shown' },
      },
    ]);
  });
});
