// Big sources: two hundred collections of 1.1 MiB, and one of 20 MiB.
import { forgetAll, inWorkspace } from '../measure/program.mjs';
import { writeBigProject } from '../measure/projects.mjs';
import { inTurns } from '../measure/run.mjs';
import { line, mebibytes, seconds } from './figures.mjs';

const PLAN = ['plan', '--refresh', 'full', '--detailed-exitcode'];
const MIB = 1024 * 1024;

export function manyRows() {
  return inWorkspace(async (bench) => {
    const bytes = writeBigProject(bench.dir, 200, 1.1, bench.workspace);
    const applied = await bench.postform(['apply', '--auto-approve'], { isPeak: true });
    await bench.postform(PLAN);
    const { plan } = await inTurns(2, { plan: () => bench.postform(PLAN, { isPeak: true }) });
    return [
      line({
        work: `no-op plan over ${mebibytes(bytes / MIB)} of collections, second and later runs`,
        target: '≤ 3 s CPU, ≤ 300 MiB',
        measured:
          `${seconds(plan.cpuS)} CPU, ${seconds(plan.wallS)}, ${mebibytes(plan.peakMiB)}; ` +
          `their apply ${seconds(applied.cpuS)} CPU, ${mebibytes(applied.peakMiB)}`,
        checks: [
          [plan.cpuS, 3],
          [plan.peakMiB, 300],
        ],
      }),
    ];
  });
}

export function oneRows() {
  return inWorkspace(async (bench) => {
    writeBigProject(bench.dir, 1, 20, bench.workspace);
    const run = (args, options) => bench.postform(args, { isPeak: true, ...options });
    const create = await run(PLAN, { expected: 2 });
    await run(['apply', '--auto-approve']);
    forgetAll(bench.dir);
    const first = await run(PLAN);
    const { second } = await inTurns(3, { second: () => run(PLAN) });
    return [
      row('first plan (it is to be created)', create, 3),
      row('plan with nothing known', first, 3),
      row('second plan', second, 0.8),
    ];
  });
}

function row(what, measure, mostS) {
  return line({
    work: `one 20 MiB collection: ${what}`,
    target: `≤ ${mostS} s CPU, ≤ 300 MiB`,
    measured: `${seconds(measure.cpuS)} CPU, ${seconds(measure.wallS)}, ${mebibytes(measure.peakMiB)}`,
    checks: [
      [measure.cpuS, mostS],
      [measure.peakMiB, 300],
    ],
  });
}
