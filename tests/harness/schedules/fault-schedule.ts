// Draws from a seed what goes wrong in a run, what the run is to do, and how it is run.
import type { Json } from '@postform/engine';
import { type Authored, refTo } from '../harness.ts';
import { collection, environment, mock, monitor, team } from '../team.ts';
import { type Chance, chanceOf } from './seeded.ts';

export interface FaultSchedule {
  readonly seed: number;
  /** Applied before anything goes wrong; empty: the first run starts from nothing. */
  readonly before: readonly Authored[];
  readonly wanted: readonly Authored[];
  /** As `POST /_emulator/faults` takes them. */
  readonly faults: readonly Json[];
  readonly staleListsMs: number;
  /** Calls that the month still holds, where it is short. */
  readonly monthHolds?: number;
  /** Calls a minute and in ten seconds, where the server keeps limits at all. */
  readonly limits: 'off' | { readonly general: number; readonly slow: number };
  /** Runs while things go wrong. */
  readonly runs: number;
  readonly manner: 'one run' | 'plan file' | 'lazy' | 'partial';
  readonly maxCallsPerRun?: number;
  readonly parallelism: number;
  /** Updates of collections are asked for as tasks, which take so long. */
  readonly tasksTakeMs?: number;
}

const replaced = (address: string, by: Authored): readonly Authored[] =>
  team.map((item) => (item.address === address ? by : item));

/** What a run is to bring about, beginning with the team: each sort of step, alone and together. */
const wishes: readonly (readonly Authored[])[] = [
  team,
  replaced('environment.billing', environment('billing', 'Billing', { host: 'new.example.com', port: '8443' })),
  replaced('collection.orders', collection('orders', 'Orders', ['List', 'Create', 'Void'])),
  replaced('monitor.orders-smoke', monitor('orders-smoke', 'Orders smoke', 'billing')),
  [...team.slice(0, 2), environment('orders', 'Orders', { host: 'orders.example.com' })],
  [
    collection('orders', 'Orders', ['List', 'Create', 'Void']),
    environment('orders', 'Orders', { host: 'new.example.com', mockUrl: refTo('mock.orders', 'mockUrl') }),
    mock('orders', 'Orders mock, renamed', 'orders', { environment: refTo('environment.orders') }),
    monitor('orders-smoke', 'Orders smoke', 'orders', '0 7 * * *'),
    collection('shipping', 'Shipping', ['Track']),
    environment('shipping', 'Shipping', { host: 'shipping.example.com' }),
    mock('shipping', 'Shipping mock', 'shipping'),
    monitor('billing-smoke', 'Billing smoke', 'shipping'),
  ],
];

const methods = ['GET', 'POST', 'PUT', 'DELETE'] as const;
const moments = ['before', 'after'] as const;

/** Which calls a fault meets: a share of all or of a method, or one of them, alone or in a burst. */
function whichCalls(chance: Chance): { [name: string]: Json } {
  const method: { [name: string]: Json } = chance.percent(60) ? { method: chance.pick(methods) } : {};
  if (chance.percent(50)) return { ...method, nth: chance.between(1, 12) };
  const burst: { [name: string]: Json } = chance.percent(30) ? { burst: { forCalls: chance.between(2, 6) } } : {};
  return { ...method, probability: chance.pick([0.05, 0.1, 0.2, 0.4]), ...burst };
}

type MakeFault = (chance: Chance) => Json;

const somebodyElses: readonly {
  readonly on: { readonly [name: string]: Json };
  readonly edit: { readonly [name: string]: Json };
}[] = [
  {
    on: { path: '^/environments/.' },
    edit: { kind: 'environment', set: { '/values/0/value': 'by-hand.example.com' } },
  },
  { on: { path: '^/environments/.' }, edit: { kind: 'environment', set: { '/name': 'Renamed by hand' } } },
  { on: { path: '^/collections/.' }, edit: { kind: 'collection', set: { '/item/0/name': 'Renamed by hand' } } },
  { on: { path: '^/monitors/.' }, edit: { kind: 'monitor', set: { '/schedule/cron': '30 5 * * *' } } },
  { on: { path: '^/environments/.' }, edit: { kind: 'environment', delete: true } },
  { on: { path: '^/monitors/.' }, edit: { kind: 'monitor', delete: true } },
];

const sorts: readonly MakeFault[] = [
  (c) => ({ on: whichCalls(c), do: { kind: 'rate-limit', retryAfterS: c.between(1, 30) } }),
  (c) => ({ on: whichCalls(c), do: { kind: 'status', status: c.pick([500, 502, 503, 504]), when: c.pick(moments) } }),
  (c) => ({ on: whichCalls(c), do: { kind: 'reset', when: c.pick(moments) } }),
  (c) => ({ on: whichCalls(c), do: { kind: 'hang', ms: c.between(1, 20_000), when: c.pick(moments) } }),
  (c) => ({ on: whichCalls(c), do: { kind: 'slow', ms: c.between(1, 40_000) } }),
  (c) => ({ on: whichCalls(c), do: { kind: 'truncate', how: c.pick(['cut', 'torn']) } }),
  (c) => ({ on: whichCalls(c), do: { kind: 'html', when: c.pick(moments) } }),
  (c) => ({ on: { ...whichCalls(c), method: 'GET' }, do: { kind: 'stale', ms: c.between(1, 60_000) } }),
  (c) => ({
    on: { method: 'PUT', path: '^/collections/', times: c.pick([1, 2, 20]) },
    do: { kind: 'status', status: 409 },
  }),
  (c) => ({ on: { nth: c.between(1, 25) }, do: { kind: 'end-month', when: c.pick(moments) } }),
  (c) => ({
    on: { nth: c.between(1, 25) },
    do: { kind: 'revoke-key', when: c.pick(moments), forCalls: c.between(1, 5) },
  }),
  (c) => {
    const { on, edit } = c.pick(somebodyElses);
    const act = { kind: 'edit', edit: { ...edit, id: 'this' }, when: c.pick(moments) };
    return { on: { ...on, method: c.pick(['GET', 'PUT']), nth: c.between(1, 3) }, do: act };
  },
];

/** The same seed gives the same schedule. */
export function faultSchedule(seed: number): FaultSchedule {
  const chance = chanceOf(seed);
  const manner = chance.pick(['one run', 'one run', 'plan file', 'lazy', 'partial'] as const);
  const isPoor = chance.percent(10);
  return {
    seed,
    before: chance.percent(30) ? [] : team,
    wanted: chance.pick(wishes),
    faults: Array.from({ length: chance.between(1, 4) }, () => chance.pick(sorts)(chance)),
    staleListsMs: chance.percent(40) ? chance.between(1, 60_000) : 0,
    ...(isPoor ? { monthHolds: chance.between(1, 60) } : {}),
    limits: chance.percent(70) ? 'off' : { general: chance.pick([20, 60, 300]), slow: chance.pick([5, 10]) },
    runs: chance.between(1, 3),
    manner,
    ...(manner === 'partial' ? { maxCallsPerRun: chance.between(18, 40) } : {}),
    parallelism: chance.pick([1, 2, 4, 8]),
    ...(chance.percent(25) ? { tasksTakeMs: chance.pick([0, 1_500, 4_000, 30_000, 200_000]) } : {}),
  };
}
