// `drift` shows what was changed by hand. Exit 2: drift. Exit 4: none found, but not everything could be read.

import { driftOf, type Plan, runPlan, type Summary, summaryOf, unappliedOf } from '@postform/engine';
import { planRecords, summaryRecord } from '../json/plan-records.ts';
import type { Input } from '../options/options.ts';
import { planOptions } from '../options/plan-options.ts';
import type { Terminal } from '../output/terminal.ts';
import { isComplete } from '../render/coverage.ts';
import { renderDrift } from '../render/drift.ts';
import { announceRefresh } from '../session/announce-read.ts';
import type { ExitCode } from '../session/exit.ts';
import { withRun } from '../session/run.ts';
import { noState } from '../session/state-run.ts';

export async function runDriftCommand(terminal: Terminal, { options }: Input): Promise<ExitCode> {
  return withRun(terminal, options, { name: 'drift', mode: 'reads' }, async (run) => {
    const asked = planOptions(options, run.project, { command: 'drift', saved: false, destroy: false });
    // Without a state there is nothing to compare with, and a scheduled job must not take that for `no drift`.
    if ((await run.wired.store.load()) === undefined) throw noState(run.project.stack);
    await announceRefresh(run, asked);
    const { plan, coverage, readCalls } = await runPlan(run.wired.ports, run.desired, asked);
    run.wired.log?.plan(plan);
    const drift = driftOf(plan);
    if (run.report.record !== undefined) {
      const records = planRecords({ ...plan, changes: [], refused: [] }, drift);
      for (const record of records) run.report.record(record);
      const text = `Drift: ${drift.length} objects; ${coverage.verified} of ${coverage.total} read`;
      const unmanaged = coverage.withoutIndex === true ? undefined : plan.unmanaged.length;
      const unapplied = summaryOfUnapplied(plan);
      run.report.record({
        ...summaryRecord('drift', summaryOf({ ...plan, changes: [], steps: [] }), { read: readCalls }),
        '@message': text,
        drift: { objects: drift.length, ...coverage, unmanaged, unapplied },
      });
    } else {
      const view = { style: terminal.outStyle, width: terminal.width, nowMs: terminal.nowMs() };
      terminal.out(renderDrift(...terminal.clean([plan, drift, coverage] as const), view));
    }
    if (drift.length > 0) return 2;
    return isComplete(coverage) ? 0 : 4;
  });
}

/** What the files ask for; what undoes a drift is none of it. Undefined where there is nothing. */
function summaryOfUnapplied(plan: Plan): Summary | undefined {
  const changes = unappliedOf(plan);
  const addresses = new Set(changes.map(({ address }) => address));
  const steps = plan.steps.filter(({ address }) => addresses.has(address));
  return changes.length === 0 ? undefined : summaryOf({ ...plan, changes, steps });
}
