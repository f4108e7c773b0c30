// Variables on the command line have names that the project file allows.
import { NAME_PATTERN } from '@postform/engine';
import { expect, it } from 'vitest';
import { UsageError, VARIABLE, variable } from './option-row.ts';

it('variables of the command line may have the names that the project file may give them', () => {
  expect(VARIABLE.source).toBe(NAME_PATTERN);
});

it.each([
  ['x=', { x: '' }],
  ['x=a=b', { x: 'a=b' }],
  ['constructor=1', { constructor: '1' }],
  ['toString=', { toString: '' }],
])('--var %s is data', (text, wanted) => {
  expect(Object.entries(variable(text, undefined))).toEqual(Object.entries(wanted));
  expect(Object.entries(variable(text, { a: '0' }))).toEqual([['a', '0'], ...Object.entries(wanted)]);
});

it.each(['__proto__=1', '=1', 'x', 'a b=1', ' x=1', '-x=1', 'a.b=1'])('--var %j is wrong usage', (text) => {
  expect(() => variable(text, undefined)).toThrow(UsageError);
});
