// `validate` checks the files and lists the secrets they need; sends no call.
import { secretsFrom } from '@postform/config';
import { info } from '../json/records.ts';
import { snakeCased } from '../json/snake-case.ts';
import type { Input } from '../options/options.ts';
import type { Terminal } from '../output/terminal.ts';
import { renderTable } from '../render/table.ts';
import { counted } from '../render/words.ts';
import type { ExitCode } from '../session/exit.ts';
import { openProject } from '../session/project.ts';
import { makeReport } from '../session/report.ts';

export async function runValidateCommand(terminal: Terminal, { options }: Input): Promise<ExitCode> {
  const report = makeReport(terminal, options);
  const { project, desired, secretNames } = openProject(terminal, options, report);
  const value = secretsFrom(project, terminal.env);
  const secrets = secretNames.map((name) => {
    const variable = project.secrets[name]?.env ?? '';
    return { name, env: variable, isSet: value(name) !== undefined };
  });
  const text = `The files are valid: ${counted(desired.resources.length, 'resource')} in stack ${desired.stack}.`;
  if (report.record !== undefined) {
    const resources = desired.resources.map(({ address }) => address);
    // Below a key of that name, other records hold names of the user.
    const named = { stack: desired.stack, resources, secrets: snakeCased(secrets) };
    report.record({ ...info('validation', text), ...named });
    return 0;
  }
  terminal.out(`${terminal.outStyle.green(terminal.clean(text))}\n`);
  if (secrets.length > 0) {
    terminal.out('\nSecrets that the files need:\n');
    terminal.out(
      renderTable(
        terminal
          .clean(secrets)
          .map(({ name, env, isSet }) => [`  ${name}`, `from ${env}`, isSet ? 'set' : 'not set here']),
      ),
    );
  }
  return 0;
}
