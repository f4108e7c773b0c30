// Room: errors, the last line of a run that did not go well: what happened, and what to run next.
import { AppError, type ExitCode } from '@postform/engine';
import type { Again } from '../again.ts';
import { diagnosticRecord, recordWriter } from '../events-json.ts';
import { InvalidInput } from '../invalid-input.ts';
import { makeReport } from '../report.ts';
import type { Terminal } from '../terminal.ts';
import type { Style } from './style.ts';
import { counted } from './words.ts';

export function renderError(error: unknown, style: Style, again: Again = (text) => text): string {
  if (!(error instanceof AppError)) return `${style.red('Error')}: ${bugText(error)}\n`;
  return `${style.red('Error')}: ${style.bold(error.message)} [${error.code}]\n  ${again(error.hint)}\n`;
}

/** A limit of the run that refuses will refuse again: it is named with the number that would do, and is no mere deferral (exit 7). */
function withLimit(error: unknown): unknown {
  if (!(error instanceof AppError) || error.needs === undefined || error.exit !== 4) return error;
  const { code, message, hint, needs } = error;
  const more = `The same command with a lower limit is refused again: the smallest --max-calls for it is ${needs}.`;
  return new AppError(code, message, { hint: `${hint} ${more}`.trim(), exit: 7, needs, cause: error });
}

/** Shows the error; with `json` as a record on stdout. Commands in its hint repeat the flags of the run. Returns the exit code. */
export function reportError(
  thrown: unknown,
  terminal: Terminal,
  json: boolean,
  again: Again = (text) => text,
): ExitCode {
  const error = withLimit(thrown);
  if (error instanceof InvalidInput) {
    makeReport(terminal, json).diagnostics(error.diagnostics, error.root);
    const errors = error.diagnostics.filter(({ severity }) => severity === 'error').length;
    if (!json) terminal.err(`${counted(errors, 'mistake')} in the files. Nothing was sent.\n`);
    return 1;
  }
  if (json) {
    const known = error instanceof AppError;
    const record = known
      ? { summary: error.message, detail: again(error.hint), code: error.code }
      : { summary: bugText(error), detail: 'Set POSTFORM_DEBUG=1 to see where it happened.', code: 'E_BUG' };
    recordWriter(terminal)(diagnosticRecord({ severity: 'error', ...record }));
  } else terminal.err(renderError(terminal.clean(error), terminal.errStyle, again));
  if (terminal.env['POSTFORM_DEBUG'] === '1') {
    const shown = terminal.clean(error);
    terminal.err(`${shown instanceof Error ? (shown.stack ?? shown.message) : String(shown)}\n`);
  }
  return error instanceof AppError ? error.exit : 1;
}

function bugText(error: unknown): string {
  const what = error instanceof Error ? error.message : String(error);
  return `this is a bug in Postform, please report it: ${what.split('\n')[0]} (POSTFORM_DEBUG=1 shows where)`;
}
