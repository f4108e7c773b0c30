// `schema` prints a JSON Schema: of the project file, of desired files, of one kind or of JSON output; or the paths of a kind's leaves.
import { schemaFiles } from '@postform/config';
import { AppError, kindNamed } from '@postform/engine';
import { kinds } from '@postform/kinds';
import { outputSchemaFiles } from '../json/schema-files.ts';
import type { Input } from '../options/options.ts';
import type { Terminal } from '../output/terminal.ts';
import { renderTable } from '../render/table.ts';
import type { ExitCode } from '../session/exit.ts';

export async function runSchemaCommand(terminal: Terminal, { args, options }: Input): Promise<ExitCode> {
  const [what = 'desired', ofKind] = args;
  if (what === 'leaves') return printLeaves(terminal, options.json, ofKind);
  const text = { ...schemaFiles(kinds), ...outputSchemaFiles() }[`postform.${what}.schema.json`];
  const kind = kindNamed(kinds, what);
  if (text !== undefined) terminal.out(text);
  else if (kind !== undefined) terminal.json(kind.written, 2);
  else {
    const names = ['project', 'desired', 'records', 'documents', ...kinds.map(({ name }) => name)];
    throw new AppError('E_CLI_NO_SCHEMA', `There is no schema named ${what}.`, {
      hint: `Choose one of: ${names.join(', ')}. For the paths of lifecycle policies: postform schema leaves KIND`,
      category: 'usage',
    });
  }
  return 0;
}

/** The paths that `lifecycle.ignore` and `lifecycle.drift` may name, and what each holds. */
function printLeaves(terminal: Terminal, asJson: boolean, name: string | undefined): ExitCode {
  const named = name === undefined ? kinds : kinds.filter((kind) => kind.name === name);
  if (named.length === 0)
    throw new AppError('E_CLI_NO_SCHEMA', `There is no kind named ${name}.`, {
      hint: `Choose one of: ${kinds.map((kind) => kind.name).join(', ')}.`,
      category: 'usage',
    });
  if (asJson) {
    const paths = Object.fromEntries(named.map((kind) => [kind.name, kind.leafPaths]));
    terminal.json(paths, 2);
    return 0;
  }
  for (const { label, leafPaths } of named) {
    terminal.out(`Kind ${label}: compared parts\n\n`);
    terminal.out(renderTable(leafPaths.map(({ at, means }) => [`  ${at}`, means])));
    const folders = new Set(leafPaths.flatMap(({ repeats }) => repeats ?? []));
    for (const at of folders) terminal.out(`\n${at} may be repeated, because these parts are nested.\n`);
    terminal.out('\n');
  }
  terminal.out(
    '* matches any one name. lifecycle.ignore and lifecycle.drift take such a path or the beginning of one.\n',
  );
  terminal.out('In a name, write / as ~1 and ~ as ~0.\n');
  return 0;
}
