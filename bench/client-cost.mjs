// Measures what the client costs beside its connections: CPU per call beyond the bare `dispatch` of undici, on loopback.
//
//   node bench/client-cost.mjs [CALLS]     CALLS of each side, 5,000 by default
//
// The client is the one that ships, with shared files, and the server reports limits that never end. Both sides take turns
// in one process, eight calls at a time, and are warm when they are measured.
import { spawn } from 'node:child_process';
import { randomBytes, randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { createClient } from '../packages/client/dist/index.js';
import { fileSharedStore } from '../packages/state/dist/index.js';
import { clock } from './clock.mjs';
import { line } from './rows/figures.mjs';

const { Pool } = createRequire(new URL('../packages/client/package.json', import.meta.url))('undici');
const MOST_MS = 0.2;
const LANES = 8;
const ROUNDS = 10;
const route = { operation: 'getEnvironment', method: 'GET', path: '/environments/{environmentId}' };

/** One line of the table. */
export async function measureClientCost(calls = 5_000) {
  const { client, bare } = await measureSides(calls);
  const own = client - bare;
  return line({
    work: "client's own cost per call beyond raw undici dispatch",
    target: `≤ ${MOST_MS} ms CPU`,
    measured: `${own.toFixed(3)} ms (${client.toFixed(3)} beside ${bare.toFixed(3)})`,
    checks: [[own, MOST_MS]],
  });
}

/** CPU per call of both sides, ms: the medians of the rounds. */
async function measureSides(calls) {
  const dir = mkdtempSync(join(tmpdir(), 'postform-client-cost-'));
  const server = spawn(process.execPath, [fileURLToPath(new URL('./client-cost/server.mjs', import.meta.url))], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const url = `http://127.0.0.1:${String((await once(server.stdout, 'data'))[0]).trim()}`;
  const sides = [await clientSide(url, dir), bareSide(url)];
  try {
    const each = Math.ceil(calls / ROUNDS);
    const taken = sides.map(() => []);
    for (let round = -2; round < ROUNDS; round += 1) {
      for (const [index, side] of sides.entries()) {
        const ms = await cpuMs(() => inLanes(each, side.call));
        if (round >= 0) taken[index].push(ms / each);
      }
    }
    const [client, bare] = taken.map(medianOf);
    return { client, bare };
  } finally {
    for (const side of sides) await side.close();
    server.stdin.end();
    rmSync(dir, { recursive: true, force: true });
  }
}

async function clientSide(baseUrl, dir) {
  const random = { uuid: () => randomUUID(), bytes: (n) => randomBytes(n) };
  const store = fileSharedStore({ dir, random, hostname: 'bench', pid: process.pid, emit: () => {} });
  const sharing = { store, owner: `bench:${process.pid}`, host: 'bench' };
  const client = createClient({
    baseUrl,
    apiKey: 'bench-key',
    clock,
    concurrency: LANES,
    assumeLimits: false,
    sharing,
  });
  const reservation = await client.reserve('read', { calls: 1_000_000 });
  return {
    call: () => reservation.send({ route, params: { environmentId: 'e' } }),
    close: async () => {
      reservation.release();
      await client.close();
    },
  };
}

/** The head and the body arrive, and nothing is made of them. */
function bareSide(url) {
  const pool = new Pool(url, { connections: LANES, headersTimeout: 0, bodyTimeout: 0 });
  const headers = { accept: 'application/json', 'user-agent': 'bench', 'x-api-key': 'bench-key' };
  const options = { method: 'GET', path: '/environments/e', headers };
  return {
    call: () =>
      new Promise((resolve, reject) => {
        const chunks = [];
        pool.dispatch(options, {
          onRequestStart: () => {},
          onResponseStart: () => {},
          onResponseData: (_, chunk) => chunks.push(chunk),
          onResponseEnd: () => resolve(Buffer.concat(chunks)),
          onResponseError: (_, error) => reject(error),
        });
      }),
    close: () => pool.close(),
  };
}

async function inLanes(calls, call) {
  let left = calls;
  const lane = async () => {
    while (left-- > 0) await call();
  };
  await Promise.all(Array.from({ length: LANES }, lane));
}

async function cpuMs(work) {
  const before = process.cpuUsage();
  await work();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1000;
}

function medianOf(values) {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length / 2;
  return (sorted[Math.ceil(middle) - 1] + sorted[Math.floor(middle)]) / 2;
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const { work, target, measured, isMet } = await measureClientCost(Number(process.argv[2] ?? 5_000));
  console.log(`${work}: ${measured}, target ${target}: ${isMet ? 'met' : 'missed'}`);
  process.exitCode = isMet ? 0 : 1;
}
