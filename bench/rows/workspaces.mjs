// Workspaces of a thousand and of ten thousand resources: creating them, the first plan, and the plans after that.
import { forgetAll, inWorkspace, postform } from '../measure/program.mjs';
import { writeMixedProject } from '../measure/projects.mjs';
import { inTurns } from '../measure/run.mjs';
import { inTerraform } from '../measure/terraform.mjs';
import { line, mebibytes, seconds, times } from './figures.mjs';

const PLAN = ['plan', '--refresh', 'full', '--detailed-exitcode'];
const known = new Map();

/**
 * A mixed workspace: `applied`, the first plan with nothing known but the state, then the medians of `rounds` more plans.
 * Measured once a run of the bench. At a thousand, Terraform's plans are taken in turns with them.
 */
export function measureWorkspace(size, rounds) {
  if (!known.has(size)) known.set(size, measure(size, rounds));
  return known.get(size);
}

function measure(size, rounds) {
  return inWorkspace(async (bench) => {
    writeMixedProject(bench.dir, size, bench.workspace);
    const { start } = await inTurns(3, { start: () => postform(['--version']) });
    const applied = await bench.postform(['apply', '--auto-approve'], { isPeak: true });
    forgetAll(bench.dir);
    const before = await bench.callCount();
    const first = await bench.postform(PLAN, { isPeak: true });
    const calls = (await bench.callCount()) - before;
    const plan = () => bench.postform(PLAN, { isPeak: true });
    const later = await inTerraform(size === 1000 ? size : 0, (terraform) =>
      inTurns(rounds, terraform === undefined ? { plan } : { plan, terraform }),
    );
    return { size, start, applied, first, calls, ...later };
  });
}

const thousand = () => measureWorkspace(1000, 5);
const tenThousand = () => measureWorkspace(10000, 2);

export async function thousandRows() {
  const { plan, first, calls, terraform } = await thousand();
  const ratio = terraform === undefined ? undefined : plan.cpuS / terraform.cpuS;
  return [
    line({
      work: `no-op plan, 1,000 (${calls} calls), second and later runs`,
      target: '≤ 1.0 s CPU, ≤ 130 MiB',
      measured: `${seconds(plan.cpuS)} CPU, ${seconds(plan.wallS)}, ${mebibytes(plan.peakMiB)}`,
      checks: [
        [plan.cpuS, 1],
        [plan.peakMiB, 130],
      ],
    }),
    line({
      work: 'the same beside `terraform plan` of 1,000',
      target: '≤ 0.2 × its CPU',
      measured:
        ratio === undefined
          ? 'no `terraform` on this machine'
          : `${times(ratio)} (${seconds(terraform.cpuS)} CPU, ${seconds(terraform.wallS)})`,
      checks: ratio === undefined ? [] : [[ratio, 0.2]],
    }),
    line({
      work: 'first plan (nothing known), 1,000',
      target: '≤ 2.5 s CPU',
      measured: `${seconds(first.cpuS)} CPU, ${seconds(first.wallS)}, ${mebibytes(first.peakMiB)}`,
      checks: [[first.cpuS, 2.5]],
    }),
  ];
}

export async function tenThousandRows() {
  const small = await thousand();
  const { plan, first, calls } = await tenThousand();
  const grown = growth(small, { plan, start: small.start });
  return [
    line({
      work: `no-op plan, 10,000 (${calls} calls), second and later runs`,
      target: '≤ 6 s CPU, ≤ 300 MiB',
      measured: `${seconds(plan.cpuS)} CPU, ${seconds(plan.wallS)}, ${mebibytes(plan.peakMiB)}; first plan ${seconds(first.cpuS)} CPU`,
      checks: [
        [plan.cpuS, 6],
        [plan.peakMiB, 300],
      ],
    }),
    line({
      work: 'its growth, 1,000 → 10,000, CPU without start-up',
      target: 'exponent ≤ 0.9',
      measured: grown.toFixed(2),
      checks: [[grown, 0.9]],
    }),
  ];
}

/** Start-up is what `--version` takes. */
function growth(small, large) {
  return Math.log10((large.plan.cpuS - large.start.cpuS) / (small.plan.cpuS - small.start.cpuS));
}

export async function createRows() {
  const runs = [await thousand(), await tenThousand()];
  const each = runs.map(({ applied, size }) => (applied.cpuS * 1000) / size);
  const rows = runs.map(({ size, applied }, at) =>
    line({
      work: `apply of ${size.toLocaleString('en')} creates`,
      target: '≤ 6 ms CPU a resource',
      measured: `${each[at].toFixed(1)} ms; ${seconds(applied.cpuS)} CPU, ${seconds(applied.wallS)}, ${mebibytes(applied.peakMiB)}`,
      checks: [[each[at], 6]],
    }),
  );
  const ratio = each[1] / each[0];
  return [
    ...rows,
    line({
      work: 'a create among 10,000 beside one among 1,000',
      target: 'the same: ≤ 1.1 ×',
      measured: times(ratio),
      checks: [[ratio, 1.1]],
    }),
  ];
}
