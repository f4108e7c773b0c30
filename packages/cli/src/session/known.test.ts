// What is kept between runs follows the secrets of the project.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Project } from '@postform/config';
import type { Json } from '@postform/engine';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { knownOf, openKnown } from './known.ts';

let root: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'postform-known-'));
  mkdirSync(join(root, '.postform'));
  writeFileSync(join(root, '.postform', 'default.state'), '');
});
afterEach(() => rmSync(root, { recursive: true }));

function open(token: string) {
  const project = { root, stack: 'default', state: { backend: 'file' }, secrets: { orders: { env: 'TOKEN' } } };
  const env = { TOKEN: token, POSTFORM_HOME: join(root, 'home') };
  const store = openKnown(root, env)!;
  return { ...knownOf(store, env, project as unknown as Project), save: store.save };
}

type Opened = ReturnType<typeof open>;
const noteLive = (known: Opened, from: Json) => known.note('live', 'a', known.digest(['body']), { made: 'root', from });
const liveOf = (known: Opened) => known.made('live', 'a', known.digest(['body']));

it('forgets an object that held a secret of the project once its value is another: what stands there then was pasted', async () => {
  const before = open('canary-one');
  noteLive(before, { password: 'canary-one' });
  await before.save();
  expect(liveOf(open('canary-one'))).toBe('root');
  expect(liveOf(open('canary-two'))).toBeUndefined();
});

it('keeps a file that names a secret, and no object whose credential happens to be such a name', () => {
  const known = open('canary-one');
  known.note('file', 'a.yaml', known.digest(['bytes']), { made: 1, from: { secret: 'orders' } });
  expect(known.made('file', 'a.yaml', known.digest(['bytes']))).toBe(1);
  noteLive(known, { password: 'orders' });
  expect(liveOf(known)).toBeUndefined();
});

it('keeps no project file whose URL holds a password', () => {
  const known = knownOf(openKnown(root, { POSTFORM_HOME: root })!, {});
  const file = (store: string): Json => ({ budget: { store } });
  known.note('file', 'a', 'x', { made: 1, from: file('redis://cache.example.com') });
  known.note('file', 'b', 'x', { made: 1, from: file('redis://me:canary@cache.example.com') });
  expect([known.made('file', 'a', 'x'), known.made('file', 'b', 'x')]).toEqual([1, undefined]);
});

it('finds such a password wherever a text stands, and each time it is asked', () => {
  const known = open('canary-one');
  const withPassword = 'say "hi" to https://me:canary@x.example.com';
  const trees: readonly Json[] = [
    { [withPassword]: 1 },
    { list: [[withPassword]] },
    { a: 'https://x.org', b: withPassword },
  ];
  for (const from of trees)
    for (const table of ['resource', 'desired', 'basis'] as const) {
      known.note(table, 'a', 'x', { made: 1, from });
      expect(known.made(table, 'a', 'x')).toBeUndefined();
    }
});

it('keeps what holds references to variables and schemes where a credential would stand', () => {
  const known = open('canary-one');
  for (const [name, value] of Object.entries({ a: '{{token}}', b: 'Bearer {{token}}', c: '', d: 'Bearer canary-9f3' }))
    known.note('live', name, 'x', { made: 1, from: { header: [{ key: 'Authorization', value }] } });
  expect(['a', 'b', 'c', 'd'].map((name) => known.made('live', name, 'x'))).toEqual([1, 1, 1, undefined]);
});

it('believes no file that another user, or a clone of the project, has sealed', async () => {
  const theirs = open('canary-one');
  noteLive(theirs, {});
  await theirs.save();
  expect(liveOf(open('canary-one'))).toBe('root');
  rmSync(join(root, 'home'), { recursive: true });
  expect(liveOf(open('canary-one'))).toBeUndefined();
});
