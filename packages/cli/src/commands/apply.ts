// `apply` makes the workspace equal to the files, or applies exactly a saved plan.
import { resolve } from 'node:path';
import { AppError, type Plan } from '@postform/engine';
import { readPlan } from '../files/plan-file.ts';
import type { Input, Options } from '../options/options.ts';
import type { Terminal } from '../output/terminal.ts';
import { applyFlow } from '../session/apply-flow.ts';
import type { ExitCode } from '../session/exit.ts';

export async function runApplyCommand(terminal: Terminal, { args, options }: Input): Promise<ExitCode> {
  const [file] = args;
  const saved = file === undefined ? undefined : readPlan(resolve(terminal.cwd, options.dir ?? '.', file));
  if (saved !== undefined) refuseOtherPlan(saved, options);
  return applyFlow(terminal, options, { name: 'apply', ...(saved === undefined ? {} : { saved }) });
}

/** A saved plan is applied as it is, so an option that would change the plan is refused. */
function refuseOtherPlan(saved: Plan, { deletes, target, exclude, replace, refresh }: Options): void {
  if (!deletes && saved.steps.some((step) => step.op === 'delete'))
    throw new AppError('E_CLI_NO_DELETE', 'This saved plan contains deletes, and a saved plan is applied as it is.', {
      hint: 'Save a plan without deletes: postform plan --no-delete -o FILE',
      category: 'usage',
    });
  const given = Object.entries({
    '--target': target.length > 0,
    '--exclude': exclude.length > 0,
    '--replace': replace.length > 0,
    '--refresh': refresh,
  });
  const [option] = given.find(([, isGiven]) => isGiven !== false && isGiven !== undefined) ?? [];
  if (option === undefined) return;
  throw new AppError('E_CLI_SAVED_PLAN', `A saved plan is applied as it is, so ${option} would have no effect.`, {
    hint: `Leave out the option, or save a new plan: postform plan ${option} … -o FILE`,
    category: 'usage',
  });
}
