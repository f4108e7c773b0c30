// Tests of the check itself: a wrong exchange is found wherever it is wrong.
import { describe, expect, test } from 'vitest';
import { NEEDS_FACTS } from '../../../../../tests/harness/needs.ts';
import type { Exchange } from '../../http/respond.ts';
import type { Json } from '../../json/json.ts';
import { documentedOperations } from '../conformance/documented.ts';
import { hasOpenApi } from './document.ts';
import { lineOf } from './finding.ts';
import { requestFindings, responseFindings } from './findings.ts';
import { toJsonSchema } from './json-schema.ts';
import { makeValidators, type Validators } from './validators.ts';

test('the dialect of OpenAPI 3.0 becomes JSON Schema', () => {
  expect(toJsonSchema({ type: 'string', nullable: true, example: 'a', format: 'uid' })).toEqual({
    type: ['string', 'null'],
  });
  expect(toJsonSchema({ type: 'string', enum: ['a'], nullable: true })).toEqual({
    type: ['string', 'null'],
    enum: ['a', null],
  });
  expect(toJsonSchema({ type: 'number', minimum: 0, exclusiveMinimum: true })).toEqual({
    type: 'number',
    exclusiveMinimum: 0,
  });
  expect(toJsonSchema({ $ref: '#/components/schemas/mock', description: 'a mock' })).toEqual({ $ref: 'postman:mock' });
  const named = { type: 'object', properties: { example: { type: 'string' }, title: { type: 'string' } } };
  expect(toJsonSchema(named)).toEqual(named);
});

describe.skipIf(!hasOpenApi)(`an exchange held against the document ${NEEDS_FACTS}`, () => {
  let made: Validators | undefined;
  const validators = (): Validators => {
    made ??= makeValidators();
    return made;
  };
  const mock = documentedOperations.get('createMock')?.answers['200']?.examples['Successful Response'];

  function exchange(more: {
    status?: number;
    type?: string;
    sent?: Json;
    query?: Exchange['query'];
    body?: Json;
  }): Exchange {
    const { status = 200, type = 'application/json', sent = mock, query = {}, body } = more;
    const call = { method: 'POST', path: '/mocks', operation: 'createMock', fault: undefined, query };
    const request = { headers: { 'content-type': 'application/json' }, body };
    return { ...call, request, response: { status, headers: { 'Content-Type': type }, body: sent } };
  }
  const answered = (more: Parameters<typeof exchange>[0]) => responseFindings(validators(), exchange(more)).map(lineOf);
  const asked = (more: Parameters<typeof exchange>[0]) => requestFindings(validators(), exchange(more)).map(lineOf);

  test('the documented answer is right', () => expect(answered({})).toEqual([]));
  test('an undocumented status is named', () =>
    expect(answered({ status: 409 })).toEqual([
      'createMock response 409 status /: is not documented, only 200, 400, 401, 500',
    ]));
  test('another content type is named', () => expect(answered({ type: 'text/html' })[0]).toMatch(/is text\/html/));
  test('a wrong type is named with its place', () => {
    const [first] = answered({ sent: { mock: { name: 7 } } });
    expect(first).toMatch(/createMock response 200 body \/mock\/name: must be string/);
  });
  test('a parameter nobody documented is named', () =>
    expect(asked({ query: { workspaces: 'x' }, body: { mock: { collection: '1-2' } } })[0]).toMatch(
      /query workspaces/,
    ));
  test('a request body that lacks what is required is named', () =>
    expect(asked({ query: { workspace: 'x' }, body: { mock: {} } })[0]).toMatch(/request 200 body \/mock.*collection/));
  test('a key that no schema names is found by the exact check alone', () => {
    const schema = validators().document.operations['createMock']?.responses['200']?.['application/json'] ?? true;
    const sent = JSON.parse(JSON.stringify(mock));
    sent.mock.surprise = 1;
    expect(validators().check('plain', schema, sent)).toEqual([]);
    expect(makeValidators(true).check('exact', schema, sent)[0]?.message).toContain('surprise');
  });
});
