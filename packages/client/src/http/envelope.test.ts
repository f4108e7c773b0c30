// Tests Postman's error envelopes.
import type { Json } from '@postform/engine';
import { expect, it } from 'vitest';
import { readEnvelope } from './envelope.ts';

it.each<[string, Json, readonly string[], string]>([
  ['1', { error: { name: 'a', message: 'm', details: ['x: y'] } }, ['a'], 'a: m ["x: y"]'],
  ['2', { type: 'https://api.postman.com/problems/not-found', title: 'T', detail: 'D' }, ['not-found'], 'not-found: D'],
  ['2 without detail', { type: 'urn:error:monitor:gone', title: 'T', detail: {} }, ['gone'], 'gone: T'],
  ['3', { error: { type: 'serverError', message: 'm' } }, ['serverError'], 'serverError: m'],
  ['4', { name: 'a', message: 'm' }, ['a'], 'a: m'],
  ['5', { error: { name: 'a', message: 'm' }, statusCode: 400 }, ['a'], 'a: m'],
  ['6', { error: 'rateLimited', message: 'm' }, ['rateLimited'], 'rateLimited: m'],
  ['no envelope', ['x'], [], ''],
  ['an empty object', {}, [], ''],
])('reads envelope %s', (_, body, names, text) => {
  expect(readEnvelope(body)).toEqual({ names, text });
});

it('makes one line of whatever the server writes, and caps it', () => {
  const { text } = readEnvelope({ error: { name: 'a', message: `one\n\u001b[31mtwo ${'x'.repeat(600)}` } });
  expect(text).toMatch(/^a: one \[31mtwo x+…$/);
  expect(text.length).toBe(401);
});
