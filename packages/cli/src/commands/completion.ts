// `completion` prints a script that completes command lines in a shell, and the words that such a script asks for.
import { AppError } from '@postform/engine';
import { bashScript } from '../completion/bash.ts';
import { fishScript } from '../completion/fish.ts';
import type { Table } from '../completion/words.ts';
import { zshScript } from '../completion/zsh.ts';
import type { Input } from '../options/options.ts';
import type { Terminal } from '../output/terminal.ts';
import type { ExitCode } from '../session/exit.ts';
import { openProjectFile, openStarter } from '../session/project.ts';
import { makeReport } from '../session/report.ts';
import { openStore } from '../session/wire.ts';

const scripts = { bash: bashScript, zsh: zshScript, fish: fishScript } as const;

export function completionCommand(table: Table) {
  return async (terminal: Terminal, { args, options }: Input): Promise<ExitCode> => {
    const [what = ''] = args;
    const text = await textOf(what, table, terminal, options);
    if (options.json) terminal.json(text);
    else terminal.out(text);
    return 0;
  };
}

async function textOf(what: string, table: Table, terminal: Terminal, options: Input['options']): Promise<string> {
  if (what === 'addresses') return lines(await addressesOf(terminal, options));
  if (what === 'stacks') return lines(quietly(() => openProjectFile(terminal, options, silent(terminal)).stacks) ?? []);
  const script = Object.hasOwn(scripts, what) ? scripts[what as keyof typeof scripts] : undefined;
  if (script !== undefined) return script(table);
  throw new AppError('E_CLI_SHELL', `There is no completion for ${what}.`, {
    hint: `Choose one of: ${Object.keys(scripts).join(', ')}`,
    category: 'usage',
  });
}

/** Of the files and of the state; where the files are wrong, of the state alone. Sorted. */
async function addressesOf(terminal: Terminal, options: Input['options']): Promise<readonly string[]> {
  const report = silent(terminal);
  const desired = quietly(() => openStarter(terminal, options, report).desired);
  const project = quietly(() => openProjectFile(terminal, options, report));
  const state =
    project &&
    (await openStore(project, options, () => undefined)
      .load()
      .catch(() => undefined));
  const declared = desired?.resources.map(({ address }) => address) ?? [];
  return [...new Set([...declared, ...Object.keys(state?.resources ?? {})])].sort();
}

/** Whoever presses Tab is in the middle of a command line: nothing is said about mistakes. */
const silent = (terminal: Terminal) => ({
  ...makeReport(terminal, { json: false, quiet: true }),
  diagnostics: () => undefined,
});

function quietly<T>(read: () => T): T | undefined {
  try {
    return read();
  } catch {
    return undefined;
  }
}

const lines = (words: readonly string[]): string => words.map((word) => `${word}\n`).join('');
