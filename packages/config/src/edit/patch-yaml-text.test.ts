// Patches of YAML texts change the lines that they name and no other.
import type { Json } from '@postform/engine';
import { describe, expect, it } from 'vitest';
import type { TextOperation } from './patch-text.ts';
import { patchYamlText } from './patch-yaml-text.ts';

const replace = (path: string, value: Json): TextOperation => ({ op: 'replace', path, value });
const add = (path: string, value: Json): TextOperation => ({ op: 'add', path, value });
const remove = (path: string): TextOperation => ({ op: 'remove', path });
const move = (from: string, path: string): TextOperation => ({ op: 'move', from, path });

function patched(text: string, ...patch: readonly TextOperation[]): string {
  const result = patchYamlText(text, patch);
  if (!result.ok) throw new Error(`operation ${result.operation}: ${result.reason}`);
  return result.text;
}

function reason(text: string, ...patch: readonly TextOperation[]): string {
  const result = patchYamlText(text, patch);
  return result.ok ? `done: ${result.text}` : result.reason;
}

/** Lines that are gone with `-`, new ones with `+`, in order; the shortest such list. */
function changes(before: string, after: string): readonly string[] {
  const [old, now] = [before.split('\n'), after.split('\n')];
  const common = Array.from({ length: old.length + 1 }, () => new Array<number>(now.length + 1).fill(0));
  for (let i = old.length - 1; i >= 0; i--)
    for (let j = now.length - 1; j >= 0; j--)
      common[i]![j] = old[i] === now[j] ? common[i + 1]![j + 1]! + 1 : Math.max(common[i + 1]![j]!, common[i]![j + 1]!);
  const found: string[] = [];
  for (let i = 0, j = 0; i < old.length || j < now.length; ) {
    if (i < old.length && j < now.length && old[i] === now[j]) {
      i++;
      j++;
    } else if (j === now.length || (i < old.length && common[i + 1]![j]! >= common[i]![j + 1]!))
      found.push(`-${old[i++]}`);
    else found.push(`+${now[j++]}`);
  }
  return found;
}

const DESIRED = `# Licence
---
# Orders
environments:
  orders: # the main one
    name: "Orders"
    values:
      # where it lives
      baseUrl: https://\${var.host}/v1   # no slash
      timeout: '30'

      # secrets
      token: { secret: orders-token }
      # old: 1

  other:
    values:
      - key: a
        value: "1"   # first
      # about b
      - key: b
        value: "2"

# Monitors
monitors:
  m:
    script: |
      line one
      line two
    notes: >-
      folded text
      that goes on

      second
    emails: [a@example.com, b@example.com]
    schedule: { cron: "*/30 * * * *", timezone: UTC }
    list:
    - x
    - y
# end`;

const values = '/environments/orders/values';
const others = '/environments/other/values';

describe('a commented file', () => {
  it.each<[string, TextOperation[], string[]]>([
    [
      'keeps double quotes',
      [replace('/environments/orders/name', 'New "x"')],
      ['-    name: "Orders"', '+    name: "New \\"x\\""'],
    ],
    [
      'keeps single quotes',
      [replace(`${values}/timeout`, "it's 5")],
      ["-      timeout: '30'", "+      timeout: 'it''s 5'"],
    ],
    ['takes quotes off numbers', [replace(`${values}/timeout`, 30)], ["-      timeout: '30'", '+      timeout: 30']],
    [
      'keeps a plain text and the comment beside it',
      [replace(`${values}/baseUrl`, `https://\${var.host}/v2`)],
      [`-      baseUrl: https://\${var.host}/v1   # no slash`, `+      baseUrl: https://\${var.host}/v2   # no slash`],
    ],
    [
      'adds a key behind the comments of its map',
      [add(`${values}/new`, '*/30 * * * *')],
      ['+      new: "*/30 * * * *"'],
    ],
    [
      'removes a key with the comment above it',
      [remove(`${values}/token`)],
      ['-', '-      # secrets', '-      token: { secret: orders-token }'],
    ],
    [
      'inserts into a list',
      [add(`${others}/1`, { key: 'n', value: 'yes' })],
      ['+      - key: "n"', '+        value: "yes"'],
    ],
    ['removes from a list', [remove(`${others}/0`)], ['-      - key: a', '-        value: "1"   # first']],
    [
      'leaves brackets',
      [remove(`${others}/0`), remove(`${others}/0`)],
      [
        '-    values:',
        '-      - key: a',
        '-        value: "1"   # first',
        '-      # about b',
        '-      - key: b',
        '-        value: "2"',
        '+    values: []',
      ],
    ],
    [
      'takes the first key out of an element',
      [remove(`${others}/0/key`)],
      ['-      - key: a', '-        value: "1"   # first', '+      - value: "1"   # first'],
    ],
    [
      'moves an element with its comments',
      [move(`${others}/1`, `${others}/0`)],
      ['-      - key: a', '-        value: "1"   # first', '+      - key: a', '+        value: "1"   # first'],
    ],
    [
      'changes one line of a script',
      [replace('/monitors/m/script', 'line one\nline 2\n')],
      ['-      line two', '+      line 2'],
    ],
    [
      'changes one paragraph of a folded text',
      [replace('/monitors/m/notes', 'folded text that goes on\nthird')],
      ['-      second', '+      third'],
    ],
    [
      'writes within brackets',
      [add('/monitors/m/emails/-', 'c, d'), replace('/monitors/m/schedule/cron', '0 * * * *')],
      [
        '-    emails: [a@example.com, b@example.com]',
        '-    schedule: { cron: "*/30 * * * *", timezone: UTC }',
        '+    emails: [a@example.com, b@example.com, "c, d"]',
        '+    schedule: { cron: "0 * * * *", timezone: UTC }',
      ],
    ],
    ['keeps a list that is not indented', [add('/monitors/m/list/-', 'z')], ['+    - z']],
    [
      'leaves the next section its comment',
      [add('/environments/third', { name: 'T' })],
      ['+  third:', '+    name: T', '+'],
    ],
    [
      'writes no final line break',
      [add('/monitors/m/list/-', { s: 'x\ny\n' })],
      ['+    - s: |', '+        x', '+        y'],
    ],
    [
      'renames a key in its place',
      [move(`${values}/timeout`, `${values}/yes`)],
      ["-      timeout: '30'", `+      "yes": '30'`],
    ],
    [
      'moves a script to where it is indented less',
      [move('/monitors/m/script', '/script')],
      ['-    script: |', '-      line one', '-      line two', '+', '+script: |', '+  line one', '+  line two'],
    ],
  ])('%s', (_title, patch, lines) => {
    const after = patched(DESIRED, ...patch);
    expect(changes(DESIRED, after)).toEqual(lines);
    expect(patched(DESIRED.replaceAll('\n', '\r\n'), ...patch)).toBe(after.replaceAll('\n', '\r\n'));
  });
});

describe('values', () => {
  it.each<[Json, string]>([
    ['*/30 * * * *', '"*/30 * * * *"'],
    ['{{host}}', '"{{host}}"'],
    [`\${var.host}`, `"\${var.host}"`],
    ['yes', '"yes"'],
    ['1e3', '"1e3"'],
    ['012', '"012"'],
    ['2026-01-02', '"2026-01-02"'],
    [' x', '" x"'],
    ['a: b', '"a: b"'],
    ['a #b', '"a #b"'],
    ['', '""'],
    ['\u0007', '"\\u0007"'],
    ['https://example.com/#top', 'https://example.com/#top'],
    ['long words '.repeat(20).trim(), 'long words '.repeat(20).trim()],
    [1e21, '1e+21'],
    [null, 'null'],
    [{}, '{}'],
    ['a\nb', '|-\n  a\n  b'],
    ['  a\nb\n', '|2\n    a\n  b'],
    ['a\n\n', '"a\\n\\n"'],
  ])('%j', (value, written) => {
    expect(patched('a: x\nb: 1\n', replace('/a', value))).toBe(`a: ${written}\nb: 1\n`);
  });
});

describe('documents', () => {
  it.each<[string, string, TextOperation[], string]>([
    [
      'byte order mark, directive and end',
      '\uFEFF%YAML 1.2\n---\na: 1\n...\n# t\n',
      [add('/b', 'x'), replace('/a', '2')],
      '\uFEFF%YAML 1.2\n---\na: "2"\nb: x\n...\n# t\n',
    ],
    ['nothing at all', '', [add('', { a: 1 })], 'a: 1\n'],
    ['comments alone', '# c\n', [add('', { a: [1] })], '# c\na:\n  - 1\n'],
    ['an empty map', '{}\n', [add('/a', 1)], 'a: 1\n'],
    ['the last key', '# c\na: 1\n', [remove('/a')], '# c\n{}\n'],
    [
      'comments that are indented less',
      'S:\n# S comment\n\n  O:\n  # O comment\n\n    X: Y\n',
      [add('/S/O/Z', 'W')],
      'S:\n# S comment\n\n  O:\n  # O comment\n\n    X: Y\n    Z: W\n',
    ],
    [
      'a comment above what is removed',
      'a: 1\n\n# about b\nb: 2\n\n# about c\nc: 3\n',
      [remove('/b')],
      'a: 1\n\n# about c\nc: 3\n',
    ],
    [
      'a comment above the second key of an element',
      'l:\n  - a: 1\n    # about b\n    b: 2\n',
      [remove('/l/0/a')],
      'l:\n  -\n    # about b\n    b: 2\n',
    ],
    [
      'blank lines between elements',
      'l:\n  - a\n\n  - b\n\nx: 1\n',
      [add('/l/1', 'm'), add('/l/-', 'z')],
      'l:\n  - a\n\n  - m\n\n  - b\n\n  - z\n\nx: 1\n',
    ],
    [
      'wide dashes',
      'r:\n-   a: 1\n    b: 2\n',
      [add('/r/-', { a: [3] })],
      'r:\n-   a: 1\n    b: 2\n-   a:\n    -   3\n',
    ],
    [
      'texts over several lines',
      'a: \'x\n  y\'\nb: p\n  q\nc:\n  "n" # c\n',
      [replace('/a', "o'clock"), replace('/b', 'one'), replace('/c', { x: 1 })],
      "a: 'o''clock'\nb: one\nc: # c\n  x: 1\n",
    ],
    [
      'values that are missing',
      'a:\nb: # none\nc: ~\n',
      [replace('/a', 1), replace('/b', { x: 1 }), replace('/c', [1])],
      'a: 1\nb: # none\n  x: 1\nc:\n  - 1\n',
    ],
    ['brackets over several lines', 'b: [\n  1,\n  2,\n]\n', [add('/b/-', 3), remove('/b/0')], 'b: [\n  2,\n  3,\n]\n'],
    [
      'brackets without spaces',
      'a: {b: 1, c: {}}\n',
      [add('/a/c/d', 1), add('/a/e', '{{x}}')],
      'a: {b: 1, c: {d: 1}, e: "{{x}}"}\n',
    ],
    ['a kept end of a text', 'a: |+\n  k\n\nb: 1\n', [replace('/a', 'l\n\n\n')], 'a: |+\n  l\n\n\nb: 1\n'],
    [
      'keys between brackets',
      'a: { b : 1, c, "d": 2 }\n',
      [move('/a/b', '/a/x: y'), move('/a/c', '/a/$&'), move('/a/d', '/a/f')],
      'a: { "x: y" : 1, $&, f: 2 }\n',
    ],
    ['brackets as in JSON', 'a: {"b":1,"c":[]}\n', [replace('/a/b', 'x'), add('/a/c/-', 2)], 'a: {"b":x,"c":[2]}\n'],
    [
      'keys without values',
      'a: { b, c: , "d": 1 }\n',
      [replace('/a/b', 1), replace('/a/c', 2)],
      'a: { b: 1, c: 2, "d": 1 }\n',
    ],
    ['escaped line breaks', 'a: "x\\ny"\n', [replace('/a', 'x\nz')], 'a: "x\\nz"\n'],
  ])('%s', (_title, text, patch, after) => {
    expect(patched(text, ...patch)).toBe(after);
  });
});

describe('anchors, aliases and merge keys', () => {
  const text = `base: &base
  a: 1
  list: [x]
one: *base # all of it
two:
  <<: *base
  own: 1
three: &three 5
`;
  it.each<[string, TextOperation[], string[]]>([
    ['an alias becomes a value', [replace('/one', 3)], ['-one: *base # all of it', '+one: 3 # all of it']],
    [
      'what stands behind an alias becomes a copy',
      [replace('/one/a', 3)],
      ['-one: *base # all of it', '+one: # all of it', '+  a: 3', '+  list: [x]'],
    ],
    ['a merged key gets a value of its own', [replace('/two/a', 3)], ['+  a: 3']],
    ['a merged list gets a copy', [add('/two/list/-', 'z')], ['+  list: [x, z]']],
    ['an anchor that nobody uses stays', [replace('/three', 6)], ['-three: &three 5', '+three: &three 6']],
    ['an anchor stays where its key is renamed', [move('/base', '/first')], ['-base: &base', '+first: &base']],
    ['the map that merges can be emptied', [remove('/two/own')], ['-  own: 1']],
    [
      'what nobody uses any more can be changed',
      [remove('/one'), remove('/two'), replace('/base/a', 2)],
      ['-  a: 1', '+  a: 2', '-one: *base # all of it', '-two:', '-  <<: *base', '-  own: 1'],
    ],
  ])('%s', (_title, patch, lines) => {
    expect(changes(text, patched(text, ...patch))).toEqual(lines);
  });

  it.each<[string, TextOperation, string]>([
    ['a merged key cannot be removed', remove('/two/a'), 'comes from <<'],
    ['what others use cannot be changed', replace('/base/a', 2), '&base is used elsewhere'],
    ['nor be added to', add('/base/b', 2), '&base is used elsewhere'],
    ['nor be removed', remove('/base'), '&base is used elsewhere'],
    ['an anchor cannot move behind its aliases', move('/base', '/two/base'), 'read as something else'],
  ])('%s', (_title, operation, why) => {
    expect(reason(text, operation)).toContain(why);
  });

  it('a key that hides a merged one cannot be removed', () => {
    const hiding = text.replace('own: 1', 'a: 2');
    expect(reason(hiding, remove('/two/a'))).toContain('from << would count');
    expect(patched(hiding, replace('/two/a', 3))).toContain('<<: *base\n  a: 3\n');
  });
});

describe('what is refused', () => {
  it.each<[string, string, TextOperation, string]>([
    ['mistakes', 'a: 1\na: 2\n', replace('/a', 1), 'line 2: "a" is written twice'],
    ['two documents', 'a: 1\n---\nb: 1\n', replace('/a', 2), 'second YAML document'],
    ['tags', 'a: !!map { b: 1 }\n', replace('/a/b', 2), 'tag'],
    ['tags that hide a value', 'a: !!str 1\n', replace('/a', 2), 'cannot be read'],
    ['keys with a question mark', '? a\n: 1\n', replace('/a', 2), 'with ?'],
    ['comments between brackets', 'a: [\n  x, # one\n  y\n]\n', add('/a/-', 'z'), 'between the brackets'],
    ['comments that would be lost', 'a:\n  # b\n  b: 1\nl: [1]\n', move('/a', '/l/0'), 'comments would be lost'],
    [
      'nesting',
      'a: 1\n',
      add(
        '/b',
        Array.from({ length: 200 }).reduce<Json>((value) => [value], 1),
      ),
      'nests too deeply',
    ],
  ])('%s', (_title, text, operation, why) => {
    expect(reason(text, operation)).toContain(why);
  });
});
