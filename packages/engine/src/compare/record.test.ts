// Records: what is remembered after a write, a read, an adoption, and once an object is gone.
import { describe, expect, it } from 'vitest';
import type { Identity } from '../model/kind.ts';
import type { Deleted, ResourceRecord } from '../model/state.ts';
import { digester, recordedAs, refTo, remote, resource, secret, snapshot } from '../testing/given.ts';
import { bell, box } from '../testing/kinds.ts';
import { viewRemote } from './live-snapshot.ts';
import { unsettledBaseline } from './reconcile.ts';
import {
  afterAdoption,
  afterAgreement,
  afterCreate,
  afterInterruption,
  afterUndoneDelete,
  afterUpdate,
  fromFiles,
  withoutDifferences,
  withoutObject,
} from './record.ts';

const spec = { name: 'A', values: { v: 1 } };
const old: Identity = { id: 'old', uid: 'u-old' };
const current = (id: string): Identity => ({ id, uid: `u-${id}` });
const baseline = unsettledBaseline(box, snapshot(box, spec), digester);
const files = { dependsOn: ['bell.z'], protect: true, secrets: ['/values/token'] };
const before: ResourceRecord = { ...recordedAs(box, 'box.a', spec), dependsOn: ['bell.old'] };
const viewOf = (values: Readonly<Record<string, number>>, id = 'box-a') =>
  viewRemote(box, remote(id, { name: 'A', values }), {}, digester);

describe('what a record takes from the files', () => {
  it('is refs, protection, and the leaves that hold a secret', () => {
    const written = { name: 'A', values: { b: refTo('bell.b'), a: refTo('bell.a'), token: secret('token'), v: 1 } };
    const protectedOne = resource('box.a', written, { lifecycle: { protect: true } });
    expect(fromFiles(box, protectedOne)).toEqual({
      dependsOn: ['bell.a', 'bell.b'],
      protect: true,
      secrets: ['/values/token'],
    });
  });

  it('is no secret where there is none, and a kept secret once', () => {
    const plain = resource('box.a', spec);
    expect(fromFiles(box, plain)).toEqual({ dependsOn: [], protect: false });
    const kept = ['/values/z', '/values/token', '/values/z'];
    const one = resource('box.a', { name: 'A', values: { token: secret('token') } });
    expect(fromFiles(box, one, kept).secrets).toEqual(['/values/token', '/values/z']);
  });
});

describe('a record after a create', () => {
  const made = { ...files, baseline, replaces: false };

  it('is of the object that the server named, with what the files say', () => {
    expect(afterCreate(box, undefined, current('new'), made)).toEqual({
      ...files,
      current: { ...current('new'), attributes: current('new'), baseline, differences: [], itemIds: {} },
      deposed: [],
    });
  });

  it('takes attributes from a reply that carries the object, and the identity from the server alone', () => {
    const reply = { ...current('new'), remote: { id: 'wrong', uid: 'wrong', ring: 'ding' } };
    const { attributes } = afterCreate(bell, undefined, reply, made).current;
    expect(attributes).toEqual({ ...current('new'), ring: 'ding' });
  });

  it('of a replace keeps the object so far as superseded, before those that an earlier run left', () => {
    const previous = { ...before, deposed: [old] };
    const { deposed } = afterCreate(box, previous, current('new'), { ...made, replaces: true });
    expect(deposed).toEqual([current('box-a'), old]);
  });

  it('of an object that has vanished forgets that object, and keeps the superseded ones', () => {
    expect(afterCreate(box, { ...before, deposed: [old] }, current('new'), made).deposed).toEqual([old]);
  });

  it('of a replace without an object so far supersedes nothing', () => {
    expect(afterCreate(box, undefined, current('new'), { ...made, replaces: true }).deposed).toEqual([]);
  });

  it('never names one object both as current and as superseded', () => {
    const { deposed } = afterCreate(box, { ...before, deposed: [old] }, current('old'), { ...made, replaces: true });
    expect(deposed).toEqual([current('box-a')]);
  });
});

describe('a record after an update', () => {
  const made = { ...files, baseline, itemIds: { '/item/0': 'i-1' } };

  it('keeps the attributes that the reply does not say again, and the superseded objects', () => {
    const previous = { ...recordedAs(bell, 'bell.a', { name: 'A' }), deposed: [old] };
    const record = afterUpdate(bell, previous, { ...current('bell-a'), remote: { tone: 'd' } }, made);
    expect(record.current.attributes).toEqual({ ...current('bell-a'), ring: 'ring of bell-a' });
    expect(record).toMatchObject({ ...files, deposed: [old], current: { baseline, itemIds: made.itemIds } });
    const louder = afterUpdate(bell, previous, { ...current('bell-a'), remote: { ring: 'dong' } }, made);
    expect(louder.current.attributes['ring']).toBe('dong');
  });

  it('has no difference until a read shows one', () => {
    const shown = { ...before, current: { ...before.current!, differences: ['/values/v'] } };
    expect(afterUpdate(box, shown, current('box-a'), made).current.differences).toEqual([]);
  });

  it('without a record so far has no superseded objects', () => {
    expect(afterUpdate(box, undefined, current('box-a'), made).deposed).toEqual([]);
  });
});

describe('a record after an adoption', () => {
  const adopted = { identity: current('found'), view: viewOf({ v: 7 }, 'found') };

  it('is of the object that was read', () => {
    const record = afterAdoption(box, undefined, adopted, { ...files, baseline, replaces: false });
    expect(record).toMatchObject({ ...files, current: { ...current('found'), attributes: current('found') } });
    expect(record.deposed).toEqual([]);
  });

  it('of a replace supersedes the object so far; of a superseded object makes it current', () => {
    const made = { ...files, baseline, replaces: true };
    expect(afterAdoption(box, before, adopted, made).deposed).toEqual([current('box-a')]);
    const deposed = [current('found'), old];
    expect(afterAdoption(box, { ...before, deposed }, adopted, { ...made, replaces: false }).deposed).toEqual([old]);
  });
});

describe('a record after an agreement', () => {
  const agreed = (values: Readonly<Record<string, number>>, ignore: readonly string[] = []) =>
    afterAgreement(
      box,
      { ...before, current: { ...before.current!, differences: ['/name'] } },
      { view: viewOf(values), desired: snapshot(box, spec) },
      resource('box.a', spec, { lifecycle: { ignore } }),
      digester,
    );

  it('has both pasts now, and no difference where desired and live are equal', () => {
    const { current: object } = agreed({ v: 1 });
    const { root } = snapshot(box, spec);
    expect(object?.baseline.roots).toEqual({ sent: root, settled: root });
    expect(object?.differences).toEqual([]);
  });

  it('has what differs as an unexplained difference, unless it is ignored', () => {
    expect(agreed({ v: 2 }).current?.differences).toEqual(['/values/v']);
    expect(agreed({ v: 2 }, ['/values/v']).current?.differences).toEqual([]);
  });

  it('is the same where nothing is current', () => {
    const { current: _, ...deposed } = before;
    const sides = { view: viewOf({}), desired: undefined };
    expect(afterAgreement(box, deposed, sides, undefined, digester)).toBe(deposed);
  });
});

describe('a record after an interruption', () => {
  it('has what was read, and everything that either write refers to or hides', () => {
    const view = { ...viewOf({ v: 2 }), itemIds: { '/item/0': 'i-1' } };
    const recorded = { ...before, dependsOn: ['bell.old', 'bell.z'], secrets: ['/values/token'] };
    const made = { dependsOn: ['bell.new', 'bell.z'], secrets: ['/values/pin', '/values/token'] };
    expect(afterInterruption(recorded, view, baseline, made)).toEqual({
      ...recorded,
      current: { ...recorded.current, baseline, itemIds: view.itemIds },
      dependsOn: ['bell.new', 'bell.old', 'bell.z'],
      secrets: ['/values/pin', '/values/token'],
    });
  });

  it('takes nothing from an intent that says nothing, and is the same where nothing is current', () => {
    const record = afterInterruption(before, viewOf({ v: 2 }), baseline, {});
    expect(record.dependsOn).toEqual(before.dependsOn);
    expect(record).not.toHaveProperty('secrets');
    const { current: _, ...deposed } = before;
    expect(afterInterruption(deposed, viewOf({}), baseline, files)).toBe(deposed);
  });
});

describe('a record without an object that is gone', () => {
  const both = { ...before, deposed: [old, current('older')] };

  it('is none once the last object is gone, or where there was none', () => {
    expect(withoutObject(before, 'box-a')).toBeNull();
    expect(withoutObject(undefined, 'box-a')).toBeNull();
  });

  it('lacks the superseded object, and keeps the others', () => {
    expect(withoutObject(both, 'old')).toEqual({ ...both, deposed: [current('older')] });
  });

  it('is of the superseded objects alone once the current one is gone', () => {
    const { current: _, ...rest } = both;
    expect(withoutObject(both, 'box-a')).toEqual(rest);
    expect(withoutObject({ ...rest, deposed: [old] }, 'old')).toBeNull();
  });

  it('stays as it is where another object is gone', () => {
    expect(withoutObject(both, 'stranger')).toEqual(both);
  });
});

describe('a record after a delete that had no effect', () => {
  const deleted: Deleted = { ...old, address: 'box.a', at: 1, secrets: ['/values/token'] };

  it('is a new one that says so, compares nothing, and still hides the secrets', () => {
    expect(afterUndoneDelete(undefined, deleted, 'tag-1')).toEqual({
      current: {
        ...old,
        attributes: {},
        baseline: { tag: 'tag-1', sent: {}, settled: {}, roots: {} },
        differences: [],
        itemIds: {},
        survivedDelete: true,
      },
      deposed: [],
      dependsOn: [],
      protect: false,
      secrets: ['/values/token'],
    });
  });

  it('has it as superseded where the address has a record, whether its object exists or not', () => {
    expect(afterUndoneDelete(before, deleted, 'tag-1')).toEqual({ ...before, deposed: [old] });
    const { current: _, ...rest } = { ...before, deposed: [current('older')] };
    expect(afterUndoneDelete(rest, deleted, 'tag-1').deposed).toEqual([current('older'), old]);
  });
});

it('accepted differences are gone from the record, and nothing else', () => {
  const differing = { ...before, current: { ...before.current!, differences: ['/name'] } };
  expect(withoutDifferences(differing)).toEqual(before);
  const { current: _, ...deposed } = before;
  expect(withoutDifferences(deposed)).toBe(deposed);
});
