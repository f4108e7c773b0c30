// What a call asks in the turn of its first byte, and what happens where the answer is no.
import { describe, expect, it } from 'vitest';
import { json, oddServer } from './testing/odd-server.ts';
import { call, openClient } from './testing/open-client.ts';

const FINE = json(200, { fine: true });
const LIMITED = json(429, { error: { name: 'rateLimited' } }, { 'retry-after': '1' });

/** A write that is held up at the first byte as often as `answers` says; the last answer stays. */
function heldUp(...answers: readonly boolean[]) {
  const order: string[] = [];
  let asked = 0;
  return {
    order,
    leaving: {
      prepare: async () => void order.push('prepare'),
      isReady: () => {
        const isReady = answers[Math.min(asked++, answers.length - 1)]!;
        order.push(isReady ? 'ready' : 'held up');
        return isReady;
      },
    },
  };
}

describe.each(['POST', 'PUT', 'DELETE'] as const)(
  'a %s that is held up between its intent and its first byte',
  (method) => {
    it('is not sent, is prepared again, and then goes out once and is paid once', async () => {
      const server = await oddServer(FINE);
      const { client } = openClient(server.url);
      const reservation = await client.reserve('write', { calls: 1 });
      const { leaving, order } = heldUp(false, false, true);
      await reservation.send(call(method), leaving);
      expect(order).toEqual(['prepare', 'held up', 'prepare', 'held up', 'prepare', 'ready']);
      expect([server.seen.length, reservation.spent()]).toEqual([1, 1]);
    });

    it('is not sent at all where it cannot be prepared again: nothing is spent', async () => {
      const server = await oddServer(FINE);
      const { client } = openClient(server.url);
      const reservation = await client.reserve('write', { calls: 1 });
      let prepared = 0;
      const prepare = async () => {
        if (++prepared === 2) throw new Error('the lock is lost');
      };
      const sent = reservation.send(call(method), { prepare, isReady: () => false });
      await expect(sent).rejects.toThrow('the lock is lost');
      expect([server.seen.length, reservation.spent(), client.budget().spent]).toEqual([0, 0, 0]);
      await expect(reservation.send(call(method))).resolves.toMatchObject({ status: 200 });
    });

    it('asks again before each retry', async () => {
      const server = await oddServer(LIMITED, FINE);
      const { client } = openClient(server.url);
      const reservation = await client.reserve('write', { calls: 2 });
      const { leaving, order } = heldUp(true, false, true);
      await reservation.send(call(method), leaving);
      expect(order).toEqual(['prepare', 'ready', 'prepare', 'held up', 'prepare', 'ready']);
      expect([server.seen.length, reservation.spent()]).toEqual([2, 2]);
    });
  },
);

it('nothing is asked where no connection is made: the question belongs to the first byte', async () => {
  const { client } = openClient('http://127.0.0.1:1');
  const reservation = await client.reserve('write', { calls: 1 });
  const { leaving, order } = heldUp(true);
  await expect(reservation.send(call('POST'), leaving)).rejects.toMatchObject({ effect: 'none' });
  expect(order).toEqual(['prepare']);
});
