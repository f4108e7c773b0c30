// How deep a JSON text is and how many values it holds.
import { expect, it } from 'vitest';
import { measureJson } from './json-measure.ts';

it.each([
  ['1', 0, 1],
  ['{"a":[1,2,{"b":null}]}', 3, 6],
  ['["[[[", "\\"[[[", "\\\\", [[1]]]', 3, 7],
  ['"[\\\\\\"[[', 0, 1],
  ['', 0, 1],
  ['<html>', 0, 1],
  ['[[[', 3, 4],
  [']]]', 0, 1],
])('%s nests and holds', (text, depth, values) => {
  expect(measureJson(text, 9)).toEqual({ depth, values });
});

it('tells where a text is deeper than it may be, however deep it is', () => {
  const text = `{"a":${'['.repeat(200_000)}`;
  expect(measureJson(text, 3)).toEqual({ depth: 200_001, values: 200_002, tooDeepAt: 7 });
});
