// Says what a row of the command table holds.
import type { Values } from './completion/words.ts';
import type { Input, OptionRow } from './options/options.ts';
import type { Terminal } from './output/terminal.ts';
import type { ExitCode } from './session/exit.ts';

/** Runs one command and gives the exit code. */
export type RunCommand = (terminal: Terminal, input: Input) => Promise<ExitCode>;

/** How a command is written, and what it says of itself. */
export interface CommandText {
  /** One word, or a group and a word: `state list`. */
  readonly name: string;
  /** Positional arguments as commander writes them. */
  readonly args?: string;
  readonly summary: string;
  /** Shown in the command's own help only. */
  readonly details?: string;
  readonly options?: readonly OptionRow[];
}

export interface CommandRow extends CommandText {
  /** With --json: one record per line, the version first. Other commands print one document. */
  readonly streams?: true;
  /** What a shell may offer for each argument. */
  readonly completes?: readonly Values[];
  readonly load: () => Promise<RunCommand>;
}
