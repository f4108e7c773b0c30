// Defines how one option is written, and reads option values from text.
import { parseDuration } from './durations.ts';

/** How one option is written and read. `read` returns the value, or throws a UsageError that says what was expected. */
export interface Row<Name extends string> {
  readonly name: Name;
  readonly flags: string;
  readonly description: string;
  readonly choices?: readonly string[];
  /** May be given several times. Any other option with a value is refused the second time. */
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
  if (!/^\d+$/.test(text)) throw new UsageError('expected a whole number, for example 5.');
  return Number(text);
}

export function atLeastOne(text: string): number {
  const n = count(text);
  if (n < 1) throw new UsageError('expected a whole number of at least 1.');
  return n;
}

export function duration(text: string): number {
  const ms = parseDuration(text);
  if (ms === undefined) throw new UsageError('expected a duration, for example 500ms, 30s, 5m or 1h.');
  return ms;
}

/** `NAME=VALUE`, added to the earlier pairs. */
export function pair(example: string) {
  return (text: string, before: unknown): Readonly<Record<string, string>> => {
    const at = text.indexOf('=');
    if (at < 1) throw new UsageError(`expected NAME=VALUE, for example ${example}.`);
    return { ...(before as Readonly<Record<string, string>> | undefined), [text.slice(0, at)]: text.slice(at + 1) };
  };
}

/** Equal to the engine's NAME_PATTERN, which `--help` does not load; a test compares the two. */
export const VARIABLE = /^[A-Za-z0-9][A-Za-z0-9_-]*$/;

/** `NAME=VALUE` with a name that is allowed under `vars:` of the project file; the value may be empty. */
export function variable(text: string, before: unknown): Readonly<Record<string, string>> {
  const pairs = pair('--var host=staging.example.com')(text, before);
  const name = text.slice(0, text.indexOf('='));
  if (!VARIABLE.test(name))
    throw new UsageError(
      `${JSON.stringify(name)} is not a valid variable name: start with a letter or digit, then use letters, digits, _ and - only.`,
    );
  return pairs;
}
