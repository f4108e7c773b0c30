// Limiters side by side: how many requests, refusals and seconds it takes to get calls past a limit. Exit 1 when Postform
// misses a target. Virtual time; `--seeds N` repeats each scenario with other latencies and reports the worst run.
//
//   node bench/limiter.mjs [--seeds N] [--only Postform] [--no-loopback]
import { parseArgs } from 'node:util';
import fakeTimers from '@sinonjs/fake-timers';
import { runLoopback } from './limiter/loopback.mjs';
import { postform } from './limiter/postform.mjs';
import { latencies, scenarios } from './limiter/scenarios.mjs';
import { makeServer } from './limiter/server.mjs';
import { strategies } from './limiter/strategies.mjs';

const { values } = parseArgs({
  allowNegative: true,
  options: {
    seeds: { type: 'string', default: '5' },
    only: { type: 'string' },
    loopback: { type: 'boolean', default: true },
  },
});
const rivals = [...strategies, postform].filter(({ name }) => values.only === undefined || name.includes(values.only));
const startMs = Date.UTC(2026, 0, 15);

/** One strategy in one scenario, in virtual time. */
async function play(strategy, scenario, seed) {
  const clock = fakeTimers.install({
    now: startMs,
    toFake: ['setTimeout', 'clearTimeout', 'setInterval', 'clearInterval', 'Date'],
  });
  try {
    const server = makeServer({ ...scenario, count: scenario.count(startMs) });
    const oneWayMs = latencies(seed);
    const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms));
    const send = async () => {
      await pause(oneWayMs());
      const reply = server.arrive(Date.now());
      await pause(oneWayMs());
      return reply;
    };
    let givenUp;
    const work = strategy.run(send, scenario.calls, scenario).then((count) => {
      givenUp = count;
    });
    let endedAtMs = startMs;
    while (givenUp === undefined) {
      await clock.nextAsync();
      endedAtMs = Date.now();
    }
    await work;
    const { requests, refused } = server.figures;
    return { requests, refused, givenUp, tookMs: endedAtMs - startMs };
  } finally {
    clock.uninstall();
  }
}

/** The worst of each figure over the seeds. */
async function worstOf(strategy, scenario) {
  let worst;
  for (let seed = 1; seed <= Number(values.seeds); seed += 1) {
    const run = await play(strategy, scenario, seed);
    worst ??= run;
    for (const [name, value] of Object.entries(run)) worst[name] = Math.max(worst[name], value);
  }
  return worst;
}

/** What is wrong with Postform's run; empty when it is within its targets. */
function misses({ refused, givenUp, tookMs }, { id, boundMs, ratio, tripsMs, windowMs, hasStranger }) {
  const found = [];
  const mayTakeMs = boundMs * ratio + tripsMs;
  if (givenUp > 0) found.push(`${id}: ${givenUp} calls given up`);
  if (tookMs > mayTakeMs && !hasStranger)
    found.push(`${id}: ${seconds(tookMs)} s, at most ${seconds(mayTakeMs)} s wanted`);
  const mayBeRefused = hasStranger ? Math.floor(tookMs / windowMs) : 0;
  if (refused > mayBeRefused) found.push(`${id}: ${refused} refusals, at most ${mayBeRefused} wanted`);
  return found;
}

const seconds = (ms) => (ms / 1000).toFixed(1);

const missed = [];
for (const scenario of scenarios) {
  console.log(
    `\n${scenario.id}  ${scenario.what}: ${scenario.calls} calls, at the least ${seconds(scenario.boundMs)} s`,
  );
  console.log('  requests  refused  given up  seconds  of the least  ');
  for (const strategy of rivals) {
    const run = await worstOf(strategy, scenario);
    const cells = [
      run.requests,
      run.refused,
      run.givenUp,
      seconds(run.tookMs),
      (run.tookMs / scenario.boundMs).toFixed(3),
    ];
    console.log(
      `  ${cells.map((cell, at) => String(cell).padStart([8, 7, 8, 7, 12][at])).join('  ')}  ${strategy.name}`,
    );
    if (strategy === postform) missed.push(...misses(run, scenario));
  }
}
if (values.loopback) {
  const { rows, calls, boundMs } = await runLoopback(rivals);
  console.log(`\nLoopback, real timers, 60 per second: ${calls} calls, at the least ${seconds(boundMs)} s`);
  console.log('  requests  refused  given up  seconds  of the limit  ');
  for (const { name, requests, refused, givenUp, tookMs, share } of rows) {
    const cells = [requests, refused, givenUp, (tookMs / 1000).toFixed(2), `${(share * 100).toFixed(1)} %`];
    console.log(`  ${cells.map((cell, at) => String(cell).padStart([8, 7, 8, 7, 12][at])).join('  ')}  ${name}`);
    if (name === postform.name && (share < 0.98 || refused > 0))
      missed.push(`loopback: ${(share * 100).toFixed(1)} % of the limit, ${refused} refusals`);
  }
}
console.log(missed.length === 0 ? '\nPostform: every target met.' : `\nPostform missed:\n  ${missed.join('\n  ')}`);
process.exit(missed.length === 0 ? 0 : 1);
