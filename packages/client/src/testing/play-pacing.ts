// Plays a world of the pace in virtual time, through the client as it ships, and says what did not hold.
import type { Route } from '@postform/engine';
import fakeTimers from '@sinonjs/fake-timers';
import { createClient } from '../client.ts';
import type { Transport } from '../http/transport.ts';
import type { WireOutcome } from '../http/wire-outcome.ts';
import { fastClock } from './clocks.ts';
import { chanceOf, pacingServer } from './pacing-server.ts';
import type { Limit, PacingWorld } from './pacing-world.ts';

const ROUTES: Readonly<Record<'general' | 'slow', Route>> = {
  general: { operation: 'getAuthenticatedUser', method: 'GET', path: '/me' },
  slow: { operation: 'getMonitor', method: 'GET', path: '/monitors/{id}' },
};
const LOST_AFTER_MS = 10_000;

export interface PacingPlayed {
  readonly refused: { readonly general: number; readonly slow: number };
  readonly full: number;
  /** Calls that did not end in a result, by what they said. */
  readonly failed: readonly string[];
  readonly tookMs: number;
  /** More would be no pace but a standstill. */
  readonly mostMs: number;
  readonly isStuck: boolean;
}

/** Every timer of this process is faked meanwhile, that of the queue included: minutes take milliseconds and repeat exactly. */
export async function playPacing(world: PacingWorld): Promise<PacingPlayed> {
  const timers = fakeTimers.install({
    now: Date.UTC(2026, 0, 15),
    toFake: ['setTimeout', 'clearTimeout', 'setInterval', 'clearInterval', 'Date'],
  });
  try {
    let played: PacingPlayed | undefined;
    const work = play(world).then((done) => {
      played = done;
    });
    while (played === undefined) await timers.nextAsync();
    await work;
    return played;
  } finally {
    timers.uninstall();
  }
}

async function play(world: PacingWorld): Promise<PacingPlayed> {
  const clock = fastClock(1);
  const startMs = clock.nowMs();
  const server = pacingServer(world, clock.nowMs);
  const chance = chanceOf(world.seed);
  const lag = () => {
    const [least, most] = world.latencyMs;
    const stray = chance() < 1 / world.straysOf ? world.strayMs * chance() : 0;
    return clock.sleep(Math.round(least + (most - least) * chance() + stray));
  };
  const broken = (cause: 'timeout' | 'reset'): WireOutcome => ({ kind: 'broken', cause, sent: true, detail: 'lost' });
  const transport: Transport = {
    exchange: async (wire) => {
      await lag();
      if (chance() * 100 < world.lostRequests) {
        await clock.sleep(LOST_AFTER_MS);
        return broken('timeout');
      }
      const { status, headers } = server.arrive(wire.path.startsWith('/monitors') ? 'slow' : 'general');
      await lag();
      if (chance() * 100 < world.lostReplies) return broken('reset');
      const text = status === 200 ? '{}' : '{"error":{"name":"rateLimited"}}';
      return { kind: 'reply', status, headers, text, bodyHash: text };
    },
    close: async () => {},
  };
  const client = createClient({
    apiKey: 'pacing-key',
    clock,
    transport,
    concurrency: world.concurrency,
    maxWaitMs: Number.POSITIVE_INFINITY,
  });
  const { general, slow } = world.calls;
  const total = general + slow;
  const mostMs = mostMsOf(world);
  const work = async () => {
    const reservation = await client.reserve('read', { calls: total * 3 });
    const one = (route: Route) => reservation.send({ route, params: { id: 'x' } });
    const routes = Array.from({ length: total }, (_, n) => ((n * slow) % total < slow ? ROUTES.slow : ROUTES.general));
    const ended = await Promise.allSettled(routes.map(one));
    reservation.release();
    return ended.flatMap((end) => (end.status === 'rejected' ? [String(end.reason.message)] : []));
  };
  const failed = await Promise.race([work(), clock.sleep(mostMs).then(() => undefined)]);
  const tookMs = clock.nowMs() - startMs;
  await client.close();
  return {
    refused: server.refused,
    full: server.full,
    failed: failed ?? [],
    tookMs,
    mostMs,
    isStuck: failed === undefined,
  };
}

/** Three times the windows that the calls need beside the strangers, and what losses and delays take on top of that. */
function mostMsOf(world: PacingWorld): number {
  const { calls, strangers, lostReplies, lostRequests, slowCountsAsGeneral } = world;
  const again = 1 + (lostReplies + lostRequests) / 50;
  const windows = ({ limit }: Limit, count: number) =>
    Math.ceil((count * again) / Math.max(1, limit * (1 - strangers / 100))) + 2;
  const all = calls.general + calls.slow;
  const pacedMs =
    windows(world.general, slowCountsAsGeneral ? all : calls.general) * world.general.windowMs +
    windows({ ...world.general, limit: Math.min(60, world.general.limit) }, all) * world.general.windowMs +
    windows(world.slow, calls.slow) * world.slow.windowMs;
  return 3 * pacedMs + all * (LOST_AFTER_MS * 2 + world.strayMs);
}
