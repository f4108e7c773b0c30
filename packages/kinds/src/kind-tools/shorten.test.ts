// Long text, made short.
import { expect, it } from 'vitest';
import { shorten, shortenPair } from './shorten.ts';

it('keeps start and end, and says how long it is', () => {
  expect(shorten('abcdefghij', 10)).toBe('abcdefghij');
  expect(shorten(`${'a'.repeat(50)} bbb`, 9)).toBe('aaaaaa…bbb (54 characters)');
  expect(shorten('😀'.repeat(20), 9)).toBe('😀😀😀… (40 characters)');
});

it('shows where two long texts differ, however much they have in common', () => {
  const [start, end] = ['s '.repeat(500), ' e'.repeat(500)];
  const [s, e] = [`…${'s '.repeat(10)}`, `${' e'.repeat(10)}…`];
  expect(shortenPair(`${start}1${end}`, `${start}2${end}`, 60)).toEqual([`${s}1${e}`, `${s}2${e}`]);
  expect(shortenPair(start, `${start}!`, 60)).toEqual([s, `${s}!`]);
  expect(shortenPair(end, `!${end}`, 60)).toEqual([e, `!${e}`]);
  const [before, after] = shortenPair(`a${start}a`, `b${start}b`, 60);
  expect(before).not.toBe(after);
  expect(before.length).toBeLessThan(90);
});

it('never shows the end of a word without its beginning, which may say that it is a credential', () => {
  const word = (end: string) => `${'w'.repeat(300)}${end}`;
  expect(shorten(`see ${word('END')}`, 60)).not.toContain('END');
  const [before, after] = shortenPair(word('ONE'), word('TWO'), 60);
  expect(before + after).not.toMatch(/ONE|TWO/);
  expect(after).toContain('another from character 301 on');
});
