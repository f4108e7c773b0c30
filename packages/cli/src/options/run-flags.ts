// Completes the commands in hints with the flags of this run, so that they can be copied and run.

import { oneLine } from '../output/printable.ts';
import type { Options } from './options.ts';

/** Inserts the flags of this run after each `postform` in a text for people. */
export type AddRunFlags = (text: string) => string;

/** First words of all commands. Not read from the command table, which is above this folder. */
export const firstWords = [
  'apply',
  'budget',
  'completion',
  'destroy',
  'diff',
  'drift',
  'emulator',
  'import',
  'init',
  'lock',
  'output',
  'plan',
  'pull',
  'restore',
  'schema',
  'show',
  'state',
  'validate',
] as const;

const command = new RegExp(`\\bpostform (?=(?:${firstWords.join('|')})\\b)`, 'g');

export type RunFlags = Pick<Options, 'dir' | 'stack' | 'var' | 'varFile'>;

export function runFlagsOf({ dir, stack, var: vars, varFile }: RunFlags): AddRunFlags {
  const flags = [
    ...(dir === undefined ? [] : ['-C', quoted(dir)]),
    ...(stack === undefined ? [] : ['--stack', quoted(stack)]),
    ...varFile.flatMap((file) => ['--var-file', quoted(file)]),
    ...Object.entries(vars).flatMap(([name, value]) => ['--var', quoted(`${name}=${value}`)]),
  ].map((flag) => `${oneLine(flag)} `);
  return (text) => text.replace(command, () => `postform ${flags.join('')}`);
}

/** Quoted for a shell where it has to be. */
function quoted(text: string): string {
  return /^[\w./:=@%+,-]+$/.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`;
}
