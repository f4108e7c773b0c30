// The escaping: what a terminal, a build server or an eye would obey is shown, and everything else stays as it is.
import { describe, expect, it } from 'vitest';
import { columnsOf } from './columns.ts';
import { EMPTY_LINE, oneLine, printable, printableJson } from './printable.ts';

const hostile: readonly (readonly [string, string, string])[] = [
  ['colours and cursors', 'a\u001b[31m\u001b[2J', 'a\\u001b[31m\\u001b[2J'],
  ['a bell, a null and a backspace', '\u0007\0\b', '\\u0007\\u0000\\u0008'],
  ['DEL and C1', '\u007f\u009b31m\u0085', '\\u007f\\u009b31m\\u0085'],
  ['a carriage return', 'evil\rgood', 'evil\\rgood'],
  ['a line break', 'x\nNo changes.', 'x\\nNo changes.'],
  ['a tab', 'a\tb', 'a\\tb'],
  ['separators of lines', 'a\u2028b\u2029c', 'a\\u2028b\\u2029c'],
  ['overrides and isolates', '\u202e\u2066\u2069\u200f\u061c', '\\u202e\\u2066\\u2069\\u200f\\u061c'],
  ['what is not seen', 'pay\u200bpal\ufeff\u00ad\u2060\u3164', 'pay\\u200bpal\\ufeff\\u00ad\\u2060\\u3164'],
  ['joiners between Latin letters', 'a\u200db\u200c', 'a\\u200db\\u200c'],
  ['tags', 'x\u{e0041}', 'x\\udb40\\udc41'],
  ['half a character', 'x\ud83d', 'x\\ud83d'],
  ['commands of build servers', '##[error]x ##vso[task.y]', '#\\u0023[error]x #\\u0023vso[task.y]'],
];

it.each(hostile)('%s: escaped within a line', (_what, text, shown) => {
  expect(oneLine(text)).toBe(shown);
  expect(oneLine(shown)).toBe(shown);
});

it.each(hostile)('%s: JSON means the same, and holds nothing of it', (_what, text) => {
  const json = printableJson(JSON.stringify({ [text]: text }, undefined, 2));
  expect(JSON.parse(json)).toEqual({ [text]: text });
  expect(json.replaceAll('\n', '')).toMatch(/^[\x20-\x7e]*$/);
  expect(json).not.toMatch(/##\w*\[/);
});

it.each(['plain', 'Ünïcödé ключ 鍵 مفتاح', 'e\u0301', '👩‍👩‍👧 👍🏽 ❤️', 'نامه‌ها', 'क्‍ष', 'C:\\new', '# ## [x]', 'a::b'])(
  '%s stays as it is',
  (text) => {
    expect(oneLine(text)).toBe(text);
    expect(printable(text, true)).toBe(text);
    expect(printableJson(text)).toContain(text.slice(0, 1));
  },
);

it('no character that a terminal obeys gets through, wherever it stands', () => {
  const obeyed = /[\p{Cc}\p{Zl}\p{Zp}\p{Bidi_Control}]/u;
  for (let code = 0; code < 0x2100; code += 1) {
    const char = String.fromCharCode(code);
    const shown = [char, `a${char}b`].flatMap((text) => [oneLine(text), printable(text, true).replaceAll('\n', '')]);
    const json = printableJson(JSON.stringify({ [char]: char }));
    expect(obeyed.test(shown.join('') + json), `U+${code.toString(16)}`).toBe(false);
  }
});

describe('what we write ourselves', () => {
  it('keeps its line breaks, its styles where there are any, and the line that is taken away', () => {
    expect(printable('a\n\u001b[31mb\u001b[39m\n', true)).toBe('a\n\u001b[31mb\u001b[39m\n');
    expect(printable('\u001b[31mb\u001b[39m', false)).toBe('\\u001b[31mb\\u001b[39m');
    expect(printable(EMPTY_LINE, true)).toBe(EMPTY_LINE);
    expect(printable(`x${EMPTY_LINE}`, true)).toBe('x\\r\\u001b[2K');
    expect(printable('\u001b[8m\u001b]0;x\u0007', true)).toBe('\\u001b[8m\\u001b]0;x\\u0007');
  });

  it('begins no line with a command', () => {
    expect(printable('x\n::set-output name=a::b\n  \u00a0::add-mask::c\n', false)).toBe(
      'x\n\\u003a:set-output name=a::b\n  \u00a0\\u003a:add-mask::c\n',
    );
  });
});

it('columns are what is seen', () => {
  expect(columnsOf('\u001b[1mab\u001b[22m')).toBe(2);
  expect(columnsOf('鍵e\u0301🔑')).toBe(5);
  expect(columnsOf('ｆｕｌｌ')).toBe(8);
});
