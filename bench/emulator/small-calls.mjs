// Small calls per second: 70 % GET, 30 % PUT of 2 KB environments, persistence on, beside a bare node:http server.
import { startChild } from './child.mjs';

const objects = 100;
const connections = 16;
const rounds = 11;
const roundMs = 1_000;

/** The rates of both, and the median of the rounds' ratios. The two take turns, so that a busy machine meets both. */
export async function measureSmallCalls(dataDir) {
  const [emulator, bare, load] = await Promise.all([
    startChild('./emulator-server.mjs', [dataDir]),
    startChild('./bare-server.mjs'),
    startChild('./load.mjs'),
  ]);
  const ids = await makeEnvironments(emulator, objects);
  const measure = async (server, ms) => {
    const cpuBefore = await server.ask('cpuMs');
    const { answered, ms: took } = await load.ask(['run', { url: server.url, ids, connections, ms }]);
    return { rate: (answered / took) * 1000, cpuMs: ((await server.ask('cpuMs')) - cpuBefore) / answered };
  };
  for (const server of [bare, emulator]) await load.ask(['run', { url: server.url, ids, connections, count: 5_000 }]);
  const pairs = [];
  for (let round = 0; round < rounds; round += 1) {
    const first = round % 2 === 0 ? bare : emulator;
    const one = await measure(first, roundMs);
    const other = await measure(first === bare ? emulator : bare, roundMs);
    pairs.push(first === bare ? { bare: one, emulator: other } : { bare: other, emulator: one });
  }
  for (const child of [emulator, bare, load]) child.stop();
  return {
    bareRate: median(pairs.map((pair) => pair.bare.rate)),
    emulatorRate: median(pairs.map((pair) => pair.emulator.rate)),
    ratio: median(pairs.map((pair) => pair.emulator.rate / pair.bare.rate)),
    cpuRatio: median(pairs.map((pair) => pair.bare.cpuMs / pair.emulator.cpuMs)),
  };
}

/** Creates environments and returns their ids. */
export async function makeEnvironments({ url, workspace }, count) {
  const ids = [];
  for (let n = 0; n < count; n += 1) {
    const response = await fetch(`${url}/environments?workspace=${workspace}`, {
      method: 'POST',
      headers: { 'x-api-key': 'emulator-key', 'content-type': 'application/json' },
      body: JSON.stringify({ environment: { name: `Environment ${n}`, values: [] } }),
    });
    ids.push((await response.json()).environment.id);
  }
  return ids;
}

export function median(numbers) {
  return numbers.toSorted((one, other) => one - other)[Math.floor(numbers.length / 2)];
}
