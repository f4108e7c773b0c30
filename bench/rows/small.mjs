// The small bench: CPU as a multiple of Node doing nothing, taken in turns with it, and counts. A bound is 1.4 times
// what was measured last, so that a noisy machine passes and a regression by half does not. It is that of the bundle.
import { bareNode } from '../measure/program.mjs';
import { inTurns } from '../measure/run.mjs';
import { differenceRows } from './difference.mjs';
import { line, mebibytes, times } from './figures.mjs';
import { measureSeven, measureStart } from './start.mjs';
import { measureWorkspace } from './workspaces.mjs';

const SIZE = 200;
/** Of the resources, mocks are read in one call, and the workspace in another. */
const CALLS = SIZE * 0.95 + 2;

const MOST = {
  help: 2.1,
  version: 2.05,
  validate: 4.3,
  plan: 8.1,
  first: 34,
  later: 14.5,
  created: 0.38,
  peakMiB: 196,
  difference: 4.2,
};

export async function smallRows() {
  const start = await measureStart(5);
  const seven = (await measureSeven(3)).times;
  const { applied, first, plan, calls } = await measureWorkspace(SIZE, 2);
  const { node } = await inTurns(5, { node: bareNode });
  const cpu = (measure, base) => measure.cpuS / base.cpuS;
  return [
    ratioRow('`--help`', cpu(start.help, start.node), MOST.help),
    ratioRow('`--version`', cpu(start.version, start.node), MOST.version),
    ratioRow('`validate`, 7 resources', cpu(seven.validate, seven.node), MOST.validate),
    ratioRow('`plan`, 7 resources', cpu(seven.plan, seven.node), MOST.plan),
    ratioRow(`first plan, ${SIZE}`, cpu(first, node), MOST.first),
    ratioRow(`no-op plan, ${SIZE}, second and later runs`, cpu(plan, node), MOST.later),
    ratioRow(`one of ${SIZE} creates`, cpu(applied, node) / SIZE, MOST.created),
    line({
      work: `memory of a no-op plan, ${SIZE}`,
      target: `≤ ${MOST.peakMiB} MiB`,
      measured: mebibytes(plan.peakMiB),
      checks: [[plan.peakMiB, MOST.peakMiB]],
    }),
    line({
      work: `calls of a no-op plan, ${SIZE}`,
      target: `≤ ${CALLS}`,
      measured: String(calls),
      checks: [[calls, CALLS]],
    }),
    ...(await differenceRows(MOST.difference)),
  ];
}

function ratioRow(work, ratio, most) {
  const target = `≤ ${most} × the CPU of \`node -e 0\``;
  return line({ work, target, measured: times(ratio), checks: [[ratio, most]] });
}
