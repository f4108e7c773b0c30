// Monitors between spec and API: names that differ, what goes with an update, what never goes.
import { type JsonObject, normalize } from '@postform/engine';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { leavesOf, parsed } from '../testing/spec.ts';
import { monitor } from './index.ts';

const written: JsonObject = { name: 'Orders', collection: '1-c', schedule: { cron: '*/30 * * * *' } };

const live: JsonObject = {
  id: 'm-1',
  uid: '1-m-1',
  name: 'Orders',
  owner: 1,
  active: false,
  notificationLimit: null,
  collectionUid: '1-c',
  environmentUid: '1-e',
  jobId: 'j',
  options: { strictSSL: true, followRedirects: true, requestTimeout: null, requestDelay: 0, proxy: 'p' },
  notifications: { onError: [{ email: 'b@example.com' }, { email: 'a@example.com' }], onFailure: null },
  distribution: null,
  schedule: { cron: '0 */30 * * * *', timezone: 'UTC', nextRun: '2026-01-01T00:00:00.000Z' },
  retry: {},
  lastRun: { status: 'success' },
};

function sent(fields: JsonObject, current?: JsonObject): JsonObject {
  const spec = normalize(monitor, parsed(monitor, { ...written, ...fields }));
  return monitor.toRemote(spec, { itemIds: {}, ...(current === undefined ? {} : { current }) });
}

describe('a monitor at Postman', () => {
  it('is read without what is unset, what moves by itself, and what the server sets', () => {
    expect(leavesOf(monitor, monitor.fromRemote(live, {}).spec)).toEqual({
      '/name': 'Orders',
      '/collection': '1-c',
      '/environment': '1-e',
      '/schedule/cron': '*/30 * * * *',
      '/schedule/timezone': 'UTC',
      '/active': false,
      '/notifications/onError': ['a@example.com', 'b@example.com'],
      '/notifications/onFailure': [],
      '/options/followRedirects': true,
      '/options/strictSSL': true,
    });
  });

  it('shows nobody to notify as an empty list, also where the read has no such list', () => {
    const { notifications: _, ...silent } = live;
    const leaves = leavesOf(monitor, monitor.fromRemote(silent, {}).spec);
    expect(leaves).toMatchObject({ '/notifications/onError': [], '/notifications/onFailure': [] });
    expect(sent({ notifications: { onError: [] } })['notifications']).toEqual({ onError: [] });
  });

  it('is created with what is managed, under the names that writes use', () => {
    const fields = {
      environment: '1-e',
      distribution: ['uk'],
      notifications: { onFailure: ['a@example.com'] },
      retry: { attempts: 2 },
    };
    expect(sent(fields)).toEqual({
      ...written,
      environment: '1-e',
      distribution: [{ region: 'uk' }],
      notifications: { onFailure: [{ email: 'a@example.com' }] },
      retry: { attempts: 2 },
    });
  });

  it('is updated without collection, environment and an `active` that is not managed', () => {
    expect(sent({ environment: '1-e' }, live)).toEqual({
      name: 'Orders',
      schedule: { cron: '*/30 * * * *', timezone: 'UTC' },
    });
    expect(sent({ active: true }, live)['active']).toBe(true);
  });

  it('sends groups whole, ours over theirs, without null, zero and the next run; unknown fields survive', () => {
    const body = sent({ options: { strictSSL: false }, notifications: { onFailure: ['c@example.com'] } }, live);
    expect(body['options']).toEqual({ strictSSL: false, followRedirects: true, proxy: 'p' });
    expect(body['notifications']).toEqual({
      onError: [{ email: 'b@example.com' }, { email: 'a@example.com' }],
      onFailure: [{ email: 'c@example.com' }],
    });
    expect(body).not.toHaveProperty('retry');
    expect(monitor.toRemote({ name: 'x', options: {} }, { current: live, itemIds: {} })).toEqual({ name: 'x' });
  });

  it('has no ownership of what is not written, and cannot change what it runs', () => {
    expect(monitor.owns(normalize(monitor, parsed(monitor, written)))).toEqual([]);
    expect(monitor.immutable).toEqual(['/collection', '/environment']);
  });

  it('is written for import with addresses where they are known, else with uids, and without what is unset', () => {
    const refName = (kind: string, uid: string) => (uid === '1-c' ? `${kind}.orders` : undefined);
    const { spec } = monitor.fromRemote(live, {});
    const { written: back, files } = monitor.write(spec, { name: 'orders', refName });
    expect(back).toEqual({
      name: 'Orders',
      collection: 'collection.orders',
      environment: { uid: '1-e' },
      schedule: { cron: '*/30 * * * *', timezone: 'UTC' },
      active: false,
      notifications: { onError: ['a@example.com', 'b@example.com'], onFailure: [] },
      options: { followRedirects: true, strictSSL: true },
    });
    expect(files).toEqual({});
    const again = parsed(monitor, { ...back, collection: '1-c', environment: '1-e' });
    expect(leavesOf(monitor, again)).toEqual(leavesOf(monitor, spec));
  });
});

describe('what is said of a monitor', () => {
  it('is one line a leaf, in the order of the documents', () => {
    const changes = [
      { pointer: '/distribution', before: ['uk'], after: ['uk', 'us-east'] },
      { pointer: '/active', before: false, after: true },
      { pointer: '/schedule/cron', before: '*/30 * * * *', after: '0 * * * *' },
      { pointer: '/collection', before: '1-c', after: { $deferred: 'unknown', of: 'collection.orders.uid' } },
      { pointer: '/notifications/onError', before: ['a@example.com'], after: [] },
    ];
    const spec = monitor.fromRemote({ ...live, distribution: [{ region: 'uk' }] }, {}).spec;
    expect(monitor.describe(changes, spec, spec).map((line) => line.text)).toEqual([
      'collection: "1-c" → (known after apply)',
      'schedule.cron: "*/30 * * * *" → "0 * * * *"',
      'active: false → true (starts running again)',
      'notifications.onError: "a@example.com" → (none)',
      'distribution: "uk" → "uk", "us-east"',
    ]);
  });
});

const deferred = fc.constant({ $deferred: 'unknown', of: 'x' });
const maybe = <T>(value: fc.Arbitrary<T>) => fc.oneof(value, fc.constant(null), deferred);
const group = (fields: Record<string, fc.Arbitrary<unknown>>) =>
  fc.oneof(maybe(fc.record(fields, { requiredKeys: [] })), fc.constant({}));
const anySpec = fc.record(
  {
    name: fc.string(),
    collection: maybe(fc.string()),
    schedule: group({
      cron: maybe(fc.constantFrom('0 0 * * * *', '0 0 0 0 0 0', '* * * * *')),
      timezone: maybe(fc.string()),
    }),
    active: maybe(fc.boolean()),
    notificationLimit: maybe(fc.nat(3)),
    notifications: group({
      onError: maybe(fc.array(fc.oneof(fc.string(), deferred))),
      onFailure: maybe(fc.array(fc.string())),
    }),
    retry: group({ attempts: maybe(fc.nat(2)) }),
    options: group({ requestDelay: maybe(fc.nat(2)), strictSSL: maybe(fc.boolean()) }),
    distribution: maybe(fc.array(fc.oneof(fc.constantFrom('uk', 'us-east'), deferred))),
  },
  { requiredKeys: ['name'] },
);

describe('Law 10: a monitor', () => {
  it('is normalised once and for all', () => {
    fc.assert(
      fc.property(anySpec, (spec) => {
        const once = normalize(monitor, spec as JsonObject);
        expect(normalize(monitor, once)).toEqual(once);
      }),
    );
  });
});
