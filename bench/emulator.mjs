// Measures the emulator: small calls per second, a large collection, and memory over many calls. Exits 1 when a target is
// missed. Usage: npm run bench:emulator
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { measureBigCollection } from './emulator/big-collection.mjs';
import { measureHeap } from './emulator/heap.mjs';
import { measureSmallCalls } from './emulator/small-calls.mjs';

const mebibyte = 1024 * 1024;
const asked = process.argv.slice(2);
let missed = 0;

await inFolder('small', async (folder) => {
  const { bareRate, emulatorRate, ratio, cpuRatio } = await measureSmallCalls(folder);
  const rates = `${emulatorRate.toFixed(0)} calls/s beside ${bareRate.toFixed(0)} of a bare server`;
  report(
    'small calls',
    `${rates}: ${ratio.toFixed(2)} of its rate (by CPU time ${cpuRatio.toFixed(2)})`,
    ratio >= 0.4,
    '≥ 0.4',
  );
});
await inFolder('big', async (folder) => {
  const { mebibytes, plainMs, emulatorMs, ratio } = await measureBigCollection(folder);
  const times = `${emulatorMs.toFixed(0)} ms beside ${plainMs.toFixed(0)} ms of parse + stringify + write`;
  report(`PUT of ${mebibytes.toFixed(1)} MiB`, `${times}: ${ratio.toFixed(2)} times`, ratio <= 4, '≤ 4');
});
await inFolder('heap', async (folder) => {
  const { early, late, ratio } = await measureHeap(folder);
  const sizes = `${(early / mebibyte).toFixed(1)} MiB after 10,000 calls, ${(late / mebibyte).toFixed(1)} MiB after 100,000`;
  report('heap', `${sizes}: ${ratio.toFixed(2)} times`, ratio <= 1.1, '≤ 1.1');
});
process.exit(missed === 0 ? 0 : 1);

async function inFolder(name, measure) {
  if (asked.length > 0 && !asked.includes(name)) return;
  const folder = mkdtempSync(join(tmpdir(), 'postform-bench-'));
  try {
    await measure(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function report(what, figures, isMet, target) {
  if (!isMet) missed += 1;
  console.log(`${isMet ? 'ok    ' : 'MISSED'} ${what}: ${figures} (target ${target})`);
}
