// Tests of the snapshot: what is written is read again, and damage is named with its line.
import { describe, expect, it } from 'vitest';
import { emptyState, recorded } from '../testing/contract.ts';
import { snapshotChecksum } from './checksum.ts';
import { decodeSnapshot, encodeSnapshot } from './snapshot.ts';

const state = {
  ...emptyState(),
  serial: 7,
  inProgress: { plan: 'digest', done: ['s1'] },
  intents: [{ address: 'mock.b', op: 'create' as const, name: 'B', sending: 'd', step: 's1', seenBefore: [], at: 5 }],
  resources: { 'monitor.z': recorded('2'), 'collection.a': recorded('1', { url: 'https://ü.example' }) },
};
const text = new TextDecoder().decode(encodeSnapshot(state).bytes);
const decode = (changed: string) => decodeSnapshot(new TextEncoder().encode(changed), 'x.state');

describe('a snapshot', () => {
  it('reads back as it was written', () => {
    const { bytes, check } = encodeSnapshot(state, 'ffff');
    expect(decodeSnapshot(bytes, 'x.state')).toEqual({ state, check, folded: 'ffff' });
  });

  it('gives the same bytes for the same state, in whatever order its addresses came', () => {
    const resources = Object.fromEntries(Object.entries(state.resources).reverse());
    expect(encodeSnapshot({ ...state, resources }).bytes).toEqual(encodeSnapshot(state).bytes);
  });

  it('says in its first lines what it is, what it does not hold, and what to commit', () => {
    const head = text.split('\n').slice(0, 8).join('\n');
    expect(head).toMatch(/"postform": "state",\n {2}"format": 4,/);
    for (const word of [
      'ids',
      'keyed digests',
      'No bodies and no secret values',
      'Commit this file',
      '.journal',
      '.lock',
    ])
      expect(head).toContain(word);
    expect(head).not.toContain('POSTFORM_FINGERPRINT_KEY');
  });

  it('warns where it holds the key of its digests', () => {
    const keyed = new TextDecoder().decode(encodeSnapshot({ ...state, key: 'a2V5' }).bytes);
    expect(keyed).toContain('POSTFORM_FINGERPRINT_KEY');
    expect(decode(keyed).state.key).toBe('a2V5');
  });

  it('has one line for each resource, sorted, so that a diff shows which one moved', () => {
    const resources = { ...state.resources, 'monitor.z': recorded('3') };
    const other = new TextDecoder().decode(encodeSnapshot({ ...state, serial: 8, resources }).bytes);
    const lines = text.split('\n');
    const differing = other.split('\n').filter((line, n) => line !== lines[n]);
    expect(differing.map((line) => line.trim().split(':')[0])).toEqual(['"serial"', '"check"', '"monitor.z"']);
    expect(text.indexOf('"collection.a": {')).toBeLessThan(text.indexOf('"monitor.z": {'));
  });

  it('is read without its leaf tables, and a record that nobody has touched is written as it was', () => {
    const big = new TextDecoder().decode(
      encodeSnapshot({ ...state, resources: { 'collection.a': recorded('1', {}, { '/items/R': 'i-1' }) } }).bytes,
    );
    const [tables, unreadable] = [/"sent":"[^"]*"/, '"sent":"broken"'];
    const lines = big.replace(tables, unreadable).split('\n');
    const check = snapshotChecksum(Buffer.from(lines.join('\n')));
    const changed = lines.map((line) => (line.startsWith('  "check"') ? `  "check": "${check}",` : line)).join('\n');
    const read = decode(changed).state;
    const { current } = read.resources['collection.a']!;
    expect([current?.id, current?.baseline.roots]).toEqual(['1', {}]);
    expect(() => current?.baseline.sent).toThrow(RangeError);
    expect(() => current?.itemIds).toThrow(RangeError);
    expect(new TextDecoder().decode(encodeSnapshot(read).bytes)).toBe(changed);
  });

  it('survives what Git and editors do to line ends and byte order marks', () => {
    expect(decode(`\uFEFF${text.replaceAll('\n', '\r\n')}`).state).toEqual(state);
  });

  it.each([
    ['an empty file', '', /^x\.state:1 is not complete JSON: it is empty/],
    ['a file cut short', text.slice(0, -200), /^x\.state:\d+ is not complete JSON/],
    [
      'a value changed by hand',
      text.replace('"uid":"7-2"', '"uid":"7-9"'),
      /^x\.state was changed by something other than Postform/,
    ],
    ['a part taken out', text.replace('"lineage": "lineage-1",', ''), /^x\.state lacks parts/],
    [
      'another format',
      text.replace('"format": 4', '"format": 3'),
      /^x\.state was changed by something other than Postform/,
    ],
    ['no checksum', text.replace(/ {2}"check": .*\n/, ''), /^x\.state lacks parts/],
  ])('with %s is E_STATE_CORRUPT and says where and what to run', (_what, changed, message) => {
    expect(() => decode(changed)).toThrow(
      expect.objectContaining({ code: 'E_STATE_CORRUPT', hint: expect.stringContaining('postform import ADDRESS ID') }),
    );
    expect(() => decode(changed)).toThrow(message);
  });

  it('with a merge conflict is E_STATE_CORRUPT, names the line and says that states do not merge', () => {
    const conflict = text.replace(
      '  "serial": 7,',
      '<<<<<<< ours\n  "serial": 7,\n=======\n  "serial": 8,\n>>>>>>> theirs',
    );
    const line = conflict.split('\n').indexOf('<<<<<<< ours') + 1;
    expect(() => decode(conflict)).toThrow(`x.state:${line} holds a merge conflict`);
    expect(() => decode(conflict)).toThrow(expect.objectContaining({ hint: expect.stringContaining('do not merge') }));
  });

  it('with a merge conflict from its first line on is told as one too', () => {
    const conflict = `<<<<<<< HEAD\n${text}=======\n${text.replace('7', '8')}>>>>>>> theirs\n`;
    expect(() => decode(conflict)).toThrow(/^x\.state:1 holds a merge conflict/);
  });

  it('in a newer format is E_STATE_NEWER with both formats', () => {
    expect(() => decode(text.replace('"format": 4', '"format": 5'))).toThrow(
      expect.objectContaining({ code: 'E_STATE_NEWER', message: 'x.state has format 5; this Postform knows up to 4.' }),
    );
  });

  it.each([['{"version":4}'], ['[]'], ['null'], ['hello: world'], ['{"postform":"evidence"}'], ['<<<<<<< x\n{}']])(
    'that is %s is E_STATE_FOREIGN',
    (foreign) => {
      expect(() => decode(foreign)).toThrow(expect.objectContaining({ code: 'E_STATE_FOREIGN' }));
    },
  );
});
