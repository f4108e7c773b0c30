// Builds the record of a command line that was not understood.
import { oneLine } from '../output/printable.ts';
import { diagnosticRecord, type JsonRecord } from './records.ts';

/** `complaint`: `error:` and what is wrong, then lines that say what to do. */
export function usageRecord(complaint: string): JsonRecord {
  const [, what = '', more = ''] = /^(?:error: )?(.*?)(?:\n+(.*))?$/s.exec(complaint.trim()) ?? [];
  const summary = oneLine(what.replace(/^./, (first) => first.toUpperCase()));
  const detail = more === '' ? 'postform --help lists the commands and the common options.' : oneLine(more);
  return diagnosticRecord({ severity: 'error', code: 'E_CLI_USAGE', summary, detail });
}
