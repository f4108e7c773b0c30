// The strategy room: how other tools get many calls past a limit, each written as its users write it.
// A strategy gets `send()` (one request; resolves to `{ status, headers }`) and the number of calls, and resolves to how many it gave up.
import axios from 'axios';
import axiosRetry, { exponentialDelay } from 'axios-retry';
import Bottleneck from 'bottleneck';
import pLimit from 'p-limit';
import pThrottle from 'p-throttle';

const sleep = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

/** Sends again after a refusal, when `Retry-After` says so, else after 1, 2, 4 … 30 s. */
async function untilTaken(send) {
  for (let attempt = 0; ; attempt += 1) {
    const { status, headers } = await send();
    if (status !== 429) return;
    const asked = Number(headers['retry-after']);
    await sleep(Number.isFinite(asked) ? asked * 1000 : Math.min(30_000, 1000 * 2 ** attempt));
  }
}

async function all(calls, one) {
  const ended = await Promise.allSettled(Array.from({ length: calls }, one));
  return ended.filter(({ status }) => status === 'rejected').length;
}

function viaAxios(send, options) {
  const client = axios.create({
    adapter: async (config) => {
      const { status, headers } = await send();
      const response = { data: {}, status, statusText: '', headers, config };
      if (status === 429) throw new axios.AxiosError('429', 'ERR_BAD_REQUEST', config, {}, response);
      return response;
    },
  });
  axiosRetry(client, options);
  const limit = pLimit(10);
  return (calls) => all(calls, () => limit(() => client.get('http://127.0.0.1/')));
}

export const strategies = [
  {
    name: 'naive: 10 at once, Retry-After (else 1, 2, 4 … 30 s)',
    run: (send, calls) => {
      const limit = pLimit(10);
      return all(calls, () => limit(() => untilTaken(send)));
    },
  },
  { name: 'naive: unbounded, Retry-After', run: (send, calls) => all(calls, () => untilTaken(send)) },
  {
    name: 'p-throttle 8.1.1, the limit per window, and retry',
    run: (send, calls, { limit, windowMs }) => {
      const throttled = pThrottle({ limit, interval: windowMs })(send);
      return all(calls, () => untilTaken(throttled));
    },
  },
  {
    name: "Bottleneck 2.19.5's reservoir, refreshed per window, and retry",
    run: async (send, calls, { limit, windowMs }) => {
      const limiter = new Bottleneck({
        reservoir: limit,
        reservoirRefreshAmount: limit,
        reservoirRefreshInterval: windowMs,
        maxConcurrent: 10,
      });
      const givenUp = await all(calls, () => untilTaken(() => limiter.schedule(send)));
      await limiter.disconnect();
      return givenUp;
    },
  },
  { name: 'axios-retry 4.5.0, defaults, 10 at once', run: (send, calls) => viaAxios(send, {})(calls) },
  {
    name: 'axios-retry 4.5.0, 429 too, exponentialDelay, 10 at once',
    run: (send, calls) => {
      const retryCondition = ({ response }) => response?.status === 429;
      return viaAxios(send, { retries: 3, retryDelay: exponentialDelay, retryCondition })(calls);
    },
  },
];
