// Eight processes of one user at one limit: how much of it they use, what the server refuses, who starves, and what happens
// when the store, or one of them, goes away. Real processes, real HTTP, a Redis of its own. Exit 1 when a target is missed.
//
//   node bench/sharing.mjs [--only TEXT]
import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { startCrew, startServer } from './sharing/crew.mjs';
import { hasRedisServer, startRedis } from './sharing/redis.mjs';
import { scenarios } from './sharing/scenarios.mjs';

const { values } = parseArgs({ options: { only: { type: 'string', default: '' } } });

async function play(row, redis) {
  const dir = mkdtempSync(join(tmpdir(), 'postform-bench-sharing-'));
  const server = await startServer(row);
  if (row.store === 'redis') await redis.start();
  await row.before?.({ redis });
  const { limit, windowMs, concurrency, limiter, processes } = row;
  const common = { url: server.url, dir, prefix: `bench-${randomUUID()}:`, limit, windowMs, concurrency, limiter };
  const tasks = Array.from({ length: processes }, (_, n) => ({
    ...common,
    name: `worker-${n}`,
    ...(row.store === 'redis' ? { redis: redis.url } : {}),
  }));
  const crew = await startCrew(tasks);
  for (const worker of crew) worker.tell('go');
  const during = row.during?.({ redis, crew });
  const wanted = limit * row.windows;
  const giveUpAtMs = Date.now() + row.windows * windowMs * 3;
  while (server.accepted() < wanted && Date.now() < giveUpAtMs) await new Promise((resolve) => setTimeout(resolve, 5));
  const { requests, refused } = server.figures;
  const living = crew.filter((worker) => worker.isAlive());
  const taken = living.map(({ name }) => server.taken.get(name) ?? 0);
  const tookMs = server.times.at(-1) - server.times[0];
  await during;
  const stuck = (await Promise.all(crew.map((worker) => worker.stop()))).filter(Boolean).length;
  server.close();
  if (row.store === 'redis') await redis.stop();
  rmSync(dir, { recursive: true, force: true });
  const isDone = server.accepted() >= wanted;
  return {
    requests,
    refused,
    isDone,
    share: isDone ? ((row.windows - 1) * windowMs) / tookMs : 0,
    poorest: Math.min(...taken) / (taken.reduce((a, b) => a + b, 0) / living.length),
    stuck,
    warnings: crew.map((worker) => worker.warnings.filter((text) => !text.includes('this month'))),
    failures: crew.flatMap((worker) => worker.failures),
  };
}

function misses(row, run) {
  const found = [];
  const say = (text) => found.push(`${row.id}, ${row.what}: ${text}`);
  if (!run.isDone) say('did not get through');
  if (run.refused > row.mayBeRefused) say(`${run.refused} refusals, at most ${row.mayBeRefused} wanted`);
  if (row.share !== undefined && run.share < row.share) say(`${percent(run.share)} of the limit used`);
  if (row.fair !== undefined && run.poorest < row.fair) say(`the poorest got ${percent(run.poorest)} of a fair share`);
  if (run.failures.length > 0) say(`failed calls: ${run.failures[0]}`);
  if (row.warns && run.warnings.some((lines) => lines.length !== 1)) say('not exactly one warning each');
  return found;
}

const percent = (part) => `${(part * 100).toFixed(1)} %`;
const missed = [];
const redis = hasRedisServer ? await startRedis() : undefined;
if (redis === undefined) console.log('redis-server is not installed: what needs it is left out.');
console.log('refused  of limit  poorest  warnings  stuck  ');
for (const row of scenarios) {
  if (row.store === 'redis' && redis === undefined) continue;
  if (!`${row.id}: ${row.what}`.includes(values.only)) continue;
  const run = await play(row, redis);
  const warnings = run.warnings.reduce((sum, lines) => sum + lines.length, 0);
  const cells = [run.refused, percent(run.share), percent(run.poorest), warnings, run.stuck];
  const who = row.id === 'rival' ? 'rate-limiter-flexible 11.4.0, Redis' : `Postform, ${row.id}`;
  console.log(`${cells.map((cell, at) => String(cell).padStart([7, 8, 7, 8, 5][at])).join('  ')}  ${who}: ${row.what}`);
  if (row.id !== 'rival') missed.push(...misses(row, run));
}
await redis?.remove();
console.log(missed.length === 0 ? '\nPostform: every target met.' : `\nPostform missed:\n  ${missed.join('\n  ')}`);
process.exit(missed.length === 0 ? 0 : 1);
