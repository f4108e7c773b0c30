// Start-up: help, version, and the small project of seven resources, beside Node doing nothing.
import { cpSync } from 'node:fs';
import { join } from 'node:path';
import { bareNode, inWorkspace, postform, root } from '../measure/program.mjs';
import { inTurns } from '../measure/run.mjs';
import { line, mebibytes, ratioTo } from './figures.mjs';

/** `--help` and `--version` beside `node -e 0`: the measures of all three. */
export function measureStart(rounds) {
  return inTurns(rounds, {
    node: bareNode,
    help: () => postform(['--help']),
    version: () => postform(['--version']),
  });
}

/** `validate` and a plan without changes of the example with seven resources, beside `node -e 0`. */
export function measureSeven(rounds) {
  return inWorkspace(async (bench) => {
    cpSync(join(root, 'examples/02-service-team'), bench.dir, { recursive: true });
    await bench.postform(['apply', '--auto-approve']);
    const plan = ['plan', '--refresh', 'full', '--detailed-exitcode'];
    await bench.postform(plan);
    const times = await inTurns(rounds, {
      node: bareNode,
      validate: () => bench.postform(['validate']),
      plan: () => bench.postform(plan),
    });
    const peaks = await inTurns(3, {
      validate: () => bench.postform(['validate'], { isPeak: true }),
      plan: () => bench.postform(plan, { isPeak: true }),
    });
    return { times, peaks };
  });
}

export async function startRows() {
  const { node, help, version } = await measureStart(15);
  return Object.entries({ help, version }).map(([name, measure]) => {
    const ratio = ratioTo(measure, node);
    return line({
      work: `\`--${name}\``,
      target: '≤ 1.4 × `node -e 0`',
      measured: `${ratio.text}`,
      checks: [[ratio.most, 1.4]],
    });
  });
}

export async function sevenRows() {
  const { times, peaks } = await measureSeven(9);
  const bounds = { validate: [2.6, 80], plan: [5, 100] };
  return Object.entries(bounds).map(([name, [most, peak]]) => {
    const ratio = ratioTo(times[name], times.node);
    return line({
      work: `\`${name}\`, 7 resources`,
      target: `≤ ${most} × \`node -e 0\`, ≤ ${peak} MiB`,
      measured: `${ratio.text}, ${mebibytes(peaks[name].peakMiB)}`,
      checks: [
        [ratio.most, most],
        [peaks[name].peakMiB, peak],
      ],
    });
  });
}
