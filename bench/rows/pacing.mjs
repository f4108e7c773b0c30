// The benches of pacing and of sharing, which have their own targets, as one line each.
import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { line } from './figures.mjs';

export const limiterRows = () => ownBench('limiter', ['--seeds', '5']);
export const sharingRows = () => ownBench('sharing', []);

async function ownBench(name, args) {
  const script = fileURLToPath(new URL(`../${name}.mjs`, import.meta.url));
  const child = spawn(process.execPath, [script, ...args], { stdio: ['ignore', 'pipe', 'inherit'] });
  let text = '';
  child.stdout.setEncoding('utf8').on('data', (chunk) => {
    text += chunk;
  });
  const exit = await new Promise((resolve) => child.once('close', resolve));
  const missed = text
    .slice(text.lastIndexOf('missed:'))
    .split('\n')
    .slice(1)
    .map((it) => it.trim());
  return [
    line({
      work: `\`bench:${name}\``,
      target: 'its own targets',
      measured: exit === 0 ? 'every target met' : `missed: ${missed.filter((it) => it !== '').join('; ')}`,
      checks: [[exit, 0]],
    }),
  ];
}
