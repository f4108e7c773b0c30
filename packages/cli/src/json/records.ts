// Builds the records that every command writes with --json, one a line; names follow OpenTofu's machine-readable UI.
import type { Terminal } from '../output/terminal.ts';
import type { RecordType } from './record-schema.ts';
import { snakeCased } from './snake-case.ts';

/** Rises when a record changes in a way that a reader must know of. */
const uiVersion = '2.0';

/** Of the documents; rises like `uiVersion`. */
export const documentFormat = 2;

/** Anything that becomes one line. `type` says which other keys there are. */
export interface JsonRecord {
  readonly '@level': 'info' | 'warn' | 'error';
  readonly '@message': string;
  readonly type: RecordType;
  readonly [key: string]: unknown;
}

export type WriteRecord = (record: JsonRecord) => void;

/** Puts module and time beside each record and writes it to stdout. */
export function recordWriter(terminal: Terminal): WriteRecord {
  return ({ '@level': level, '@message': message, ...rest }) => {
    const time = new Date(terminal.nowMs()).toISOString();
    const head = { '@level': level, '@message': message, '@module': 'postform.ui', '@timestamp': time };
    terminal.json({ ...head, ...(snakeCased(rest) as object) });
  };
}

export function versionRecord(version: string): JsonRecord {
  return { ...info('version', `Postform ${version}`), postform: version, ui: uiVersion };
}

export interface DiagnosticParts {
  readonly severity: 'error' | 'warning';
  readonly code?: string;
  readonly summary: string;
  readonly detail?: string;
  readonly address?: string;
  readonly range?: { readonly filename: string; readonly start: { readonly line: number; readonly column: number } };
}

export function diagnosticRecord(diagnostic: DiagnosticParts): JsonRecord {
  const error = diagnostic.severity === 'error';
  return {
    '@level': error ? 'error' : 'warn',
    '@message': `${error ? 'Error' : 'Warning'}: ${diagnostic.summary}`,
    type: 'diagnostic',
    diagnostic,
  };
}

export function waitRecord(wait: {
  readonly text: string;
  readonly bucket: string;
  readonly untilMs: number;
  readonly waitMs: number;
}): JsonRecord {
  const until = new Date(wait.untilMs).toISOString();
  return { ...info('wait', wait.text), bucket: wait.bucket, until, seconds: Math.ceil(wait.waitMs / 1000) };
}

export function info(type: RecordType, message: string): JsonRecord {
  return { '@level': 'info', '@message': message, type };
}

/** Writes the one JSON document of a command that writes no records. */
export function writeDocument(terminal: Pick<Terminal, 'json'>, document: Readonly<Record<string, unknown>>): void {
  terminal.json(snakeCased({ format: documentFormat, ...document }), 2);
}
