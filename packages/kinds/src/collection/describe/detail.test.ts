// How much is told: in full, and of crowds.
import type { JsonObject, LeafChange } from '@postform/engine';
import { expect, it } from 'vitest';
import { collection } from '../index.ts';
import { leavesIn, normalOf, rawCollection, rawFolder, rawRequest } from '../testing/raw.ts';

function linesBetween(before: JsonObject, after: JsonObject, detail: 'short' | 'full'): readonly string[] {
  const [old, now] = [leavesIn(before), leavesIn(after)];
  const changes: LeafChange[] = [...new Set([...Object.keys(now), ...Object.keys(old)])]
    .filter((pointer) => JSON.stringify(old[pointer]) !== JSON.stringify(now[pointer]))
    .map((pointer) => ({ pointer, before: old[pointer], after: now[pointer] }));
  const lines = collection.describe(changes, before, after, detail);
  return lines.map(({ mark, depth, text }) => `${'  '.repeat(depth)}${mark} ${text}`);
}

const script = (...exec: readonly string[]) => ({ event: [{ listen: 'test', script: { exec } }] });
const numbered = Array.from({ length: 30 }, (_, line) => `line(${line});`);
const login = (header: readonly JsonObject[], exec: readonly string[], body = 'a\nb') =>
  rawRequest(
    'Login',
    { method: 'POST', url: 'https://x.org/login', header, body: { mode: 'raw', raw: body } },
    script(...exec),
  );
const of = (...item: readonly JsonObject[]) => normalOf(rawCollection({ item }));
const accept = { key: 'Accept', value: 'application/json' };

it('is one line for a request that changed in few parts, with the lines of its text below', () => {
  const edited = ['// new', ...numbered.slice(0, 5), 'two();', 'three();', ...numbered.slice(6)];
  expect(linesBetween(of(login([], numbered)), of(login([accept], edited)), 'short')).toEqual([
    '~ Login  POST /login: header Accept added: application/json; test script +3 −1',
    ...['  + // new', '    line(0);', '    line(1);'].map((line) => line),
    ...['    …', '    line(3);', '    line(4);', '  - line(5);', '  + two();', '  + three();'],
    ...['    line(6);', '    line(7);'],
  ]);
});

it('stands below the request where it is much', () => {
  const lines = linesBetween(of(login([], ['a();', 'b();'])), of(login([], ['a();', 'c();'], 'a\nc\nd')), 'short');
  expect(lines.filter((line) => /^ {0,2}~/.test(line))).toEqual([
    '~ Login  POST /login',
    '  ~ test script +1 −1',
    '  ~ body +2 −1',
  ]);
});

it('in full has three lines around each change, and where they stand', () => {
  const edited = numbered.map((line, index) => (index === 10 ? 'ten();' : line));
  expect(linesBetween(of(login([], numbered)), of(login([accept], edited)), 'full')).toEqual([
    '~ Login  POST /login',
    '  ~ test script +1 −1',
    '      @@ -8,7 +8,7 @@',
    ...['      line(7);', '      line(8);', '      line(9);', '    - line(10);', '    + ten();'],
    ...['      line(11);', '      line(12);', '      line(13);'],
    '  + header Accept: application/json',
  ]);
});

it('in full has all of what is new, of what is gone, and of what was rewritten', () => {
  expect(linesBetween(of(), of(login([accept], ['a();', 'b();'])), 'full')).toEqual([
    '+ Login  POST /login (1 script)',
    ...['  + test script: 2 lines', '    + a();', '    + b();'],
    '  + method: POST',
    '  + url: https://x.org/login',
    '  + header Accept: application/json',
    ...['  + body mode: raw', '  + body: 2 lines', '    + a', '    + b'],
  ]);
  const long = (letter: string) => Array.from({ length: 600 }, (_, line) => `${letter}${line}`);
  const rewritten = linesBetween(of(login([], long('a'))), of(login([], long('b'))), 'full');
  expect(rewritten).toHaveLength(1202);
  expect(rewritten[1]).toBe('  ~ test script: rewritten, 600 lines → 600 lines');
});

it('in full has whole values, which are shortened otherwise', () => {
  const value = (last: string) => [{ key: 'X', value: `${'v '.repeat(500)}${last}` }];
  const sides = [of(login(value('1'), [])), of(login(value('2'), []))] as const;
  expect(linesBetween(...sides, 'full').join('').length).toBeGreaterThan(2000);
  expect(linesBetween(...sides, 'short')).toEqual([
    `~ Login  POST /login: header X: "…${'v '.repeat(10)}1" → "…${'v '.repeat(10)}2"`,
  ]);
});

it('of a crowd is the first on one line each, how many there are, and what changed in them', () => {
  const folders = (header: readonly JsonObject[], exec: readonly string[], count = 12) =>
    of(
      ...Array.from({ length: count }, (_, folder) =>
        rawFolder(
          `F${folder}`,
          Array.from({ length: 10 }, (_, request) =>
            rawRequest(`R${request}`, { method: 'GET', url: 'x', header }, request < 3 ? script(...exec) : {}),
          ),
        ),
      ),
    );
  const before = folders([], ['a();', 'b();']);
  const changed = linesBetween(before, folders([accept], ['a();', 'c();']), 'short');
  expect(changed).toHaveLength(21);
  expect(changed[0]).toBe('~ F0 / R0  GET x: header Accept added: application/json; test script +1 −1');
  expect(changed.at(-1)).toBe(
    '  … 120 requests changed in 12 folders, the first 20 are listed: headers of 120, scripts of 36',
  );
  const added = linesBetween(folders([], [], 1), folders([], [], 12), 'short');
  expect(added).toHaveLength(21);
  expect(added.at(-1)).toBe('  … 110 requests and 11 folders added in 12 folders, the first 20 are listed');
  expect(linesBetween(folders([], [], 12), folders([], [], 1), 'short')).toHaveLength(121);
  expect(linesBetween(before, folders([accept], []), 'full').length).toBeGreaterThan(240);
});
