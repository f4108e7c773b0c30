// `state accept` accepts what the server made of what was sent, or with --remote what was changed by hand.
import { acceptDifferences, type PlanOptions, recordOf, runAccept } from '@postform/engine';
import { writeDocument } from '../json/records.ts';
import type { Input, Options } from '../options/options.ts';
import { planOptions } from '../options/plan-options.ts';
import type { Terminal } from '../output/terminal.ts';
import { counted } from '../render/words.ts';
import { announceRefresh } from '../session/announce-read.ts';
import type { ExitCode } from '../session/exit.ts';
import { withRun } from '../session/run.ts';
import { editState, noState } from '../session/state-run.ts';

export async function runStateAcceptCommand(terminal: Terminal, { args, options }: Input): Promise<ExitCode> {
  const [address = ''] = args;
  if (options.remote) return acceptRemote(terminal, options, address);
  return editState(terminal, options, 'state accept', (state) => {
    const isEmpty = (recordOf(state, address).current?.differences ?? []).length === 0;
    const message = isEmpty
      ? `${address} has no unexplained differences. There was nothing to accept.`
      : `Accepted the unexplained differences of ${address}.`;
    return { entry: acceptDifferences(state, address), message };
  });
}

/** `what`: an address, and after it a pointer as in lifecycle.ignore. */
async function acceptRemote(terminal: Terminal, options: Options, what: string): Promise<ExitCode> {
  const slash = what.indexOf('/');
  const address = slash < 0 ? what : what.slice(0, slash);
  const at = slash < 0 ? '' : what.slice(slash);
  const command = { name: 'state accept', mode: 'writes', printsDocument: true } as const;
  return withRun(terminal, options, command, async (run) => {
    const asked: PlanOptions = {
      ...planOptions(options, run.project, { command: 'import', saved: false, destroy: false }),
      ...{ refresh: 'none', targets: [address], excluded: [], replace: [address] },
    };
    const state = await run.wired.store.load();
    if (state === undefined) throw noState(run.project.stack);
    recordOf(state, address);
    await announceRefresh(run, asked);
    const { pointers, serial } = await runAccept(run.wired.ports, {
      desired: run.desired,
      address,
      at,
      options: asked,
    });
    const operation = 'state accept';
    if (options.json) writeDocument(terminal, { operation, stack: run.project.stack, serial, accepted: pointers });
    else if (pointers.length === 0)
      run.report.say(`Nothing was changed by hand at ${what}. There was nothing to accept.`);
    else run.report.say(`Accepted ${counted(pointers.length, 'change')} made by hand: ${pointers.join(', ')}`);
    return 0;
  });
}
