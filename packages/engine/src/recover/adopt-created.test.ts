// Recording a found object as the result of an interrupted create, as the interrupted run would have recorded it.
import { describe, expect, it } from 'vitest';
import { sentDigests } from '../compare/baseline.ts';
import { leavesDigest } from '../compare/snapshot.ts';
import { withEntry } from '../model/entry.ts';
import type { JsonObject } from '../model/json.ts';
import type { Kind } from '../model/kind.ts';
import type { Intent, SentLeaves } from '../model/state.ts';
import { digester, remote, resource, secret, snapshot, stateOf } from '../testing/given.ts';
import { makeHarness } from '../testing/harness.ts';
import { bell, box } from '../testing/kinds.ts';
import { contextOf } from '../testing/steps.ts';
import { adoption, isWhole } from './adopt-created.ts';

const spec = { name: 'A', values: { v: 1, w: 2 } };
const bellSpec = { name: 'Bell', loud: true };

function sentOf(kind: Kind, sent: JsonObject, tag = digester.tag(kind)): SentLeaves {
  const now = snapshot(kind, sent);
  return { tag, leaves: sentDigests(now, undefined), ...(now.root ? { root: now.root } : {}) };
}
function intentOf(kind: Kind, sent: JsonObject, more: Partial<Intent> = {}): Intent {
  const address = `${kind.name}.a`;
  return {
    address,
    op: 'create',
    step: `${address}:create`,
    name: String(sent['name']),
    sending: leavesDigest(kind, snapshot(kind, sent).spec, digester),
    sent: sentOf(kind, sent),
    seenBefore: [],
    at: 0,
    ...more,
  };
}

describe('an object is whole', () => {
  const whole = (object: JsonObject, more: Partial<Intent> = {}, kind = box, sent: JsonObject = spec) =>
    isWhole(kind, intentOf(kind, sent, more), remote('x', object), digester);

  it('where it holds every leaf that was sent, whatever it holds besides', () => {
    expect(whole(spec)).toBe(true);
    expect(whole({ name: 'A', values: { ...spec.values, more: 1 } })).toBe(true);
    expect(whole({ name: 'A', values: { v: 1 } })).toBe(false);
    expect(whole({ name: 'A', values: { v: 1, w: 3 } })).toBe(false);
  });
  it('as far as a read can tell', () => {
    expect(whole({ name: 'Bell' }, {}, bell, bellSpec)).toBe(true);
    expect(whole({ name: 'Other' }, {}, bell, bellSpec)).toBe(false);
  });
  it.each<[string, Partial<Intent>]>([
    ['an older version wrote the intent', { sent: sentOf(box, spec, 'of another key') }],
  ])('only where it is just what was sent, if %s', (_title, more) => {
    expect(whole(spec, more)).toBe(true);
    expect(whole({ name: 'A', values: { ...spec.values, more: 1 } }, more)).toBe(false);
  });
});

describe('the record of the object', () => {
  const recorded = (intent: Intent, object: JsonObject, resources = [resource('box.a', spec)]) => {
    const harness = makeHarness({ ...stateOf([]), intents: [intent] });
    const found = remote('x', object);
    const entry = { id: 'x', uid: 'u-x', name: String(object['name']) };
    const after = withEntry(harness.state(), adoption(contextOf(harness, resources), intent, { entry, remote: found }));
    expect(after.intents).toEqual([]);
    return after.resources[intent.address]!;
  };

  it('has all that was sent as sent, and is settled, where the object is whole', () => {
    const record = recorded(intentOf(box, spec), spec);
    expect(record.current).toMatchObject({ id: 'x', uid: 'u-x', differences: [] });
    expect(record.current!.baseline).toMatchObject({ sent: sentOf(box, spec).leaves, settled: {} });
  });
  it('has what no read returns as sent, too', () => {
    const record = recorded(intentOf(bell, bellSpec), { name: 'Bell' }, [resource('bell.a', bellSpec)]);
    expect(record.current!.baseline.sent['/loud']).toBe(digester.leaf(true));
  });
  it('has only what is as declared where the object lacks a part, so that an update follows', () => {
    const record = recorded(intentOf(box, spec), { name: 'A', values: { v: 1 } });
    expect(record.current!.baseline.sent).toEqual({ '/name': digester.leaf('A'), '/values/v': digester.leaf(1) });
  });
  it('has dependencies and protection from the files, or from the intent where the address has left them', () => {
    const more = { dependsOn: ['bell.b'], protect: true, secrets: ['/values/w'] };
    const left = recorded(intentOf(box, spec, more), spec, []);
    expect(left).toMatchObject({ dependsOn: ['bell.b'], protect: true, secrets: ['/values/w'] });
    const guarded = resource('box.a', spec, { lifecycle: { protect: true } });
    expect(recorded(intentOf(box, spec), spec, [guarded]).protect).toBe(true);
  });
  it('knows secrets of the files and of the intent; of an address without either every leaf may be one', () => {
    const declared = resource('box.a', { name: 'A', values: { v: secret('token'), w: 2 } });
    expect(recorded(intentOf(box, spec, { secrets: ['/values/w'] }), spec, [declared]).secrets).toEqual([
      '/values/v',
      '/values/w',
    ]);
    expect(recorded(intentOf(box, spec), spec, []).secrets).toEqual(['/name', '/values/v', '/values/w']);
  });
});
