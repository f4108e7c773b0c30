// Patches of JSON texts change what they name and nothing else.
import { readFileSync } from 'node:fs';
import { isObject, type Json, joinPointer } from '@postform/engine';
import fc from 'fast-check';
import { findNodeAtLocation, type Node, parseTree } from 'jsonc-parser';
import { describe, expect, it } from 'vitest';
import { corpusFiles } from '../../../../tests/harness/corpus.ts';
import { draws, patchFrom, pathsIn } from '../testing/patches.ts';
import { patchJsonText } from './patch-json-text.ts';
import type { TextOperation } from './patch-text.ts';

function patched(text: string, ...patch: readonly TextOperation[]): string {
  const result = patchJsonText(text, patch);
  if (!result.ok) throw new Error(`operation ${result.operation}: ${result.reason}`);
  return result.text;
}

describe('the style of the file', () => {
  it.each<[string, string, TextOperation[], string]>([
    [
      'tabs, a new element like its neighbours',
      '{\n\t"item": [\n\t\t{\n\t\t\t"name": "a"\n\t\t}\n\t]\n}',
      [{ op: 'add', path: '/item/-', value: { name: 'b', tags: ['x'] } }],
      '{\n\t"item": [\n\t\t{\n\t\t\t"name": "a"\n\t\t},\n\t\t{\n\t\t\t"name": "b",\n\t\t\t"tags": [\n\t\t\t\t"x"\n\t\t\t]\n\t\t}\n\t]\n}',
    ],
    [
      'four spaces, an element in front',
      '{\n    "a": [\n        1,\n        2\n    ]\n}\n',
      [{ op: 'add', path: '/a/0', value: 0 }],
      '{\n    "a": [\n        0,\n        1,\n        2\n    ]\n}\n',
    ],
    [
      'a list on one line stays there',
      '{\n  "a": ["x", "y"]\n}\n',
      [{ op: 'add', path: '/a/1', value: 'new' }],
      '{\n  "a": ["x", "new", "y"]\n}\n',
    ],
    [
      'a new short list where others are short',
      '{\n  "a": ["x", "y"]\n}\n',
      [{ op: 'add', path: '/b', value: [1, 2] }],
      '{\n  "a": ["x", "y"],\n  "b": [1, 2]\n}\n',
    ],
    [
      'maps on one line beside such maps',
      '{\n  "h": [\n    { "k": "a", "v": "1" }\n  ]\n}\n',
      [{ op: 'add', path: '/h/1', value: { k: 'b', v: '2' } }],
      '{\n  "h": [\n    { "k": "a", "v": "1" },\n    { "k": "b", "v": "2" }\n  ]\n}\n',
    ],
    [
      'brackets that share a line',
      '{\n  "h": [{\n    "k": "a"\n  }, {\n    "k": "b"\n  }]\n}',
      [{ op: 'add', path: '/h/1', value: { k: 'n' } }],
      '{\n  "h": [{\n    "k": "a"\n  }, {\n    "k": "n"\n  }, {\n    "k": "b"\n  }]\n}',
    ],
    [
      'minified',
      '{"a":[1,2],"b":{}}',
      [{ op: 'add', path: '/b/c', value: { d: [1, { e: 2 }] } }],
      '{"a":[1,2],"b":{"c":{"d":[1,{"e":2}]}}}',
    ],
    [
      'one line with spaces',
      '{"a": [1, 2]}',
      [{ op: 'add', path: '/b', value: { c: [1, 2] } }],
      '{"a": [1, 2], "b": {"c": [1, 2]}}',
    ],
    [
      'CRLF and no final line break',
      '{\r\n  "a": 1\r\n}',
      [{ op: 'add', path: '/b', value: [{}] }],
      '{\r\n  "a": 1,\r\n  "b": [\r\n    {}\r\n  ]\r\n}',
    ],
    ['a byte order mark', '\uFEFF{"a":1}\n', [{ op: 'replace', path: '/a', value: 2 }], '\uFEFF{"a":2}\n'],
    [
      'colons as beside them',
      '{\n  "a" : 1\n}',
      [{ op: 'add', path: '/b', value: { c: 1 } }],
      '{\n  "a" : 1,\n  "b" : {\n    "c" : 1\n  }\n}',
    ],
    [
      'commas in front',
      '{\n    "a": 1\n  , "b": 2\n}',
      [{ op: 'add', path: '/c', value: 3 }],
      '{\n    "a": 1\n  , "b": 2\n  , "c": 3\n}',
    ],
    [
      'an empty map and an empty list',
      '{\n  "a": {},\n  "b": []\n}',
      [
        { op: 'add', path: '/a/x', value: 1 },
        { op: 'add', path: '/b/-', value: 1 },
      ],
      '{\n  "a": {\n    "x": 1\n  },\n  "b": [\n    1\n  ]\n}',
    ],
    ['an empty document', '{}', [{ op: 'add', path: '/a', value: [1] }], '{\n  "a": [\n    1\n  ]\n}'],
    [
      'what is emptied',
      '{\n  "a": {\n    "x": 1\n  },\n  "b": [\n    1\n  ]\n}',
      [
        { op: 'remove', path: '/a/x' },
        { op: 'remove', path: '/b/0' },
      ],
      '{\n  "a": {},\n  "b": []\n}',
    ],
    ['the last element, with the comma before it', '[\n  1,\n  2\n]', [{ op: 'remove', path: '/1' }], '[\n  1\n]'],
    [
      'escapes of other texts',
      '{"a":"\\u00e4\\/\\"","b":1.50e1,"c":0}',
      [{ op: 'replace', path: '/c', value: 'x' }],
      '{"a":"\\u00e4\\/\\"","b":1.50e1,"c":"x"}',
    ],
    [
      'escapes beyond ASCII where the file has them',
      '{"a":"\\u00e4"}',
      [{ op: 'add', path: '/b', value: 'ü😀' }],
      '{"a":"\\u00e4","b":"\\u00fc\\ud83d\\ude00"}',
    ],
    [
      'the last of equal keys',
      '{"a": {"x": 1}, "a": {"x": 2}}',
      [{ op: 'replace', path: '/a/x', value: 3 }],
      '{"a": {"x": 1}, "a": {"x": 3}}',
    ],
    ['all of equal keys', '{"a": 1, "b": 2, "a": 3}', [{ op: 'remove', path: '/a' }], '{"b": 2}'],
  ])('%s', (_title, text, patch, after) => {
    expect(patched(text, ...patch)).toBe(after);
  });

  it('of lists over several lines', () => {
    const text = '[1, 2,\n 3, 4,\n\n 5]';
    expect(patched(text, { op: 'remove', path: '/1' })).toBe('[1,\n 3, 4,\n\n 5]');
    expect(patched(text, { op: 'remove', path: '/2' })).toBe('[1, 2,\n 4,\n\n 5]');
    expect(patched(text, { op: 'add', path: '/4', value: 0 })).toBe('[1, 2,\n 3, 4,\n 0,\n\n 5]');
  });

  it('of values added into what was added before', () => {
    const text = '{\n  "a": 1\n}\n';
    const patch: TextOperation[] = [
      { op: 'add', path: '/b', value: { c: [] } },
      { op: 'add', path: '/b/c/-', value: { d: 1 } },
      { op: 'replace', path: '/b/c/0/d', value: [true] },
      { op: 'move', from: '/b/c/0', path: '/e' },
      { op: 'remove', path: '/a' },
    ];
    expect(patched(text, ...patch)).toBe(
      '{\n  "b": {\n    "c": []\n  },\n  "e": {\n    "d": [\n      true\n    ]\n  }\n}\n',
    );
  });
});

describe('a move', () => {
  const text =
    '{\n  "a": [\n    {"n":1,  "odd": "\\u00e4"},\n    {\n      "n": 2\n    }\n  ],\n  "b": {\n    "c": 1\n  }\n}\n';
  it('keeps the text within a list', () => {
    expect(patched(text, { op: 'move', from: '/a/1', path: '/a/0' })).toBe(
      '{\n  "a": [\n    {\n      "n": 2\n    },\n    {"n":1,  "odd": "\\u00e4"}\n  ],\n  "b": {\n    "c": 1\n  }\n}\n',
    );
  });
  it('keeps the text but for its indentation elsewhere, and twice', () => {
    const once: TextOperation = { op: 'move', from: '/a/1', path: '/b/x' };
    expect(patched(text, once)).toContain('"c": 1,\n    "x": {\n      "n": 2\n    }\n  }\n');
    expect(patched(text, once, { op: 'move', from: '/b/x', path: '/y' })).toContain(
      '  },\n  "y": {\n    "n": 2\n  }\n}\n',
    );
    expect(patched(text, once, { op: 'move', from: '/b/x', path: '/a/1' })).toBe(text);
  });
  it('renames a key in its place', () => {
    expect(patched('{"a" : 1, "b": 2}', { op: 'move', from: '/a', path: '/ä' })).toBe('{"ä" : 1, "b": 2}');
    expect(patched('{"a": 1, "b": 2, "a": 3}', { op: 'move', from: '/a', path: '/c' })).toBe('{"b": 2, "c": 3}');
  });
  it('replaces a key that is there', () => {
    expect(patched('{"a": {"x":1}, "b": 2}', { op: 'move', from: '/a', path: '/b' })).toBe('{"b": {"x":1}}');
  });
});

describe('refusals', () => {
  const text = '{"a": [1], "b": 2}';
  it.each<[string, TextOperation, string]>([
    ['remove nothing', { op: 'remove', path: '/c' }, 'nothing at /c'],
    ['replace nothing', { op: 'replace', path: '/a/1', value: 1 }, 'nothing at /a/1'],
    ['an index with a zero in front', { op: 'replace', path: '/a/00', value: 1 }, 'nothing at /a/00'],
    ['add beyond the end', { op: 'add', path: '/a/2', value: 1 }, 'no place in a list of 1'],
    ['add into a number', { op: 'add', path: '/b/c', value: 1 }, 'neither a map nor a list'],
    ['move into itself', { op: 'move', from: '/a', path: '/a/0' }, 'into itself'],
    ['remove the root', { op: 'remove', path: '' }, 'root'],
    ['a path without a slash', { op: 'remove', path: 'a' }, 'JSON Pointer'],
    ['no JSON', { op: 'replace', path: '/b', value: Number.NaN }, 'NaN'],
    ['half of a character', { op: 'replace', path: '/b', value: 'x\ud800' }, 'half'],
    ['another operation', { op: 'copy', from: '/a', path: '/b' } as unknown as TextOperation, '"copy"'],
  ])('%s', (_title, operation, reason) => {
    const result = patchJsonText(text, [{ op: 'replace', path: '/b', value: 3 }, operation]);
    expect(result).toMatchObject({ ok: false, operation: 1, reason: expect.stringContaining(reason) });
  });

  it('a text that is no JSON, or nests 100,000 levels deep', () => {
    expect(patchJsonText('{', [])).toMatchObject({ ok: false, reason: expect.stringContaining('not JSON') });
    const deep = '['.repeat(100_000) + ']'.repeat(100_000);
    expect(patchJsonText(deep, [{ op: 'add', path: '/0', value: 1 }])).toMatchObject({ ok: false });
    let value: Json = 1;
    for (let level = 0; level < 100_000; level++) value = [value];
    expect(patchJsonText('{}', [{ op: 'add', path: '/a', value }])).toMatchObject({ ok: false, operation: 0 });
  });
});

/** A JSON text in one of many styles. */
interface Style {
  readonly unit: string;
  readonly eol: string;
  readonly colon: string;
  readonly end: string;
  readonly short: number;
}

const styles: fc.Arbitrary<Style> = fc.record({
  unit: fc.constantFrom('', '\t', '  ', '    '),
  eol: fc.constantFrom('\n', '\r\n', ''),
  colon: fc.constantFrom(': ', ':', ' : '),
  end: fc.constantFrom('', '\n', '\r\n'),
  short: fc.integer({ min: 1, max: 4 }),
});

/** `depth % short === 0` is written on lines of its own. */
function print(value: Json, style: Style, depth = 0): string {
  const { unit, eol, colon, short } = style;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const isLines = eol !== '' && depth % short === 0;
  const [open, close] = Array.isArray(value) ? '[]' : '{}';
  const parts = Object.entries(value).map(
    ([key, child]) => (isObject(value) ? JSON.stringify(key) + colon : '') + print(child as Json, style, depth + 1),
  );
  if (parts.length === 0) return `${open}${close}`;
  if (!isLines) return `${open}${parts.join(colon === ':' ? ',' : ', ')}${close}`;
  const lead = eol + unit.repeat(depth + 1);
  return `${open}${lead}${parts.join(`,${lead}`)}${eol}${unit.repeat(depth)}${close}`;
}

const values = fc.jsonValue({ maxDepth: 4 }) as fc.Arbitrary<Json>;

describe('any text and any patch', () => {
  it('read as the patched tree', () => {
    fc.assert(
      fc.property(values, styles, draws(values, 8), (tree, style, drawn) => {
        const text = print(tree, style) + style.end;
        const { patch, after } = patchFrom(JSON.parse(text), drawn);
        const result = patched(text, ...patch);
        expect(JSON.parse(result)).toEqual(JSON.parse(JSON.stringify(after)));
        if (style.eol === '\r\n' && text.includes('\r\n') && style.end !== '\n')
          expect(result).not.toMatch(/[^\r]\n(?!$)/);
      }),
      { numRuns: 500 },
    );
  }, 60_000);

  it('of moves alone have the same lines in another order', () => {
    fc.assert(
      fc.property(
        fc.array(values, { minLength: 2, maxLength: 6 }),
        styles,
        fc.nat(),
        fc.nat(),
        (list, style, from, to) => {
          const text = print({ list, end: 0 }, { ...style, eol: '\n', short: 1 });
          const path = (index: number) => `/list/${index % list.length}`;
          const lines = (one: string) =>
            one
              .split('\n')
              .map((line) => line.replace(/,$/, ''))
              .sort();
          expect(lines(patched(text, { op: 'move', from: path(from), path: path(to) }))).toEqual(lines(text));
        },
      ),
    );
  });

  it('and none at all give the same text', () => {
    fc.assert(
      fc.property(values, styles, fc.nat(), (tree, style, place) => {
        const text = print(tree, style) + style.end;
        const all = pathsIn(JSON.parse(text));
        const { path, value } = all[place % all.length]!;
        expect(patched(text)).toBe(text);
        expect(patched(text, { op: 'replace', path: joinPointer(...path), value })).toBe(text);
      }),
    );
  });
});

interface Source {
  readonly text: string;
  /** Length of the byte order mark. */
  readonly mark: number;
  readonly root: Node;
}

/** Checks one edit against the offsets that another parser finds. */
function expectOnlyThere({ text, mark, root }: Source, operation: TextOperation, path: readonly string[]): void {
  const after = patched(text, operation);
  const steps = (tokens: readonly string[]) => {
    let node = root;
    for (const token of tokens) node = findNodeAtLocation(node, [node.type === 'array' ? Number(token) : token])!;
    return node;
  };
  const parent = steps(path.slice(0, -1));
  const { length } = parent.children!;
  const isOf = (one: Node) => one.children![0]!.value === path.at(-1);
  const own = parent.type === 'array' ? Number(path.at(-1)) : parent.children!.findIndex(isOf);
  const index = own === -1 ? length : own;
  const before = parent.children![index - 1];
  const behind = parent.children![operation.op === 'add' ? index : index + 1];
  const node = operation.op === 'replace' ? steps(path) : undefined;
  const start = node?.offset ?? (before === undefined ? parent.offset + 1 : before.offset + before.length);
  const end = node === undefined ? (behind?.offset ?? parent.offset + parent.length - 1) : node.offset + node.length;
  const tail = text.slice(mark + end);
  if (!after.startsWith(text.slice(0, mark + start)) || !after.endsWith(tail))
    throw new Error(`${JSON.stringify(operation)} changed more`);
  if (operation.op !== 'remove') expect(after.length).toBeGreaterThan(mark + start + tail.length);
}

describe('one edit of a real file changes no other byte', () => {
  it.each([...corpusFiles('collections'), ...corpusFiles('environments'), ...corpusFiles('invalid')])(
    '$name',
    ({ path: file }) => {
      const text = readFileSync(file, 'utf8');
      const mark = /^\uFEFF?/.exec(text)![0].length;
      const root = parseTree(text.slice(mark));
      if (root === undefined || !isJson(text.slice(mark))) return;
      const tree = JSON.parse(text.slice(mark)) as Json;
      const all = pathsIn(tree).filter(({ path }) => path.length > 0);
      for (let round = 0; round < 6; round++) {
        const { path } = all[(round * 7919 + 13) % all.length]!;
        const at = joinPointer(...path);
        const parent = path.slice(0, -1);
        const value = { new: [round] };
        const source = { text, mark, root };
        if (round % 3 === 0) expectOnlyThere(source, { op: 'replace', path: at, value }, path);
        else if (round % 3 === 1) expectOnlyThere(source, { op: 'remove', path: at }, path);
        else if (isInList(tree, path)) expectOnlyThere(source, { op: 'add', path: at, value }, path);
        else
          expectOnlyThere(source, { op: 'add', path: joinPointer(...parent, 'new-key'), value }, [
            ...parent,
            'new-key',
          ]);
      }
    },
    60_000,
  );
});

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

function isInList(tree: Json, path: readonly string[]): boolean {
  let value = tree;
  for (const token of path.slice(0, -1)) value = (value as Record<string, Json>)[token]!;
  return Array.isArray(value);
}

it('10,000 operations on 20 MB take seconds', () => {
  const item = (n: number) => ({
    name: `request ${n}`,
    request: { method: 'GET', url: 'https://example.com/'.repeat(30), header: [] },
  });
  const text = JSON.stringify(
    {
      item: Array.from({ length: 20 }, (_, f) => ({
        name: `f${f}`,
        item: Array.from({ length: 1400 }, (_, n) => item(n)),
      })),
    },
    null,
    '\t',
  );
  const patch = Array.from({ length: 10_000 }, (_, n): TextOperation => {
    const folder = `/item/${n % 20}/item`;
    if (n % 4 === 0) return { op: 'replace', path: `${folder}/${n % 900}/name`, value: `new ${n}` };
    if (n % 4 === 1) return { op: 'add', path: `${folder}/${n % 900}`, value: item(n) };
    if (n % 4 === 2) return { op: 'remove', path: `${folder}/${n % 900}` };
    return { op: 'move', from: `${folder}/${n % 900}`, path: `${folder}/${(n * 7) % 900}` };
  });
  expect(text.length).toBeGreaterThan(20_000_000);
  const started = process.cpuUsage();
  patched(text, ...patch);
  const { user, system } = process.cpuUsage(started);
  expect((user + system) / 1e6).toBeLessThan(20);
}, 60_000);
