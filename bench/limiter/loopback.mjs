// The loopback room: the same strategies against a real HTTP server with real timers, a window of a second.
import { once } from 'node:events';
import { createServer } from 'node:http';
import { drive } from './postform.mjs';
import { fixedWindow, makeServer } from './server.mjs';

const limit = 60;
const windowMs = 1000;
const calls = 600;
/** All windows but the last must pass, and the last call is in the last one. */
const boundMs = (Math.ceil(calls / limit) - 1) * windowMs;

/** Runs every strategy in turn; the figures of each by its name. `share` is of the calls that the server allows in that time. */
export async function runLoopback(strategies) {
  const rows = [];
  for (const strategy of strategies) rows.push({ name: strategy.name, ...(await run(strategy)) });
  return { rows, calls, boundMs };
}

async function run(strategy) {
  const figures = makeServer({ limit, windowMs, count: fixedWindow({ limit, windowMs }, Date.now()) });
  const http = createServer((request, response) => {
    const { status, headers, text } = figures.arrive(Date.now());
    request.resume();
    response.writeHead(status, { ...headers, 'content-type': 'application/json' });
    response.end(text);
  });
  http.listen(0, '127.0.0.1');
  await once(http, 'listening');
  const baseUrl = `http://127.0.0.1:${http.address().port}`;
  const send = async () => {
    const response = await fetch(`${baseUrl}/me`, { headers: { 'x-api-key': 'bench-key' } });
    await response.text();
    return { status: response.status, headers: Object.fromEntries(response.headers) };
  };
  const startMs = Date.now();
  const isOurs = strategy.name === 'Postform';
  const givenUp = isOurs ? await drive({ baseUrl }, calls) : await strategy.run(send, calls, { limit, windowMs });
  const tookMs = Date.now() - startMs;
  http.closeAllConnections();
  http.close();
  return { ...figures.figures, givenUp, tookMs, share: boundMs / tookMs };
}
