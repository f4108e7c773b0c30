// The crew room: so many worker processes and the server that counts their calls.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:http';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { makeServer } from '../limiter/server.mjs';

const script = fileURLToPath(new URL('./worker.mjs', import.meta.url));

/** A real server on loopback; `latencyMs` is how long it thinks. Counts by the name that a call brings as its user agent. */
export async function startServer(row) {
  const { limit, windowMs, kind, latencyMs = 5 } = row;
  const server = makeServer({ limit, windowMs, count: kind({ limit, windowMs }, Date.now()) });
  const taken = new Map();
  const refused = new Map();
  const times = [];
  const http = createServer((request, response) => {
    const name = request.headers['user-agent'] ?? '';
    const { status, headers, text } = server.arrive(Date.now());
    const counts = status === 429 ? refused : taken;
    counts.set(name, (counts.get(name) ?? 0) + 1);
    if (status !== 429) times.push(Date.now());
    request.resume();
    setTimeout(() => {
      response.writeHead(status, { ...headers, 'content-type': 'application/json' });
      response.end(text);
    }, latencyMs);
  });
  http.listen(0, '127.0.0.1');
  await once(http, 'listening');
  return {
    url: `http://127.0.0.1:${http.address().port}`,
    figures: server.figures,
    taken,
    refused,
    times,
    accepted: () => times.length,
    close: () => {
      http.closeAllConnections();
      http.close();
    },
  };
}

/** Starts the workers and waits until all are ready. */
export async function startCrew(tasks) {
  return Promise.all(tasks.map(startWorker));
}

async function startWorker(task) {
  const child = spawn(process.execPath, [script, JSON.stringify(task)], { stdio: ['pipe', 'pipe', 'inherit'] });
  child.stdin.on('error', () => {});
  const warnings = [];
  const failures = [];
  let isReady = () => {};
  const ready = new Promise((resolve) => {
    isReady = resolve;
  });
  const closed = once(child, 'close');
  createInterface({ input: child.stdout }).on('line', (text) => {
    const line = JSON.parse(text);
    if (line.ready) isReady();
    if (line.warning) warnings.push(line.warning);
    if (typeof line.failed === 'string') failures.push(line.failed);
  });
  await Promise.race([ready, closed]);
  return {
    name: task.name,
    pid: child.pid,
    warnings,
    failures,
    tell: (line) => child.stdin.write(`${line}\n`),
    signal: (name) => child.kill(name),
    isAlive: () => child.exitCode === null && child.signalCode === null,
    /** Asks it to stop, ends it when it does not; true where it had to be ended. */
    stop: async () => {
      if (child.exitCode !== null || child.signalCode !== null) return false;
      child.stdin.write('stop\n');
      const timer = setTimeout(() => child.kill('SIGKILL'), 10_000);
      await closed;
      clearTimeout(timer);
      return child.signalCode !== null;
    },
  };
}
