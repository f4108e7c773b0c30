// Tests of the comparison: what counts as the documented answer and what does not.
import { expect, test } from 'vitest';
import type { Json } from '../../json/json.ts';
import { differenceFrom } from './compare.ts';
import { deviations } from './deviations.ts';

function difference(status: number, wanted: Json, got: Json): string | undefined {
  const documented = { contentType: 'application/json', examples: { one: wanted }, shared: undefined };
  return differenceFrom(documented, 'one', { status, body: got, headers: new Headers() });
}

test('other texts, ids and times are the same shape; a missing key and another type are not', () => {
  const wanted = { mock: { id: 'a', config: { matchBody: false }, environment: null } };
  expect(difference(200, wanted, { mock: { id: 'b', config: { matchBody: true }, environment: 'e' } })).toBeUndefined();
  expect(difference(200, wanted, { mock: { id: 'b', config: {}, environment: null } })).toBe(
    '/mock/config/matchBody is missing',
  );
  expect(difference(200, wanted, { mock: { id: 7, config: { matchBody: true }, environment: null } })).toBe(
    '/mock/id is number, documented string',
  );
});

test('the elements of a list count together, and a list documented with elements must have some', () => {
  const wanted = { mocks: [{ id: 'a' }, { id: 'b', name: 'B' }] };
  expect(difference(200, wanted, { mocks: [{ id: 'c', name: 'C' }] })).toBeUndefined();
  expect(difference(200, wanted, { mocks: [{ id: 'c' }] })).toBe('/mocks/*/name is missing');
  expect(difference(200, wanted, { mocks: [] })).toBe('/mocks is empty, documented with elements');
});

test('ids as keys stand for each other', () => {
  expect(difference(200, { roles: { '12345678': ['a'] } }, { roles: { '10203040': ['b'] } })).toBeUndefined();
});

test('an error says what is documented, but for ids', () => {
  const wanted = { error: { name: 'instanceNotFoundError', message: 'no 12ece9e1-2abf-4edc-8e34-de66e74114d2' } };
  const same = { error: { name: 'instanceNotFoundError', message: 'no 5daabc50-8451-43f6-922d-96b403b4f28e' } };
  expect(difference(404, wanted, same)).toBeUndefined();
  expect(difference(404, wanted, { error: { ...same.error, name: 'notFound' } })).toBe(
    '/error/name is "notFound", documented "instanceNotFoundError"',
  );
  expect(difference(404, wanted, { error: { ...same.error, details: [] } })).toBe('/error/details is not documented');
});

test('every deviation has a name of its own and a reason', () => {
  expect(new Set(deviations.map(({ name }) => name)).size).toBe(deviations.length);
  for (const { reason } of deviations) expect(reason.length).toBeGreaterThan(20);
});
