// Before a saved plan writes anything, what it relies on is read again: what is read, and what makes the plan stale.
import { describe, expect, it } from 'vitest';
import type { JsonObject } from '../model/json.ts';
import { remoteOf } from '../model/observation.ts';
import { priceOfReads, tariffOf } from '../plan/price.ts';
import { kindOf } from '../plan/resource-view.ts';
import {
  desiredOf,
  digester,
  type Given,
  type Held,
  liveOf,
  planOf,
  readsShown,
  refTo,
  remote,
  resource,
  stateOf,
} from '../testing/given.ts';
import { denyReads, makeHarness } from '../testing/harness.ts';
import { kinds } from '../testing/kinds.ts';
import { readsToVerify, type VerifyInput, verifyPlan } from './verify.ts';

const boxA = resource('box.a', { name: 'A', values: { v: 1 } });
const boxB = resource('box.b', { name: 'B', values: {} });
const boxC = resource('box.c', { name: 'C', values: {} });
const bellA = resource('bell.a', { name: 'Ring', box: refTo('box.a'), tone: 'c' });
const changedA = resource('box.a', { name: 'A', values: { v: 2 } });
const held: readonly Held[] = [boxA, boxB].map((item) => ({ resource: item }));
const update: Given = { held, resources: [changedA, boxB] };
const create: Given = { held, resources: [boxA, boxB, boxC] };
const gone: Given = { held: [{ resource: boxA, now: null }, { resource: boxB }] };
const dead: Given = { held: [{ resource: boxA, now: 'deactivated' }, { resource: boxB }] };
const silent: Given = { held: [{ resource: boxA }, { resource: bellA, now: 'deactivated' }] };
const edited = remote('box-a', { name: 'A', values: { v: 7 } });

/** A saved plan of these, and a server that holds what the plan has seen. */
function saved(given: Given, more: { readonly ours?: readonly string[]; readonly done?: readonly string[] } = {}) {
  const { plan } = planOf({ ...given, options: { saved: true, ...given.options } });
  const state = stateOf(given.held ?? [], given.state);
  const harness = makeHarness(state, { parallelism: 1 });
  const put = (object: JsonObject, plural = 'boxes'): void => {
    harness.objects[plural]![String(object['id'])] = object;
  };
  for (const [address, seen] of liveOf(given.held ?? [], given).observations) {
    const { plural } = kindOf(kinds, address);
    if (seen.status === 'found') put(remoteOf(seen), plural);
    if (seen.status === 'deactivated') put({ ...remote(seen.identity.id, {}), lid: 'shut', deactivated: true }, plural);
  }
  const resources = given.resources ?? (given.held ?? []).map((item) => item.resource);
  const input: VerifyInput = {
    ports: harness.ports,
    plan,
    desired: desiredOf(resources),
    state,
    left: plan.steps.filter(({ id }) => !more.done?.includes(id)),
    ours: new Set(more.ours ?? []),
  };
  const verify = (now: Partial<VerifyInput> = {}, spare = 4) =>
    verifyPlan({ ...input, ...now }, digester, harness.reservation, spare);
  return { ...harness, plan, input, put, verify };
}
describe('what proves a plan', () => {
  it('is the index and each object that the plan touches, not those that it leaves alone', () => {
    const { input, plan } = saved(update);
    expect(readsShown(readsToVerify(input))).toEqual({ index: true, lists: [], objects: ['box.a'] });
    expect(priceOfReads(readsToVerify(input), tariffOf(input.ports))).toEqual(plan.price.rechecks);
  });

  it('is one list for objects of a kind that is read by list', () => {
    const { input, plan } = saved({
      held: [...held, { resource: bellA }],
      resources: [boxA, boxB, resource('bell.a', { ...bellA.spec, tone: 'd' })],
    });
    expect(readsShown(readsToVerify(input))).toEqual({ index: true, lists: [['bells', ['bell.a'], 1]], objects: [] });
    expect(priceOfReads(readsToVerify(input), tariffOf(input.ports))).toEqual(plan.price.rechecks);
  });

  it('is the object by its id where it was gone, for then no list names it', () => {
    const { input } = saved({ held: [{ resource: boxA }, { resource: bellA, now: null }] });
    expect(readsShown(readsToVerify(input))).toEqual({ index: true, lists: [['bells', [], 1]], objects: ['bell.a'] });
  });

  it('is no object for something new, and one that is yet to be found for something to adopt', () => {
    const adopting = resource('box.c', boxC.spec, { adopt: 'c7' });
    expect(readsShown(readsToVerify(saved(create).input)).objects).toEqual([]);
    const { input } = saved({
      held,
      resources: [boxA, boxB, adopting],
      adoptable: { 'box.c': remote('c7', boxC.spec) },
    });
    expect(readsShown(readsToVerify(input)).objects).toEqual(['box.c']);
  });

  it('is nothing of what our own run is through with', () => {
    const given = { held, resources: [changedA, resource('box.b', { name: 'New', values: {} })] };
    const { input } = saved(given, { ours: ['box.a', 'box.b'], done: ['box.a:update'] });
    expect(readsShown(readsToVerify(input)).objects).toEqual(['box.b']);
  });
});

describe('a plan', () => {
  it.each([update, create, gone, dead, silent])('that is true still is proved for its price', async (given) => {
    const { verify, plan, calls } = saved(given);
    await expect(verify()).resolves.toMatchObject({ index: { name: 'Tests' } });
    expect(calls).toHaveLength(plan.price.rechecks.calls);
  });

  it('is true whatever somebody changed in an object that it does not touch', async () => {
    const { verify, put } = saved(update);
    put(remote('box-b', { name: 'Another', values: {} }));
    await expect(verify()).resolves.toBeDefined();
  });

  it.each<[string, Given, (run: ReturnType<typeof saved>) => Partial<VerifyInput> | undefined, string]>([
    ['an object was changed', update, ({ put }) => void put(edited), 'box.a changed in Postman'],
    ['an object is gone', update, ({ objects }) => void delete objects['boxes']!['box-a'], 'box.a is gone'],
    ['an object is there again', gone, ({ put }) => void put(edited), 'box.a is there again'],
    ['a dead object works again', dead, ({ put }) => void put(edited), 'box.a is there again'],
    [
      'another run wrote the object',
      update,
      () => ({ state: stateOf([{ resource: boxA, record: { protect: true } }, { resource: boxB }]) }),
      'box.a was written by another run',
    ],
    [
      'another run made the object',
      create,
      ({ put }) => {
        put(remote('box-c', boxC.spec));
        return { state: stateOf([...held, { resource: boxC }]) };
      },
      'box.c was taken into the state',
    ],
    [
      'an object of the name of a new one appeared',
      create,
      ({ put }) => void put(remote('c7', boxC.spec)),
      'box.c has got, or lost, an object of its name in the workspace',
    ],
  ])('is stale where %s', async (_title, given, happens, why) => {
    const run = saved(given);
    const now = happens(run);
    await expect(run.verify(now)).rejects.toMatchObject({
      code: 'E_APPLY_STALE',
      message: `The saved plan is stale: since it was made, ${why}.`,
    });
  });

  it('names all that makes it stale', async () => {
    const { verify, put } = saved({ held, resources: [changedA] });
    put(edited);
    put(remote('box-b', { name: 'Another', values: {} }));
    await expect(verify()).rejects.toThrow('box.a changed in Postman; box.b changed in Postman');
  });

  it('is not made stale by what its own interrupted run has changed', async () => {
    const { verify, put } = saved(update, { ours: ['box.a'] });
    put(remote('box-a', changedA.spec));
    await expect(verify()).resolves.toBeDefined();
  });
});

describe('a plan that adopts', () => {
  const given: Given = {
    held,
    resources: [boxA, boxB, resource('box.c', boxC.spec, { adopt: 'u-c7' })],
    adoptable: { 'box.c': remote('c7', boxC.spec) },
    strangers: { boxes: [{ id: 'c7', uid: 'u-c7', name: 'C' }] },
  };

  it('finds the object in the index, and reads it, unless the plan leaves it out', async () => {
    const { verify, calls } = saved(given);
    expect((await verify()).observations.get('box.c')).toMatchObject({ status: 'found', identity: { id: 'c7' } });
    expect(calls).toEqual(['workspace', 'read boxes c7']);
    const { observations } = await saved({ ...given, options: { targets: ['box.b'] } }).verify();
    expect(observations.size).toBe(0);
  });

  it('is stale where the object was changed', async () => {
    const run = saved(given);
    run.put(remote('c7', { name: 'C', values: { v: 7 } }));
    await expect(run.verify()).rejects.toMatchObject({ code: 'E_APPLY_STALE' });
  });

  it('takes a whole object from the list of its kind, without a call more', async () => {
    const spec = { name: 'Found', tone: 'c' };
    const { verify, calls } = saved({
      held,
      resources: [boxA, boxB, resource('bell.c', spec, { adopt: 'r7' })],
      adoptable: { 'bell.c': remote('r7', spec) },
      strangers: { bells: [{ id: 'r7', uid: 'u-r7', name: 'Found' }] },
    });
    expect((await verify()).observations.get('bell.c')).toMatchObject({ status: 'found', identity: { id: 'r7' } });
    expect(calls).toEqual(['workspace', 'list bells']);
  });
});

describe('contradicting witnesses', () => {
  it('are read again, for the calls that the price holds, until they agree', async () => {
    const run = saved(update);
    denyReads(run, 'box-a', 1);
    await expect(run.verify()).resolves.toBeDefined();
    expect(run.slept).toEqual([1_000]);
  });

  it('are read again for no call more than the price holds', async () => {
    const run = saved(update);
    denyReads(run, 'box-a', 1);
    await expect(run.verify({}, 1)).rejects.toMatchObject({ code: 'E_READ_CONTRADICTION' });
    expect(run.calls).toEqual(['workspace', 'read boxes box-a', 'workspace']);
  });

  it('that go on contradicting each other stop the plan, and nothing was written', async () => {
    const run = saved(gone);
    run.put(remote('box-a', boxA.spec));
    denyReads(run, 'box-a');
    await expect(run.verify()).rejects.toMatchObject({
      code: 'E_READ_CONTRADICTION',
      refused: { refusals: [{ address: 'box.a', claim: { by: 'absent' } }], wroteNothing: true },
    });
  });

  it('before a create: one managed object that the index lacks is read, and where it exists the index is not believed', async () => {
    const run = saved(create);
    run.unlisted.set('box-a', Number.POSITIVE_INFINITY);
    await expect(run.verify()).rejects.toMatchObject({
      code: 'E_READ_CONTRADICTION',
      refused: { refusals: [{ address: 'box.a', id: 'box-a' }], wroteNothing: true },
    });
    expect(run.calls.slice(0, 2)).toEqual(['workspace', 'read boxes box-a']);
  });

  it('before an object is forgotten: the same', async () => {
    const run = saved({ held: [{ resource: boxA, now: null }, { resource: boxB }], resources: [boxB] });
    run.unlisted.set('box-b', Number.POSITIVE_INFINITY);
    await expect(run.verify()).rejects.toMatchObject({ refused: { refusals: [{ address: 'box.b', id: 'box-b' }] } });
  });

  it('before a create: an object that is gone by both witnesses proves the index right', async () => {
    const run = saved(create);
    delete run.objects['boxes']!['box-a'];
    await expect(run.verify()).resolves.toBeDefined();
    expect(run.calls).toEqual(['workspace', 'read boxes box-a']);
  });

  it('are of no account where nothing is created or forgotten', async () => {
    const run = saved(update);
    run.unlisted.set('box-b', Number.POSITIVE_INFINITY);
    await expect(run.verify()).resolves.toBeDefined();
  });
});
