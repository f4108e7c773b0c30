// The worker room: one process that sends calls until it is told to stop, limited by Postform or by rate-limiter-flexible.
// Gets its task as JSON in argv; reads `go` and `stop` as lines; writes `ready`, warnings, and at the end its figures.
import { randomUUID } from 'node:crypto';
import { createInterface } from 'node:readline';
import { clock } from '../clock.mjs';

const task = JSON.parse(process.argv[2]);
const say = (line) => process.stdout.write(`${JSON.stringify(line)}\n`);
const sleep = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

async function postform() {
  const { createClient } = await import('../../packages/client/dist/index.js');
  const { fileSharedStore, redisSharedStore } = await import('../../packages/state/dist/index.js');
  const random = { uuid: () => randomUUID() };
  const emit = ({ text }) => say({ warning: text });
  const files = fileSharedStore({ dir: task.dir, random, hostname: 'bench', pid: process.pid, emit });
  const store = task.redis ? await redisSharedStore({ url: task.redis, prefix: task.prefix, random }) : files;
  const client = createClient({
    baseUrl: task.url,
    apiKey: 'bench-key',
    userAgent: task.name,
    clock,
    concurrency: task.concurrency,
    maxWaitMs: 3_600_000,
    sharing: { store, ...(task.redis ? { fallback: files } : {}), owner: `bench:${task.name}`, host: 'bench' },
    onEvent: (event) => {
      if (event.type === 'warning') say({ warning: event.text });
    },
  });
  await client.sync();
  const route = { operation: 'getAuthenticatedUser', method: 'GET', path: '/me' };
  const reservation = await client.reserve('read', { calls: 1_000_000 });
  return { send: () => reservation.send({ route }), close: () => client.close() };
}

/** As its documentation has it: ask before each call, wait when refused; and wait for what a refusal of the server says. */
async function flexible() {
  const { RateLimiterRedis } = await import('rate-limiter-flexible');
  const { Redis } = await import('ioredis');
  const redis = new Redis(task.redis);
  const limiter = new RateLimiterRedis({
    storeClient: redis,
    keyPrefix: task.prefix,
    points: task.limit,
    duration: task.windowMs / 1000,
  });
  const send = async () => {
    for (;;) {
      const refused = await limiter.consume('bench').then(
        () => undefined,
        (refusal) => refusal,
      );
      if (refused !== undefined) {
        if (refused instanceof Error) throw refused;
        await sleep(Math.max(1, refused.msBeforeNext));
        continue;
      }
      const reply = await fetch(`${task.url}/me`, { headers: { 'user-agent': task.name } });
      await reply.text();
      if (reply.status !== 429) return;
      await sleep(Number(reply.headers.get('retry-after')) * 1000);
    }
  };
  return { send, close: async () => redis.disconnect() };
}

const { send, close } = await (task.limiter === 'flexible' ? flexible() : postform());
let isStopped = false;
let failed = 0;
const lane = async () => {
  while (!isStopped) {
    await send().catch((error) => {
      failed += 1;
      if (!isStopped) say({ failed: String(error.message ?? error) });
    });
  }
};
const orders = createInterface({ input: process.stdin });
orders.on('close', () => process.exit(1));
orders.on('line', async (line) => {
  if (line === 'go') for (let n = 0; n < task.concurrency; n += 1) void lane();
  if (line !== 'stop') return;
  isStopped = true;
  await close();
  say({ done: true, failed });
  process.exit(0);
});
say({ ready: true });
