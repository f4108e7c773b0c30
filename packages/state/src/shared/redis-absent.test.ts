// Tests that a missing ioredis package is an error that names its remedy.
import { randomBytes, randomUUID } from 'node:crypto';
import { expect, it, vi } from 'vitest';
import { redisSharedStore } from './redis-store.ts';

vi.mock('ioredis', () => {
  throw new Error('Cannot find package ioredis');
});

it('without the package that speaks with Redis it is E_STATE_REDIS_CLIENT, which says what to install', async () => {
  const random = { uuid: () => randomUUID(), bytes: (n: number) => randomBytes(n) };
  await expect(redisSharedStore({ url: 'redis://127.0.0.1:6379', random })).rejects.toMatchObject({
    code: 'E_STATE_REDIS_CLIENT',
    category: 'error',
    hint: expect.stringContaining('npm install ioredis@5'),
  });
});
