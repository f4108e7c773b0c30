// Keeps shared data in Redis, one key per document, changed by compare and set; the only file that imports ioredis.
import type { Random, SharedStore } from '@postform/engine';
import type { Redis } from 'ioredis';
import { stateError } from '../disk/errors.ts';

export interface RedisSharedStoreOptions {
  /** `redis://…` or `rediss://…`; user and password in it are never shown. */
  readonly url: string;
  /** Where the URL stands, for messages. Default: `budget.store`. */
  readonly namedBy?: string;
  /** In front of all keys. Default `postform:`. */
  readonly prefix?: string;
  readonly random: Random;
  /** The longest that one transaction may take, ms. Default 1500. */
  readonly deadlineMs?: number;
}

/** Untouched for so long a key is of no use to anybody. */
const KEPT_MS = 400 * 86_400_000;

/** The time of Redis in ms, the version and the content. */
const READ = `local t = redis.call('TIME')
local kept = redis.call('HMGET', KEYS[1], 'v', 'd')
return { t[1] * 1000 + math.floor(t[2] / 1000), kept[1] or '', kept[2] or '' }`;

/** 1 where it was still the version that was read; else nothing is done. */
const WRITE = `if (redis.call('HGET', KEYS[1], 'v') or '') ~= ARGV[1] then return 0 end
if ARGV[3] == '' then redis.call('DEL', KEYS[1]) return 1 end
redis.call('HSET', KEYS[1], 'v', ARGV[2], 'd', ARGV[3])
redis.call('PEXPIRE', KEYS[1], ARGV[4])
return 1`;

/** Throws E_STATE_REDIS_CLIENT, E_STATE_REDIS_URL. Connects with the first transaction, and again whenever Redis is back. */
export async function redisSharedStore(options: RedisSharedStoreOptions): Promise<SharedStore> {
  const { url, namedBy = 'budget.store', prefix = 'postform:', random, deadlineMs = 1_500 } = options;
  const name = nameOf(url);
  const redis = await connectionTo(url, namedBy, deadlineMs);
  const time = new RedisTime();
  let trouble = 'no connection';
  redis.on('error', (error: Error) => {
    trouble = error.message;
  });

  let first: Promise<void> | undefined;
  const connected = async () => {
    first ??= redis.connect().catch(() => undefined);
    await first;
    if (redis.status !== 'ready') throw new Error(trouble);
  };
  return {
    name,
    transact: async (key, change) => {
      const stopAtMs = performance.now() + deadlineMs;
      const within = <T>(work: Promise<T>) => before(stopAtMs - performance.now(), work);
      await within(connected());
      const at = `${prefix}${key}`;
      for (;;) {
        const askedAtMs = Date.now();
        const [redisMs, version, content] = (await within(redis.eval(READ, 1, at))) as [number, string, string];
        time.observe(redisMs, askedAtMs, Date.now());
        const { after, result } = change(parse(content), Date.now() + time.aheadMs);
        const text = after === undefined ? '' : JSON.stringify(after);
        if (text === content) return result;
        const isKept = await within(redis.eval(WRITE, 1, at, version, random.uuid(), text, KEPT_MS));
        if (isKept === 1) return result;
      }
    },
    close: async () => redis.disconnect(),
  };
}

async function connectionTo(url: string, namedBy: string, deadlineMs: number): Promise<Redis> {
  if (!/^rediss?:\/\/./.test(url) || !URL.canParse(url))
    throw stateError('E_STATE_REDIS_URL', `${namedBy} (${nameOf(url)}) is not a redis:// or rediss:// URL.`);
  const library = await import('ioredis').catch((cause: unknown) => {
    throw stateError(
      'E_STATE_REDIS_CLIENT',
      `${namedBy} names a Redis server, but the package ioredis is not installed.`,
      {
        cause,
      },
    );
  });
  return new library.Redis(url, {
    lazyConnect: true,
    enableOfflineQueue: false,
    maxRetriesPerRequest: 0,
    connectTimeout: deadlineMs,
    retryStrategy: (times) => Math.min(100 * times, 1_000),
  });
}

/**
 * What Redis's clock is ahead of ours. An answer that took long to arrive says little, so each one narrows a range; the low
 * end is used. Where two contradict each other, a clock was set.
 */
class RedisTime {
  #lowMs = Number.NEGATIVE_INFINITY;
  #highMs = Number.POSITIVE_INFINITY;

  get aheadMs(): number {
    return this.#lowMs;
  }

  observe(redisMs: number, askedAtMs: number, receivedAtMs: number): void {
    const lowMs = redisMs - receivedAtMs;
    const highMs = redisMs + 1 - askedAtMs;
    const isNew = lowMs > this.#highMs || highMs < this.#lowMs;
    this.#lowMs = isNew ? lowMs : Math.max(this.#lowMs, lowMs);
    this.#highMs = isNew ? highMs : Math.min(this.#highMs, highMs);
  }
}

/** Without user and password. */
function nameOf(url: string): string {
  if (!URL.canParse(url)) return 'no URL at all';
  const { protocol, host, pathname } = new URL(url);
  return `${protocol}//${host}${pathname}`;
}

function parse(content: string): unknown {
  try {
    return content === '' ? undefined : JSON.parse(content);
  } catch {
    return undefined;
  }
}

/** Rejects where the work takes longer; it may still go on. An answer that is there and was not read yet is in time. */
function before<T>(ms: number, work: Promise<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    const giveUp = () => reject(new Error('it did not answer in time'));
    const timer = setTimeout(() => setImmediate(() => setImmediate(giveUp)), Math.max(0, ms));
    work.then(resolve, reject).finally(() => clearTimeout(timer));
  });
}
