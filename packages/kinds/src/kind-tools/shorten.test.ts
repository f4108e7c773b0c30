// Long text, made short.
import { expect, it } from 'vitest';
import { shorten, shortenPair } from './shorten.ts';

it('keeps start and end, and says how long it is', () => {
  expect(shorten('abcdefghij', 10)).toBe('abcdefghij');
  expect(shorten(`${'a'.repeat(50)}${'b'.repeat(50)}`, 9)).toBe('aaaaaa…bbb (100 characters)');
  expect(shorten('😀'.repeat(20), 9)).toBe('😀😀😀…😀 (40 characters)');
});

it('shows where two long texts differ, however much they have in common', () => {
  const [start, end] = ['s'.repeat(1000), 'e'.repeat(1000)];
  const [s, e] = [`…${'s'.repeat(20)}`, `${'e'.repeat(20)}…`];
  expect(shortenPair(`${start}1${end}`, `${start}2${end}`, 60)).toEqual([`${s}1${e}`, `${s}2${e}`]);
  expect(shortenPair(start, `${start}!`, 60)).toEqual([s, `${s}!`]);
  expect(shortenPair(end, `!${end}`, 60)).toEqual([e, `!${e}`]);
  const [before, after] = shortenPair(`a${start}a`, `b${start}b`, 60);
  expect(before).not.toBe(after);
  expect(before.length).toBeLessThan(90);
});
