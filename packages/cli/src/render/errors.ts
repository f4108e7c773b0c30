// Renders an error: what happened, and what to run next.
import { AppError } from '@postform/engine';
import type { AddRunFlags } from '../options/run-flags.ts';
import type { Style } from '../output/style.ts';

export function renderError(error: unknown, style: Style, addFlags: AddRunFlags = (text) => text): string {
  if (!(error instanceof AppError)) return `${style.red('Error')}: ${bugText(error)}\n`;
  return `${style.red('Error')}: ${style.bold(error.message)} [${error.code}]\n  ${addFlags(error.hint)}\n`;
}

/** For an error that is not an AppError. */
export function bugText(error: unknown): string {
  const what = error instanceof Error ? error.message : String(error);
  return `This is a bug in Postform, please report it: ${what.split('\n')[0]} (set POSTFORM_DEBUG=1 to see where)`;
}
