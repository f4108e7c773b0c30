// Mock servers: what may be written, what is sent, what comes back; never published by accident.
import { type JsonObject, normalize } from '@postform/engine';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { leavesOf, parsed, problems } from '../testing/spec.ts';
import { mock } from './index.ts';

const written: JsonObject = { name: 'Orders mock', collection: '1-c', private: true };

const live: JsonObject = {
  id: 'k-1',
  uid: '1-k-1',
  owner: '1',
  name: 'Orders mock',
  collection: '1-c',
  environment: '1-e',
  mockUrl: 'https://k-1.mock.pstmn.io',
  config: { headers: [], matchBody: false, delay: null, serverResponseId: '' },
  createdAt: 'x',
  updatedAt: 'y',
  isPublic: false,
  deactivated: false,
};

function sent(fields: JsonObject, current?: JsonObject): JsonObject {
  const spec = normalize(mock, parsed(mock, { ...written, ...fields }));
  return mock.toRemote(spec, { itemIds: {}, ...(current === undefined ? {} : { current }) });
}

describe('a mock server', () => {
  it('must say whether it is private, and has leaves for what is written only', () => {
    expect(mock.written['required']).toContain('private');
    expect(leavesOf(mock, parsed(mock, written))).toEqual({
      '/name': 'Orders mock',
      '/collection': '1-c',
      '/private': true,
    });
    expect(problems(mock, { ...written, private: 'secret', name: '' }).map((problem) => problem.pointer)).toEqual([
      '/name',
      '/private',
    ]);
  });

  it('is read without what no read can know', () => {
    expect(leavesOf(mock, mock.fromRemote({ ...live, private: false, description: 'x' }, {}).spec)).toEqual({
      '/name': 'Orders mock',
      '/collection': '1-c',
      '/environment': '1-e',
      '/config/serverResponseId': null,
    });
    expect(mock.writeOnly).toEqual(['/private', '/description', '/versionTag']);
  });

  it.each([[{ config: null }], [{ config: {} }], [{ config: { serverResponseId: null } }], [{}]])(
    'has no server response where the read shows %j',
    (fields) => {
      const { spec } = mock.fromRemote({ ...live, ...fields }, {});
      expect(leavesOf(mock, spec)).toMatchObject({ '/config/serverResponseId': null });
    },
  );

  it('has no environment where the read shows none', () => {
    for (const environment of [null, '']) {
      expect(mock.fromRemote({ ...live, environment }, {}).spec).not.toHaveProperty('environment');
    }
  });

  it('is created with collection, name and private, and what else a create takes', () => {
    const fields = { environment: '1-e', description: 'x', versionTag: 'v', config: { serverResponseId: 'r' } };
    expect(sent(fields)).toEqual({ ...written, environment: '1-e' });
  });

  it('is updated with collection, name and private always, the rest where it is managed', () => {
    expect(sent({}, live)).toEqual(written);
    const fields = { environment: '1-e', description: 'x', versionTag: 'v', config: { serverResponseId: null } };
    expect(sent(fields, live)).toEqual({ ...written, ...fields });
    expect(mock.toRemote({ private: true }, { current: live, itemIds: {} })).toEqual(written);
  });

  it('is written for import as private, for nobody can read what it is', () => {
    const refName = (kind: string, uid: string) => (uid === '1-c' ? `${kind}.orders` : undefined);
    const { written: back } = mock.write(normalize(mock, mock.fromRemote(live, {}).spec), { name: 'orders', refName });
    expect(back).toEqual({
      name: 'Orders mock',
      collection: 'collection.orders',
      environment: { uid: '1-e' },
      private: true,
    });
    const { spec } = mock.fromRemote({ ...live, config: { serverResponseId: 'r-1' } }, {});
    expect(mock.write(spec, { name: 'orders', refName }).written['config']).toEqual({ serverResponseId: 'r-1' });
  });

  it('tells what others may refer to', () => {
    expect(mock.attributesOf(live)).toEqual({ id: 'k-1', uid: '1-k-1', mockUrl: 'https://k-1.mock.pstmn.io' });
    expect(Object.keys(mock.attributes)).toEqual(Object.keys(mock.attributesOf(live)));
  });

  it('says in a line that it becomes public', () => {
    const changes = [
      { pointer: '/private', before: true, after: false },
      { pointer: '/name', before: undefined, after: 'Orders mock' },
    ];
    expect(mock.describe(changes, undefined, parsed(mock, written)).map((line) => `${line.mark} ${line.text}`)).toEqual(
      ['+ name: "Orders mock"', '~ private: true → false (anybody may call it)'],
    );
  });
});

describe('Law 10: a mock server', () => {
  it('is normalised once and for all', () => {
    const response = fc.oneof(fc.constantFrom('', null, 'r-1'), fc.constant({ $deferred: 'unknown', of: 'x' }));
    const config = fc.oneof(
      fc.record({ serverResponseId: response }, { requiredKeys: [] }),
      fc.constant({ $deferred: 'unknown', of: 'x' }),
    );
    fc.assert(
      fc.property(fc.record({ name: fc.string(), config }, { requiredKeys: ['name'] }), (spec) => {
        const once = normalize(mock, spec as JsonObject);
        expect(normalize(mock, once)).toEqual(once);
      }),
    );
  });
});
