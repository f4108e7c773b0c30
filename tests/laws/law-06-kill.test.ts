// Law 6, its first half: ten creates of each kind, killed at a call, once more, ten objects.
import type { JsonObject } from '@postform/engine';
import { afterEach, describe, expect, it } from 'vitest';
import { type Authored, type Harness, makeHarness, refTo } from '../harness/harness.ts';
import { dyingPorts, type KillPoint } from '../harness/kill.ts';

const SETTLE_MS = 250;
/** Lists lag less than the settle time, which begins before the call reaches the server. */
const LAG_MS = 150;
const NUMBERS = Array.from({ length: 10 }, (_, index) => index);

const collection = (name: string): Authored => ({
  address: `collection.${name}`,
  written: { source: `${name}.json` },
  sources: {
    [`${name}.json`]: {
      info: { name: `Kill ${name}`, schema: 'https://schema.getpostman.com/json/collection/v2.1.0/collection.json' },
      item: [{ name: 'Ping', request: { method: 'GET', url: 'https://example.com/ping' } }],
    },
  },
});
/** What mocks and monitors need before they can be made. */
const baseOf = (kind: string): readonly Authored[] =>
  kind === 'mock' || kind === 'monitor' ? [collection('base')] : [];

const ten: Readonly<Record<string, readonly Authored[]>> = {
  collection: NUMBERS.map((n) => collection(`c${n}`)),
  environment: NUMBERS.map((n) => ({
    address: `environment.e${n}`,
    written: { name: `Kill e${n}`, values: { n: `${n}` } },
  })),
  mock: NUMBERS.map((n) => ({
    address: `mock.m${n}`,
    written: { name: `Kill m${n}`, collection: refTo('collection.base'), private: true },
  })),
  monitor: NUMBERS.map((n) => ({
    address: `monitor.w${n}`,
    written: {
      name: `Kill w${n}`,
      collection: refTo('collection.base'),
      schedule: { cron: '0 6 * * *', timezone: 'UTC' },
    },
  })),
};

const points: readonly KillPoint[] = ['before the effect', 'after the effect', 'after the reply'];

let harness: Harness;
afterEach(async () => harness?.close());

describe.each(Object.keys(ten))('Law 6: ten creates of a %s', (kind) => {
  describe.each(points)('killed %s', (point) => {
    it.each([
      ['fresh', 1],
      ['stale', 6],
    ] as const)('with %s lists, at write %i: one re-run, ten objects, no twins', async (lists, nth) => {
      harness = await makeHarness({
        settleMs: SETTLE_MS,
        staleListsMs: lists === 'stale' ? LAG_MS : 0,
        parallelism: 4,
      });
      const base = baseOf(kind);
      const all = [...base, ...ten[kind]!];
      expect((await harness.apply(base)).end).toBe('done');
      const first = await harness
        .apply(all, { ports: dyingPorts(harness, point, nth, { settleMs: SETTLE_MS }) })
        .catch((error: Error) => error);
      if (!(first instanceof Error)) expect(first.end).not.toBe('done');

      const second = await harness.apply(all);
      expect(second.outcomes.filter((outcome) => outcome.status !== 'done')).toEqual([]);
      expect(second.end).toBe('done');
      const names = await namesOnServer(harness, kind);
      expect(names).toEqual(ten[kind]!.map((item) => `Kill ${item.address.split('.')[1]}`).sort());
      expect((await harness.plan(all)).plan.steps).toEqual([]);
      expect((await harness.store.load())?.intents).toEqual([]);
    });
  });
});

async function namesOnServer(from: Harness, kind: string): Promise<readonly string[]> {
  await from.control('stale', { ms: 0 });
  const { workspace } = (await from.fetchApi(`/workspaces/${from.emulator.workspace}`)) as {
    readonly workspace: JsonObject;
  };
  const elements = (workspace[`${kind}s`] ?? []) as readonly { readonly name: string }[];
  return elements
    .map((element) => element.name)
    .filter((name) => name !== 'Kill base')
    .sort();
}
