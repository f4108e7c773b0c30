// One object read by its id: that it is gone is believed only where the index does not name it either.
import { describe, expect, it } from 'vitest';
import type { JsonObject } from '../model/json.ts';
import type { ObjectRef } from '../model/read-set.ts';
import { remote, stateOf, WORKSPACE } from '../testing/given.ts';
import { denyReads, makeHarness } from '../testing/harness.ts';
import { holding } from '../testing/interrupted.ts';
import { box } from '../testing/kinds.ts';
import { confirmAbsence, readConfirmed, readObject } from './read-object.ts';

const identity = { id: 'box-a', uid: 'u-box-a' };
const item: ObjectRef = { address: 'box.a', kind: box, identity };
const object = remote('box-a', { name: 'A' });
const gone = { status: 'absent', identity } as const;
const READ = 'read boxes box-a';

const given = (...objects: readonly JsonObject[]) => {
  const harness = makeHarness(stateOf([]));
  holding(...objects)(harness);
  return { harness, run: { workspace: WORKSPACE, reservation: harness.reservation } };
};

describe('a read', () => {
  it('costs one call, whatever it says', async () => {
    const { harness, run } = given(object);
    expect(await readObject(harness.ports, item, run)).toMatchObject({ status: 'found', remote: object });
    holding()(harness);
    expect(await readObject(harness.ports, item, run)).toEqual(gone);
    expect(harness.calls).toEqual([READ, READ]);
  });
});

describe('a confirmed read', () => {
  it('of an object that is there costs one call', async () => {
    const { harness, run } = given(object);
    expect(await readConfirmed(harness.ports, item, run)).toMatchObject({ status: 'found' });
    expect(harness.calls).toEqual([READ]);
  });

  it('of an object that cannot work any more costs one call: only an absence needs a second witness', async () => {
    const { harness, run } = given({ ...object, lid: 'shut' });
    expect(await readConfirmed(harness.ports, item, run)).toMatchObject({ status: 'deactivated' });
    expect(harness.calls).toEqual([READ]);
  });

  it('of an object that is gone costs one call more, for the index', async () => {
    const { harness, run } = given();
    expect(await readConfirmed(harness.ports, item, run)).toEqual(gone);
    expect(harness.calls).toEqual([READ, 'workspace']);
    expect(harness.slept).toEqual([]);
  });

  it('that the index contradicts is repeated, and an object that shows itself then is found', async () => {
    const { harness, run } = given(object);
    denyReads(harness, 'box-a', 1);
    expect(await readConfirmed(harness.ports, item, run)).toMatchObject({ status: 'found' });
    expect(harness.slept).toEqual([1_000]);
    expect([...harness.calls].sort()).toEqual([READ, READ, 'workspace', 'workspace']);
  });

  it('that the index stops contradicting within the settle time is believed', async () => {
    const { harness, run } = given(object);
    denyReads(harness, 'box-a');
    harness.ports.clock.sleep = async () => {
      harness.unlisted.set('box-a', Number.POSITIVE_INFINITY);
    };
    expect(await readConfirmed(harness.ports, item, run)).toEqual(gone);
  });

  it('that the index goes on contradicting is an error that says both', async () => {
    const { harness, run } = given(object);
    denyReads(harness, 'box-a');
    await expect(readConfirmed(harness.ports, item, run)).rejects.toMatchObject({
      code: 'E_READ_CONTRADICTION',
      refused: {
        refusals: [{ address: 'box.a', id: 'box-a', claim: { by: 'absent', namedBy: ['workspace'] } }],
        wroteNothing: false,
      },
    });
    expect(harness.slept).toEqual([1_000, 59_000]);
  });
});

it('an observation that is no absence is not asked about again', async () => {
  const { harness, run } = given(object);
  for (const first of [{ status: 'unread' }, { status: 'deactivated', identity }] as const)
    expect(await confirmAbsence(harness.ports, item, first, run)).toBe(first);
  expect(harness.calls).toEqual([]);
});
