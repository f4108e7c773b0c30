// Heap after garbage collection at 10,000 and at 100,000 calls, with a constant number of objects.
import { startChild } from './child.mjs';
import { makeEnvironments } from './small-calls.mjs';

const objects = 100;
const connections = 8;

/** Bytes after 10,000 and 100,000 calls. */
export async function measureHeap(dataDir) {
  const [emulator, load] = await Promise.all([
    startChild('./emulator-server.mjs', [dataDir], ['--expose-gc']),
    startChild('./load.mjs'),
  ]);
  const ids = await makeEnvironments(emulator, objects);
  const run = (count) => load.ask(['run', { url: emulator.url, ids, connections, count }]);
  await run(10_000 - objects);
  const early = await emulator.ask('heap');
  await run(90_000);
  const late = await emulator.ask('heap');
  for (const child of [emulator, load]) child.stop();
  return { early, late, ratio: late / early };
}
