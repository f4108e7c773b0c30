// Room: what to run next, as it has to be typed here: with the flags that chose folder, stack and variables.

import { oneLine } from '../output/printable.ts';
import type { Options } from './options.ts';

/** Puts the flags of this run behind each `postform COMMAND` of a text for people. */
export type Again = (text: string) => string;

/** First words of all commands. Not read from the command table, which loads the commands that need this room. */
export const firstWords = [
  'apply',
  'budget',
  'destroy',
  'drift',
  'emulator',
  'import',
  'init',
  'lock',
  'output',
  'plan',
  'schema',
  'show',
  'state',
  'validate',
] as const;

const command = new RegExp(`\\bpostform (?=(?:${firstWords.join('|')})\\b)`, 'g');

export function againWith({ dir, stack, var: vars }: Pick<Options, 'dir' | 'stack' | 'var'>): Again {
  const flags = [
    ...(dir === undefined ? [] : ['-C', quoted(dir)]),
    ...(stack === undefined ? [] : ['--stack', quoted(stack)]),
    ...Object.entries(vars).flatMap(([name, value]) => ['--var', quoted(`${name}=${value}`)]),
  ].map((flag) => `${oneLine(flag)} `);
  return (text) => text.replace(command, () => `postform ${flags.join('')}`);
}

/** As a shell reads it back. */
function quoted(text: string): string {
  return /^[\w./:=@%+,-]+$/.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`;
}
