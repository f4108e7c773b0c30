// `show` prints a saved plan, one record or the whole state; sends no call.
import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { driftOf, kindNamed, parseAddress, recordOf } from '@postform/engine';
import { kinds } from '@postform/kinds';
import { readPlan } from '../files/plan-file.ts';
import { planDocument } from '../json/plan-records.ts';
import { writeDocument } from '../json/records.ts';
import type { Input } from '../options/options.ts';
import type { Terminal } from '../output/terminal.ts';
import { renderPlan } from '../render/plan.ts';
import { renderRecord } from '../render/record.ts';
import type { ExitCode } from '../session/exit.ts';
import { readState } from '../session/state-run.ts';

export async function runShowCommand(terminal: Terminal, { args, options }: Input): Promise<ExitCode> {
  const [what] = args;
  const path = resolve(terminal.cwd, options.dir ?? '.', what ?? '.');
  const kind = parseAddress(what ?? '')?.kind;
  const isAddress = what !== undefined && kindNamed(kinds, kind ?? '') !== undefined && !existsSync(path);
  if (what !== undefined && !isAddress) return showPlan(terminal, path, options.json);
  const { state } = await readState(terminal, options);
  const addresses = isAddress ? [what] : Object.keys(state.resources).sort();
  const records = addresses.map((address) => ({ address, record: recordOf(state, address) }));
  if (options.json) {
    const resources = records.map(({ address, record }) => ({ address, ...record }));
    writeDocument(terminal, { stack: state.stack, resources });
  } else terminal.out(records.map(({ address, record }) => renderRecord(address, record, terminal.clean)).join('\n'));
  return 0;
}

function showPlan(terminal: Terminal, path: string, json: boolean): ExitCode {
  const plan = readPlan(path);
  if (json) {
    writeDocument(terminal, planDocument(plan));
    return 0;
  }
  const { workspace, stack } = terminal.clean(plan.basis);
  terminal.out(`Plan for workspace ${workspace}, stack ${stack}.\n\n`);
  const isWhole = plan.changes.every(({ reason }) => reason !== 'unverified' && reason !== 'disputed');
  const nothing = isWhole ? 'Nothing' : 'Nothing that was read';
  const coverage = `${driftOf(plan).length === 0 ? nothing : 'Something'} had been changed by hand when the plan was made.`;
  terminal.out(
    renderPlan(terminal.clean(plan), { style: terminal.outStyle, width: terminal.width, forecast: {}, coverage }),
  );
  return 0;
}
