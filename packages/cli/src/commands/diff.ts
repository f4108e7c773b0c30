// `diff` tells in full what differs in one object, and what both sides did to it. Sends only GET requests and takes no lock.

import { type DiffRun, diffScope, runDiff } from '@postform/engine';
import { changeDocument } from '../json/plan-records.ts';
import { writeDocument } from '../json/records.ts';
import type { Input } from '../options/options.ts';
import { planOptions } from '../options/plan-options.ts';
import { runFlagsOf } from '../options/run-flags.ts';
import type { Terminal } from '../output/terminal.ts';
import { isEqual, renderDiff } from '../render/diff.ts';
import { announceRefresh } from '../session/announce-read.ts';
import type { ExitCode } from '../session/exit.ts';
import { withRun } from '../session/run.ts';

export async function runDiffCommand(terminal: Terminal, { args, options }: Input): Promise<ExitCode> {
  const [address = ''] = args;
  return withRun(terminal, options, { name: 'diff', mode: 'reads', printsDocument: true }, async (run) => {
    const { ports } = run.wired;
    const only = { ...options, refresh: 'full', target: [address] } as const;
    const asked = planOptions(only, run.project, { command: 'diff', saved: false, destroy: false });
    const desired = await diffScope(ports, run.desired, asked);
    await announceRefresh({ ...run, desired }, asked);
    const { parts, ...found } = await runDiff(ports, desired, asked);
    const diff: DiffRun = { ...found, ...(options.explain && parts !== undefined ? { parts } : {}) };
    if (options.json) writeDocument(terminal, { ...diff, change: changeDocument(diff.change) });
    else {
      const view = { style: terminal.outStyle, width: terminal.width, addFlags: runFlagsOf(options) };
      terminal.out(renderDiff(terminal.clean(diff), view));
    }
    return options.detailedExitcode && !isEqual(diff.change) ? 2 : 0;
  });
}
