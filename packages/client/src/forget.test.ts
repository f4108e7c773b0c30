// `budget --forget`: what servers have said goes, what people's own runs have put there stays.
import type { SharedStore } from '@postform/engine';
import { describe, expect, it } from 'vitest';
import { memoryStore } from './sharing/store.ts';
import { jumpingClock } from './testing/clocks.ts';
import { json, oddServer } from './testing/odd-server.ts';
import { call, openClient } from './testing/open-client.ts';

const LIMITED = json(429, { error: 'rateLimited' }, { 'retry-after': '250', 'ratelimit-limit': '300' });
const SPOKEN = json(200, {}, { 'ratelimit-remaining-month': '0', 'ratelimit-limit-month': '1000' });

function sharingBy(clock = jumpingClock()) {
  const store = memoryStore(clock);
  const sharing = (owner: string, more: { readonly fallback?: SharedStore } = {}) => ({
    store,
    owner,
    host: 'h',
    ...more,
  });
  return { clock, store, sharing };
}

describe('forgetting', () => {
  it('opens a window that a server has shut, and a month that it has ended, and says what it was', async () => {
    const server = await oddServer(json(200, {}), LIMITED, SPOKEN, json(200, {}));
    const { clock, sharing } = sharingBy();
    const about = { clock, maxWaitMs: 10_000 };
    const first = openClient(server.url, { ...about, sharing: sharing('first') });
    await first.send(call('GET'));
    expect(await first.fail(call('GET'))).toMatchObject({ code: 'E_CLIENT_WOULD_WAIT' });
    const [kept] = await first.client.forget();
    expect(kept?.limits).toEqual([
      expect.objectContaining({
        label: 'the general window',
        limit: 300,
        available: 0,
        resetAtMs: clock.nowMs() + 250_000,
      }),
    ]);
    const next = openClient(server.url, { ...about, sharing: sharing('next') });
    await next.send(call('GET'));
    await expect(next.send(call('GET'))).rejects.toMatchObject({ code: 'E_CLIENT_MONTH_SHORT' });
    expect((await next.client.forget())[0]?.month).toMatchObject({ remaining: 0, limit: 1000, spent: 3 });
    await next.send(call('GET'));
    expect(next.client.budget().ledger.calls).toBe(4);
    expect(server.seen).toHaveLength(4);
  });

  it('finds what was kept under the key before it was known whose it is, and what was kept beside a store that was away', async () => {
    const server = await oddServer(LIMITED);
    const { clock, store, sharing } = sharingBy();
    const away: SharedStore = { ...store, name: 'away', transact: () => Promise.reject(new Error('no route')) };
    const cut = { store: away, fallback: store, owner: 'cut', host: 'h' };
    for (const one of [sharing('first'), cut])
      await openClient(server.url, { clock, maxWaitMs: 1, sharing: one }).fail(call('GET'));
    const second = openClient(server.url, { clock, sharing: { ...sharing('second'), fallback: store } });
    await second.client.identify({ user: '7' });
    const found = await second.client.forget();
    expect(found.filter(({ limits }) => limits.length > 0)).toHaveLength(2);
    expect((await second.client.forget()).filter(({ limits }) => limits.length > 0)).toHaveLength(0);
  });

  it('leaves what others have set aside and have under way, and says so', async () => {
    const server = await oddServer(json(200, {}, { 'ratelimit-remaining-month': '500' }));
    const { clock, sharing } = sharingBy();
    const other = openClient(server.url, { clock, sharing: sharing('other') });
    await other.send(call('GET'));
    const reservation = await other.client.reserve('write', { calls: 30 });
    await other.client.sync();
    const me = openClient(server.url, { clock, sharing: sharing('me') });
    expect((await me.client.forget())[0]?.month).toEqual({ remaining: 500, setAside: 30, underWay: 0, spent: 1 });
    await me.client.sync();
    expect(me.client.budget()).toMatchObject({ setAsideByOthers: 30, ledger: { calls: 1 } });
    await reservation.send(call('GET'));
    reservation.release();
  });

  it('does not say that it is done where a store cannot be reached', async () => {
    const { clock, store } = sharingBy();
    const away: SharedStore = { ...store, name: 'redis://away', transact: () => Promise.reject(new Error('no route')) };
    const { client } = openClient('http://127.0.0.1:1', { clock, sharing: { store: away, owner: 'me', host: 'h' } });
    await expect(client.forget()).rejects.toMatchObject({
      code: 'E_CLIENT_STORE',
      message: 'redis://away cannot be reached (no route); what it holds of limits and quota stays',
    });
  });
});
