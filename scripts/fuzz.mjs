// Fuzzes the emulator with seeded calls against every route. Prints counts by status; exits 1 on a crash, an answer of
// 500 or more but 501, a call without an answer, or memory that grows.
//
//   node scripts/fuzz.mjs [count] [seed] [profile]     100,000 calls of seed 1, strict, unless told
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { startEmulator } from '../packages/emulator/dist/index.js';
import { routes } from '../packages/emulator/dist/registry/resources.js';
import { play } from './fuzz/play.mjs';

setFlagsFromString('--expose-gc');
const collectGarbage = runInNewContext('gc');
const [count = '100000', seed = '1', profile = 'strict'] = process.argv.slice(2);
const mostShown = 10;
const mebibyte = 1024 * 1024;

const emulator = await startEmulator({ limits: 'off', month: Number.MAX_SAFE_INTEGER, profile });
const heaps = [];
const eachRound = () => {
  collectGarbage();
  heaps.push(process.memoryUsage().heapUsed / mebibyte);
};
const started = performance.now();
const { statuses, failures } = await play({
  url: emulator.url,
  operations: routes,
  count: Number(count),
  seed: Number(seed),
  eachRound,
});
await emulator.close();

const seconds = (performance.now() - started) / 1000;
console.log(`${count} calls of seed ${seed} in ${seconds.toFixed(0)} s, profile ${profile}`);
for (const [status, times] of [...statuses].sort(([one], [other]) => one - other)) {
  console.log(
    `${String(status).padStart(5)} ${String(times).padStart(8)}${status === 0 ? '  (raw bytes, closed)' : ''}`,
  );
}
for (const { call, answer } of failures.slice(0, mostShown)) {
  const body = call.body === undefined ? '' : call.body.toString().slice(0, 2_000);
  console.log(
    `FAILED ${call.method} ${call.target.slice(0, 500)}\n  ${JSON.stringify(call.headers).slice(0, 500)}\n  ${body}\n  → ${answer.status} ${answer.text}`,
  );
}
const early = heaps[Math.floor(heaps.length / 5)] ?? 0;
const late = heaps.at(-1) ?? 0;
const isBounded = heaps.length < 5 || late <= 1.3 * early + 5;
if (heaps.length > 0) console.log(`heap after reset: ${early.toFixed(1)} MiB early, ${late.toFixed(1)} MiB at the end`);
console.log(`${failures.length} failures${isBounded ? '' : '; the heap grows'}`);
process.exit(failures.length === 0 && isBounded ? 0 : 1);
