// `import` takes over one object for a declared address, or a whole workspace as files and state.
import { resolve } from 'node:path';
import { AppError, runAdopt } from '@postform/engine';
import { importAll } from '../new-project/import-all.ts';
import type { Input } from '../options/options.ts';
import { runFlagsOf } from '../options/run-flags.ts';
import type { Terminal } from '../output/terminal.ts';
import type { ExitCode } from '../session/exit.ts';
import { withRun } from '../session/run.ts';
import { showPlan } from '../session/show-plan.ts';

export async function runImportCommand(terminal: Terminal, { args, options }: Input): Promise<ExitCode> {
  const [address, id] = args;
  if (options.all) {
    if (address !== undefined || options.workspace === undefined || options.out === undefined) throw misuse();
    const out = resolve(terminal.cwd, options.dir ?? '.', options.out);
    return importAll(terminal, options, { workspace: options.workspace, out });
  }
  const { workspace, out, keepSecrets } = options;
  const isWhole = workspace !== undefined || out !== undefined || keepSecrets;
  if (address === undefined || id === undefined || isWhole) throw misuse();
  return withRun(terminal, options, { name: 'import', mode: 'writes' }, async (run) => {
    const plan = await runAdopt(run.wired.ports, {
      desired: run.desired,
      address,
      object: id,
      patches: run.report.record !== undefined,
      show: (planned) => showPlan(run, planned, false),
    });
    const next = runFlagsOf(options)('postform plan');
    if (plan === undefined) {
      run.report.say(`${address} already manages ${id}. Nothing was changed.`);
      return 0;
    }
    const differs = plan.changes.some(({ lines }) => lines.length > 0);
    run.report.say(
      `${address} now manages ${id}. ${differs ? `To see the update again: ${next}` : 'It matches the files.'}`,
    );
    return 0;
  });
}

function misuse(): AppError {
  return new AppError('E_CLI_IMPORT', 'import takes either an address and an ID, or --workspace, --all and --out.', {
    hint: 'Run postform import ADDRESS ID, or postform import --workspace ID --all --out DIR',
    category: 'usage',
  });
}
