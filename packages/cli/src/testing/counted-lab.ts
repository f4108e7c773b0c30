// Room: the counted lab. A whole Postform on a quiet clock, with a counting proxy before the emulator that knows which calls are paid for.
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
import { fileEvidenceStore, fileKeepsakes } from '@postform/state';
import { random } from '../session/wire.ts';
import { type CountingProxy, startCountingProxy } from './counting-proxy.ts';
import { type Authored, type Lab, type LabOptions, makeLab } from './lab.ts';
import { type QuietClock, quietClock } from './quiet-clock.ts';

/** A reservation that was granted, and the calls that the proxy counted while it was open. */
export interface Granted {
  readonly purpose: Purpose;
  readonly worst: number;
  readonly sent: number;
}

export interface CountedWorldOptions {
  readonly maxCallsPerRun?: number;
  readonly overrides?: Partial<Ports>;
}

export interface CountedLab {
  readonly lab: Lab;
  readonly proxy: CountingProxy;
  readonly clock: QuietClock;
  /** A world of one run: a client of its own, on the other side of the proxy. */
  world(options?: CountedWorldOptions): Ports;
  plan(resources: readonly Authored[], options?: Partial<PlanOptions>): Promise<PlanRun>;
  /** Reservations that were released since the last call of this. */
  granted(): readonly Granted[];
  /** What broke a law since the last call of this, in words. */
  complaints(): readonly string[];
  close(): Promise<void>;
}

export async function makeCountedLab(options: LabOptions = {}): Promise<CountedLab> {
  const { settleMs = 60_000, parallelism = 4 } = options;
  const clock = quietClock();
  const lab = await makeLab({ limits: 'off', ...options, clock: clock.shared });
  const open = new Set<{ readonly purpose: Purpose; readonly worst: number; readonly from: number }>();
  let granted: Granted[] = [];
  let complaints: string[] = [];
  const proxy = await startCountingProxy(lab.emulator.url, (call) => {
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
  const about = { clock, random, hostname: 'lab', pid: process.pid };
  const counted: CountedLab = {
    lab,
    proxy,
    clock,
    world: ({ maxCallsPerRun, overrides = {} } = {}) => {
      const client = createClient({
        ...(maxCallsPerRun === undefined ? {} : { maxCallsPerRun }),
        baseUrl: proxy.url,
        apiKey: lab.emulator.apiKey,
        clock,
        concurrency: parallelism,
      });
      clients.push(client);
      return lab.world({
        client: watched(client),
        evidence: fileEvidenceStore({ ...about, path: join(lab.dir, 'lab.evidence') }),
        backups: fileKeepsakes({ dir: join(lab.dir, 'overwritten'), clock }),
        clock,
        settleMs,
        ...overrides,
      });
    },
    plan: (resources, over = {}) =>
      runPlan(counted.world(), lab.desired(resources), { ...DEFAULT_PLAN_OPTIONS, ...over }),
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
      await lab.close();
    },
  };
  return counted;
}

function overspent({ purpose, worst, sent }: Granted): string {
  return `${sent} calls were counted for a ${purpose} whose worst price is ${worst}`;
}
