// Shows the error that ended a run, and gives the exit code.
import { AppError } from '@postform/engine';
import { diagnosticRecord, recordWriter } from '../json/records.ts';
import type { AddRunFlags } from '../options/run-flags.ts';
import type { Terminal } from '../output/terminal.ts';
import { bugText, renderError } from '../render/errors.ts';
import { wordedError } from '../render/refusals.ts';
import { counted } from '../render/words.ts';
import { type ExitCode, exitCodes } from './exit.ts';
import { InvalidInput } from './invalid-input.ts';
import { makeReport } from './report.ts';

/** A limit of the run refuses again when it is run again: so this is a refusal (exit 7) that names the smallest limit. */
function withLimit(error: unknown): unknown {
  if (!(error instanceof AppError) || error.needs === undefined || error.category !== 'deferred') return error;
  const { code, message, hint, needs } = error;
  const more = `The smallest --max-calls for this command is ${needs}; a lower limit is refused again.`;
  return new AppError(code, message, { hint: `${hint} ${more}`.trim(), category: 'refused', needs, cause: error });
}

/** Shows the error, with `json` as a record on stdout, and returns the exit code. Commands in its hint repeat the flags of the run. */
export function reportError(
  thrown: unknown,
  terminal: Terminal,
  json: boolean,
  addFlags: AddRunFlags = (text) => text,
): ExitCode {
  const error = wordedError(withLimit(thrown));
  if (error instanceof InvalidInput) {
    makeReport(terminal, { json, quiet: false }).diagnostics(error.diagnostics, error.root);
    const errors = error.diagnostics.filter(({ severity }) => severity === 'error').length;
    if (!json) terminal.err(`${counted(errors, 'mistake')} in the files. Nothing was sent.\n`);
    return 1;
  }
  if (json) {
    const known = error instanceof AppError;
    const record = known
      ? { summary: error.message, detail: addFlags(error.hint), code: error.code }
      : { summary: bugText(error), detail: 'Set POSTFORM_DEBUG=1 to see where it happened.', code: 'E_BUG' };
    recordWriter(terminal)(diagnosticRecord({ severity: 'error', ...record }));
  } else terminal.err(renderError(terminal.clean(error), terminal.errStyle, addFlags));
  if (terminal.env['POSTFORM_DEBUG'] === '1') {
    const shown = terminal.clean(error);
    terminal.err(`${shown instanceof Error ? (shown.stack ?? shown.message) : String(shown)}\n`);
  }
  return error instanceof AppError ? exitCodes[error.category] : 1;
}
