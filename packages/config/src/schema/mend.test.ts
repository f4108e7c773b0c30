// A value that does not fit its schema is repaired, so that the rest of it can be checked.
import type { Json, JsonObject } from '@postform/engine';
import { describe, expect, it } from 'vitest';
import { mend, withEdits } from './mend.ts';
import { validator } from './validator.ts';

const SCHEMA: JsonObject = {
  type: 'object',
  properties: {
    name: { type: 'string' },
    size: { type: 'integer' },
    color: { enum: ['red', 'green'] },
    list: { type: 'array', items: { type: 'string' }, minItems: 1 },
    inner: {
      type: 'object',
      properties: { id: { type: 'string' }, more: { type: 'object', properties: {}, required: [] } },
      required: ['id', 'more'],
      additionalProperties: false,
    },
  },
  required: ['name'],
  additionalProperties: false,
};
const validate = validator(SCHEMA);
const mended = (value: Json): Json | undefined => {
  const edits = mend(value, validate, 'X');
  return edits && withEdits(value, edits);
};

describe('a value that does not fit', () => {
  it.each<[string, Json, Json]>([
    ['keeps what fits', { name: 'a', size: 3 }, { name: 'a', size: 3 }],
    ['gets a stand-in for a scalar', { name: 5 }, { name: 'X' }],
    ['gets the first word of a list of words', { name: 'a', color: 'blue' }, { name: 'a', color: 'red' }],
    ['loses an unknown key', { name: 'a', nmae: 'b' }, { name: 'a' }],
    ['has a misspelt key where it was meant', { name: 'a', colr: 5 }, { name: 'a', color: 'red' }],
    ['gets a required field that is misspelt once', { nmae: 'b' }, { name: 'X' }],
    ['gets a missing field', { size: 3 }, { name: 'X', size: 3 }],
    ['gets a missing field of what was missing', { name: 'a', inner: 5 }, { name: 'a', inner: { id: 'X', more: {} } }],
    ['loses what no stand-in fits', { name: 'a', size: 'big', list: [] }, { name: 'a' }],
    ['is replaced as a whole', [1], { name: 'X' }],
  ])('%s', (_what, value, expected) => {
    expect(mended(value)).toEqual(expected);
  });

  it('is given up where it holds very many mistakes', () => {
    expect(mended(Object.fromEntries(Array.from({ length: 300 }, (_, n) => [`k${n}`, n])))).toBeUndefined();
  });
});
