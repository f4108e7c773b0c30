// The Postform room: the client as it ships, with `send` in place of the network.
import { createClient } from '../../packages/client/dist/index.js';
import { clock } from '../clock.mjs';

const routes = {
  general: { operation: 'getAuthenticatedUser', method: 'GET', path: '/me' },
  slow: { operation: 'getMonitor', method: 'GET', path: '/monitors/{id}' },
};

export const postform = {
  name: 'Postform',
  run: (send, calls, { bucket = 'general' }) => {
    const exchange = async () => ({ kind: 'reply', bodyHash: '', ...(await send()) });
    return drive({ transport: { exchange, close: async () => {} } }, calls, bucket);
  },
};

/** Sends the calls through a client of its own; resolves to how many failed. */
export async function drive(options, calls, bucket = 'general') {
  const client = createClient({ apiKey: 'bench-key', clock, concurrency: 10, maxWaitMs: 3_600_000, ...options });
  const reservation = await client.reserve('read', { calls: calls * 2 });
  const route = routes[bucket];
  const one = () => reservation.send({ route, params: { id: 'x' } });
  const ended = await Promise.allSettled(Array.from({ length: calls }, one));
  reservation.release();
  await client.close();
  return ended.filter(({ status }) => status === 'rejected').length;
}
