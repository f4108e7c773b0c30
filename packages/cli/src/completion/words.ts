// Derives from the command table what a shell may offer: commands, options, and what their values are.
import type { Row } from '../options/option-row.ts';

/** What stands in the place of a value: words of this list, or what the shell or the project knows. */
export type Values = readonly string[] | 'addresses' | 'stacks' | 'files' | 'folders' | 'none';

export interface CompletedCommand {
  readonly name: string;
  readonly summary: string;
  readonly options?: readonly Row<string>[];
  /** What its arguments are; absent where nothing can be offered. */
  readonly completes?: readonly Values[];
}

export interface Table {
  readonly common: readonly Row<string>[];
  readonly commands: readonly CompletedCommand[];
  /** What a group of commands is for, by its name. */
  readonly groups: Readonly<Record<string, string>>;
}

export interface OptionWords {
  /** `-o` and `--out`. */
  readonly names: readonly string[];
  readonly description: string;
  /** Undefined where the option takes no value. */
  readonly values?: Values;
}

export interface Completion {
  readonly name: string;
  readonly summary: string;
  readonly options: readonly OptionWords[];
  readonly values: readonly Values[];
}

/** By the placeholder of an option or argument. */
const BY_PLACEHOLDER: Readonly<Record<string, Values>> = { ADDRESS: 'addresses', FILE: 'files', DIR: 'folders' };

const help: OptionWords = { names: ['-h', '--help'], description: 'print help' };

/** One for each command, with the common options. */
export function completionsOf({ common, commands }: Table): readonly Completion[] {
  return commands.map(({ name, summary, options = [], completes = [] }) => ({
    name,
    summary,
    options: [...options.map(wordsOf), ...commonOf(common)],
    values: completes,
  }));
}

export function commonOf(common: readonly Row<string>[]): readonly OptionWords[] {
  return [...common.map(wordsOf), help];
}

/** Options with a value, of all commands: an option that takes one takes it in every command. */
export function valuedOptions(table: Table): readonly Required<OptionWords>[] {
  const byName = new Map<string, Required<OptionWords>>();
  for (const { options } of completionsOf(table))
    for (const option of options)
      if (option.values !== undefined) byName.set(option.names.join(), option as Required<OptionWords>);
  return [...byName.values()];
}

function wordsOf({ name, flags, description, choices }: Row<string>): OptionWords {
  const names = flags.split(/[ ,]+/).filter((part) => part.startsWith('-'));
  const placeholder = /<(.*)>/.exec(flags)?.[1];
  if (placeholder === undefined) return { names, description };
  const values = choices ?? (name === 'stack' ? 'stacks' : (BY_PLACEHOLDER[placeholder] ?? 'none'));
  return { names, description, values };
}
