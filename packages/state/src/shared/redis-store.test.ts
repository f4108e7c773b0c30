// Tests of the shared store in Redis, against a server that stops and starts again.
import { randomBytes, randomUUID } from 'node:crypto';
import type { SharedStore } from '@postform/engine';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { hasRedisServer, type RedisServer, startRedis } from '../testing/redis.ts';
import { sharedStoreContract } from '../testing/shared-contract.ts';
import { redisSharedStore } from './redis-store.ts';

const random = { uuid: () => randomUUID(), bytes: (n: number) => randomBytes(n) };
const prefix = `postform-test-${randomUUID()}:`;

async function open(url: string, deadlineMs = 1_000): Promise<SharedStore> {
  const store = await redisSharedStore({ url, prefix, random, deadlineMs });
  onTestFinished(() => store.close());
  return store;
}

const count = (before: unknown) => {
  const after = { n: ((before as { n: number } | undefined)?.n ?? 0) + 1 };
  return { after, result: after.n };
};

describe.skipIf(!hasRedisServer)('the shared store in Redis (needs redis-server)', () => {
  let server: RedisServer;
  beforeAll(async () => {
    server = await startRedis();
  });
  afterAll(() => server.remove());

  // Under load a hundred changes of one key at once take longer than a client would wait.
  sharedStoreContract(() => open(server.url, 10_000));

  it('rejects while Redis is away, at once, and works again when it is back, empty', async () => {
    const store = await open(server.url);
    expect(await store.transact('away', count)).toBe(1);
    await server.stop();
    await expect(store.transact('away', count)).rejects.toThrow();
    const startedMs = performance.now();
    await expect(store.transact('away', count)).rejects.toThrow();
    expect(performance.now() - startedMs).toBeLessThan(500);
    await server.start();
    await expect.poll(() => store.transact('away', count).catch(() => 0), { timeout: 10_000 }).toBe(1);
  });

  it('rejects where Redis does not answer in time', async () => {
    const store = await open(server.url, 300);
    await store.transact('slow', count);
    server.sleep();
    await expect(store.transact('slow', count)).rejects.toThrow('did not answer in time');
    server.wake();
    await expect.poll(() => store.transact('slow', count).catch(() => 0), { timeout: 10_000 }).toBeGreaterThan(1);
  });
});

describe('a Redis that is none', () => {
  it.each(['http://127.0.0.1', 'redis:', 'localhost:6379'])('%s is E_STATE_REDIS_URL', async (url) => {
    await expect(redisSharedStore({ url, random })).rejects.toMatchObject({
      code: 'E_STATE_REDIS_URL',
      category: 'error',
    });
  });

  it('that is absent rejects, and its password is in no text', async () => {
    const store = await open('redis://me:canary-77@127.0.0.1:1/2', 500);
    const error = await store.transact('a', count).catch((error: Error) => error);
    expect(`${store.name} ${(error as Error).message}`).not.toContain('canary');
    expect(store.name).toBe('redis://127.0.0.1:1/2');
    expect(String(error)).toMatch(/ECONNREFUSED|connection|in time/);
  });
});
