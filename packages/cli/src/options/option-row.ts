// Room: option rows, how one option is written, and the readers that make a loose text strict.
import { parseDuration } from './durations.ts';

/** How one option is written and read. `read` returns the value, or throws a UsageError that says what would be right. */
export interface Row<Name extends string> {
  readonly name: Name;
  readonly flags: string;
  readonly description: string;
  readonly choices?: readonly string[];
  /** May be given several times; another option with a value is refused the second time. */
  readonly repeats?: true;
  readonly read?: (text: string, before: unknown) => unknown;
}

/** Makes the rows of options whose names are `Name`. */
export function rowMaker<Name extends string>() {
  return (name: Name, flags: string, description: string, rest: Partial<Row<Name>> = {}): Row<Name> => ({
    name,
    flags,
    description,
    ...rest,
  });
}

export class UsageError extends Error {}

export const many = (text: string, before: unknown): readonly string[] => [
  ...(Array.isArray(before) ? before : []),
  text,
];

export function count(text: string): number {
  if (!/^\d+$/.test(text)) throw new UsageError('a whole number is wanted, e.g. 5.');
  return Number(text);
}

export function atLeastOne(text: string): number {
  const n = count(text);
  if (n < 1) throw new UsageError('a number from 1 up is wanted.');
  return n;
}

export function duration(text: string): number {
  const ms = parseDuration(text);
  if (ms === undefined) throw new UsageError('a duration is wanted: 500ms, 30s, 5m or 1h.');
  return ms;
}

/** `NAME=VALUE`, added to those before it. */
export function pair(example: string) {
  return (text: string, before: unknown): Readonly<Record<string, string>> => {
    const at = text.indexOf('=');
    if (at < 1) throw new UsageError(`NAME=VALUE is wanted, e.g. ${example}.`);
    return { ...(before as Readonly<Record<string, string>> | undefined), [text.slice(0, at)]: text.slice(at + 1) };
  };
}

/** The engine's NAME_PATTERN, which is not loaded for `--help`; a test holds the two together. */
export const VARIABLE = /^[A-Za-z0-9][A-Za-z0-9_-]*$/;

/** `NAME=VALUE` with a name that `vars:` of the project file may hold, too; a value may be empty. */
export function variable(text: string, before: unknown): Readonly<Record<string, string>> {
  const pairs = pair('--var host=staging.example.com')(text, before);
  const name = text.slice(0, text.indexOf('='));
  if (!VARIABLE.test(name))
    throw new UsageError(
      `${JSON.stringify(name)} cannot be the name of a variable: it begins with a letter or digit, then letters, digits, _ and - only.`,
    );
  return pairs;
}
