// Room: `schema`, prints a JSON Schema: of the project file, of desired files, or of one kind.
import { schemaFiles } from '@postform/config';
import { AppError, type ExitCode, kindNamed } from '@postform/engine';
import { kinds } from '@postform/kinds';
import type { Input } from '../options.ts';
import type { Terminal } from '../terminal.ts';

export async function run(terminal: Terminal, { args }: Input): Promise<ExitCode> {
  const [what = 'desired'] = args;
  const text = schemaFiles(kinds)[`postform.${what}.schema.json`];
  const kind = kindNamed(kinds, what);
  if (text !== undefined) terminal.out(text);
  else if (kind !== undefined) terminal.json(kind.written, 2);
  else {
    const names = ['project', 'desired', ...kinds.map(({ name }) => name)];
    throw new AppError('E_CLI_NO_SCHEMA', `There is no schema of ${what}.`, {
      hint: `There are: ${names.join(', ')}.`,
      exit: 64,
    });
  }
  return 0;
}
