// Builds a small made-up team of resources, and a workspace of any size.
import type { Json } from '@postform/engine';
import { type Authored, refTo } from './harness.ts';

const SCHEMA = 'https://schema.getpostman.com/json/collection/v2.1.0/collection.json';

export function collectionSource(name: string, requests: readonly string[] = ['Ping']): Json {
  return {
    info: { name, schema: SCHEMA },
    item: requests.map((title) => ({
      name: title,
      request: { method: 'GET', url: `https://example.com/${title.toLowerCase()}` },
    })),
  };
}

export function collection(id: string, name: string, requests?: readonly string[]): Authored {
  return {
    address: `collection.${id}`,
    written: { source: `${id}.json` },
    sources: { [`${id}.json`]: collectionSource(name, requests) },
  };
}

export function environment(id: string, name: string, values: Readonly<Record<string, Json>>): Authored {
  return { address: `environment.${id}`, written: { name, values } };
}

export function monitor(id: string, name: string, collectionId: string, cron = '0 6 * * *'): Authored {
  return {
    address: `monitor.${id}`,
    written: { name, collection: refTo(`collection.${collectionId}`), schedule: { cron, timezone: 'UTC' } },
  };
}

export function mock(
  id: string,
  name: string,
  collectionId: string,
  more: Readonly<Record<string, Json>> = {},
): Authored {
  return {
    address: `mock.${id}`,
    written: { name, collection: refTo(`collection.${collectionId}`), private: true, ...more },
  };
}

/** Two collections, two environments, two monitors and a mock, with the mock's URL inside the environment it uses. */
export const team: readonly Authored[] = [
  collection('orders', 'Orders', ['List', 'Create', 'Cancel']),
  collection('billing', 'Billing', ['Charge', 'Refund']),
  environment('orders', 'Orders', { host: 'orders.example.com', mockUrl: refTo('mock.orders', 'mockUrl') }),
  environment('billing', 'Billing', { host: 'billing.example.com' }),
  mock('orders', 'Orders mock', 'orders', { environment: refTo('environment.orders') }),
  monitor('orders-smoke', 'Orders smoke', 'orders'),
  monitor('billing-smoke', 'Billing smoke', 'billing'),
];

export function workspaceOf(sizes: {
  readonly collections: number;
  readonly environments: number;
  readonly monitors: number;
  readonly mocks: number;
}): readonly Authored[] {
  const many = <T>(count: number, make: (n: number) => T): T[] => Array.from({ length: count }, (_, n) => make(n));
  return [
    ...many(sizes.collections, (n) => collection(`c${n}`, `Collection ${n}`)),
    ...many(sizes.environments, (n) => environment(`e${n}`, `Environment ${n}`, { n: `${n}` })),
    ...many(sizes.monitors, (n) => monitor(`w${n}`, `Monitor ${n}`, 'c0')),
    ...many(sizes.mocks, (n) => mock(`m${n}`, `Mock ${n}`, 'c0')),
  ];
}
