// Room: errors, the last line of a run that did not go well: what happened, and what to run next.
import { AppError } from '@postform/engine';
import type { Again } from '../options/run-flags.ts';
import type { Style } from '../output/style.ts';

export function renderError(error: unknown, style: Style, again: Again = (text) => text): string {
  if (!(error instanceof AppError)) return `${style.red('Error')}: ${bugText(error)}\n`;
  return `${style.red('Error')}: ${style.bold(error.message)} [${error.code}]\n  ${again(error.hint)}\n`;
}

/** Of an error that nobody foresaw. */
export function bugText(error: unknown): string {
  const what = error instanceof Error ? error.message : String(error);
  return `this is a bug in Postform, please report it: ${what.split('\n')[0]} (POSTFORM_DEBUG=1 shows where)`;
}
