// What JSON.parse would drop without a word is reported.
import { describe, expect, it } from 'vitest';
import { desired, diagnosticsOf, notes } from '../testing/diagnostics.ts';
import { jsonLosses, losesDigits } from './json-losses.ts';

const source = (text: string | Uint8Array) =>
  diagnosticsOf(desired('boards:\n  c: { name: C, source: y.json }\n', { 'd/y.json': text }));
const codes = (text: string) => jsonLosses(text).map(({ code, offset }) => `${code} ${offset}`);

describe('Numbers', () => {
  it.each([
    '12345678901234567890',
    '9007199254740993',
    '-9007199254740993',
    '1.00000000000000000001',
    '0.1234567890123456789',
    '1e400',
    '-1e400',
    '1e-400',
    '1e99999999999999999999',
    '123456789012345678e-3',
  ])('%s loses digits', (raw) => {
    expect(losesDigits(raw)).toBe(true);
    expect(codes(`{"a": [1, ${raw}]}`)).toEqual(['D_JSON_NUMBER 10']);
  });
  it.each([
    '0',
    '-0',
    '0.0',
    '1.0',
    '1.50e1',
    '1E+3',
    '0e999',
    '9007199254740992',
    '123456789012345680000',
    '0.1',
    '0.30000000000000004',
    '1.7976931348623157e308',
    '5e-324',
    '1700000000000.25',
    '1.00000000000000000000',
  ])('%s loses none', (raw) => {
    expect(losesDigits(raw)).toBe(false);
    expect(codes(`{"a":${raw}}`)).toEqual([]);
  });
  it('keep their digits: what a double prints is never reported', () => {
    let seed = 7;
    for (let i = 0; i < 2000; i++) {
      seed = (seed * 1103515245 + 12345) % 2147483648;
      const value = (seed / 2147483648 - 0.5) * 10 ** ((i % 600) - 300);
      expect([value, losesDigits(JSON.stringify(value))]).toEqual([value, false]);
    }
  });
});

describe('Keys', () => {
  it.each([
    ['{"a":1,"b":2,"a":3}', 13],
    ['{"a":{"b":1,"b":1}}', 12],
    ['[{"a":1},{"a":1,"a":1}]', 16],
    ['{"a":1,"\\u0061":2}', 7],
    ['{"__proto__":1,"__proto__":2}', 15],
    ['{"constructor":1,"constructor":2}', 17],
    ['{"":1,"":2}', 6],
    ['{"a":[{"x":"}"}],"b":"{\\"a\\":1","a":2}', 32],
    ['{"a\\\\":1,"a\\\\":2}', 9],
  ])('%s holds one twice', (text, offset) => {
    JSON.parse(text);
    expect(codes(text)).toEqual([`D_JSON_DUPLICATE_KEY ${offset}`]);
  });
  it.each([
    '{"a":{"a":{"a":1}},"b":{"a":1}}',
    '[{"a":1},{"a":1}]',
    '{"a":"b","b":"a"}',
    '{"a":["a","a","a"]}',
    '{"constructor":1,"toString":2,"__proto__":{"valueOf":3}}',
    '"a"',
    '{}',
  ])('%s holds none twice', (text) => {
    expect(codes(text)).toEqual([]);
  });
});

describe('Texts', () => {
  it.each(['"\\ud83d"', '{"a":"x\\uDE00y"}', '{"\\ud83d":1}', '["\\ude00\\ud83d"]'])(
    '%s holds half a character',
    (text) => {
      expect(codes(text)[0]).toMatch(/^D_JSON_TEXT/);
    },
  );
  it.each(['"\\ud83d\\ude00"', '"\\\\ud83d"', '"\\ud7ff"', '"\u{1f600}"'])('%s holds whole ones', (text) => {
    expect(codes(text)).toEqual([]);
  });
});

describe('What JSON.parse would drop is reported of sources', () => {
  it('with its place, what is lost, and what would be right', () => {
    expect(source('{\n "items": [1],\n "items": [2]\n}')).toEqual([
      'd/y.json:3:2 D_JSON_DUPLICATE_KEY "items" is written twice in one object, first at line 2, column 2 → keep one of the two: JSON readers silently drop the first (used here d/a.yaml:2:25)',
    ]);
    expect(source('{\n "items": [12345678901234567890, 1e400]\n}')).toEqual([
      'd/y.json:2:12 D_JSON_NUMBER the number 12345678901234567890 would be read as 12345678901234567000 (1 more like this in the file) → write it as text to keep its digits: "12345678901234567890" (used here d/a.yaml:2:25)',
    ]);
    expect(source('{"items": ["\\ud800"]}')).toEqual([
      'd/y.json:1:12 D_JSON_TEXT "\\ud800" contains half of a character, which UTF-8 cannot encode → write both halves of the escape (\\ud83d\\ude00), or remove the one (used here d/a.yaml:2:25)',
    ]);
  });
  it('and bytes that are not UTF-8, while a byte order mark is skipped', () => {
    expect(source(Buffer.from('{"items": ["\xe9"]}', 'latin1'))[0]).toContain('d/y.json:1:13 D_FILE_ENCODING');
    expect(source(Buffer.from('\ufeff{"items": []}', 'utf16le'))[0]).toContain('is UTF-16, not UTF-8');
    expect(source('\ufeff{"items": []}')).toEqual([]);
    expect(source('{"items": []}\ufeff')[0]).toContain('D_JSON_SYNTAX');
  });
});

describe('YAML', () => {
  it.each(['12345678901234567890', '1.00000000000000000001', '1e400', '-.inf', '9007199254740993', '1e-400'])(
    'numbers that lose digits are reported: %s',
    (raw) => {
      expect(diagnosticsOf(notes(`      a: ${raw}\n`))[0]).toContain(
        `d/a.yaml:5:10 D_YAML_NUMBER YAML reads ${raw} as the number`,
      );
    },
  );
  it('half of a character is reported, in values and in keys', () => {
    const hint = '→ write both halves of the escape (\\ud83d\\ude00), or remove the one';
    expect(diagnosticsOf(notes('      a: "x\\ud83d"\n      "\\ude00": y\n      c: "\\ud83d\\ude00"\n'))).toEqual([
      `d/a.yaml:5:10 D_YAML_TEXT "x\\ud83d" contains half of a character, which UTF-8 cannot encode ${hint}`,
      `d/a.yaml:6:7 D_YAML_TEXT "\\ude00" contains half of a character, which UTF-8 cannot encode ${hint}`,
    ]);
  });
});
