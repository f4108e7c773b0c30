// Runs a whole Postform on a quiet clock behind a proxy that counts its calls and knows which are paid for.
import { join } from 'node:path';
import { createClient, type PostmanClient } from '@postform/client';
import {
  type Client,
  type Count,
  DEFAULT_PLAN_OPTIONS,
  type PlanOptions,
  type PlanRun,
  type Ports,
  type Purpose,
  type Reservation,
  runPlan,
} from '@postform/engine';
import { fileBackupStore, fileEvidenceStore } from '@postform/state';
import { random } from '../../packages/cli/src/session/wire.ts';
import { type CountingProxy, startCountingProxy } from './counting-proxy.ts';
import { type Authored, type Harness, type HarnessOptions, makeHarness } from './harness.ts';
import { type QuietClock, quietClock } from './quiet-clock.ts';

/** A reservation that was granted, and the calls that the proxy counted while it was open. */
export interface Granted {
  readonly purpose: Purpose;
  readonly worst: number;
  readonly sent: number;
}

export interface CountedPortsOptions {
  readonly maxCallsPerRun?: number;
  readonly overrides?: Partial<Ports>;
}

export interface CountedHarness {
  readonly harness: Harness;
  readonly proxy: CountingProxy;
  readonly clock: QuietClock;
  /** The ports of one run: a client of its own, on the other side of the proxy. */
  ports(options?: CountedPortsOptions): Ports;
  plan(resources: readonly Authored[], options?: Partial<PlanOptions>): Promise<PlanRun>;
  /** Reservations that were released since the last call of this. */
  granted(): readonly Granted[];
  /** What broke a law since the last call of this, in words. */
  complaints(): readonly string[];
  close(): Promise<void>;
}

export async function makeCountedHarness(options: HarnessOptions = {}): Promise<CountedHarness> {
  const { settleMs = 60_000, parallelism = 4 } = options;
  const clock = quietClock();
  const harness = await makeHarness({ limits: 'off', ...options, clock: clock.shared });
  const open = new Set<{ readonly purpose: Purpose; readonly worst: number; readonly from: number }>();
  let granted: Granted[] = [];
  let complaints: string[] = [];
  const proxy = await startCountingProxy(harness.emulator.url, (call) => {
    const [paying] = open;
    if (paying === undefined) complaints.push(`${call.sort} was sent outside of every reservation`);
    else if (call.method !== 'GET' && paying.purpose !== 'write')
      complaints.push(`${call.sort} was sent before the price of writing was reserved`);
  });

  const watched = (client: Client): Client => ({
    ...client,
    reserve: async (purpose: Purpose, worst: Count): Promise<Reservation> => {
      const reservation = await client.reserve(purpose, worst);
      const one = { purpose, worst: worst.calls, from: proxy.count() };
      open.add(one);
      if (open.size > 1) complaints.push('two reservations are open at once: who pays for a call cannot be told');
      const release = (): void => {
        if (open.delete(one)) granted.push({ purpose, worst: one.worst, sent: proxy.count() - one.from });
        reservation.release();
      };
      return { ...reservation, release };
    },
  });
  const clients: PostmanClient[] = [];
  const about = { clock, random, hostname: 'harness', pid: process.pid };
  const counted: CountedHarness = {
    harness,
    proxy,
    clock,
    ports: ({ maxCallsPerRun, overrides = {} } = {}) => {
      const client = createClient({
        ...(maxCallsPerRun === undefined ? {} : { maxCallsPerRun }),
        baseUrl: proxy.url,
        apiKey: harness.emulator.apiKey,
        clock,
        concurrency: parallelism,
      });
      clients.push(client);
      return harness.ports({
        client: watched(client),
        evidence: fileEvidenceStore({ ...about, path: join(harness.dir, 'harness.evidence') }),
        backups: fileBackupStore({ dir: join(harness.dir, 'overwritten'), clock }),
        clock,
        settleMs,
        ...overrides,
      });
    },
    plan: (resources, over = {}) =>
      runPlan(counted.ports(), harness.desired(resources), { ...DEFAULT_PLAN_OPTIONS, ...over }),
    granted: () => {
      const those = granted;
      granted = [];
      return those;
    },
    complaints: () => {
      const those = [...complaints, ...granted.filter((one) => one.sent > one.worst).map(overspent)];
      complaints = [];
      return those;
    },
    close: async () => {
      for (const client of clients) await client.close();
      await proxy.close();
      clock.stop();
      await harness.close();
    },
  };
  return counted;
}

function overspent({ purpose, worst, sent }: Granted): string {
  return `${sent} calls were counted for a ${purpose} whose worst price is ${worst}`;
}
