// Writes to stdout and stderr, redacted and escaped; the only way to both streams.
import { appendFileSync } from 'node:fs';
import { mapTexts } from './clean.ts';
import { oneLine, printable, printableJson } from './printable.ts';
import type { Redactor } from './redactor.ts';

export interface Output {
  out(text: string): void;
  err(text: string): void;
  /** Writes a document or record to stdout, with secrets redacted and with ASCII escapes for what a terminal might obey. */
  json(value: unknown, indent?: number): void;
  /** One record of the log: to stderr, or to the end of a file that only its owner may read. Throws Node's errors. */
  log(record: object, file?: string): void;
  /** Data as people may see it: each text redacted and on one line. Call it before folding, cutting and padding. */
  clean<T>(data: T): T;
  readonly redactor: Redactor;
}

/** A stream and whether it shows colours. */
export interface Sink {
  readonly write: (text: string) => void;
  readonly hasColors: boolean;
}

export function makeOutput(redactor: Redactor, stdout: Sink, stderr: Sink): Output {
  const write = (sink: Sink, text: string) => sink.write(printable(redactor.redact(text), sink.hasColors));
  return {
    out: (text) => write(stdout, text),
    err: (text) => write(stderr, text),
    json: (value, indent) => {
      const json = JSON.stringify(mapTexts(value, redactor.redact), undefined, indent);
      stdout.write(`${printableJson(json)}\n`);
    },
    log: (record, file) => {
      const line = `${printableJson(JSON.stringify(mapTexts(record, redactor.redact)))}\n`;
      if (file === undefined) stderr.write(line);
      else appendFileSync(file, line, { mode: 0o600 });
    },
    clean: (data) => mapTexts(data, (text) => oneLine(redactor.redact(text))),
    redactor,
  };
}
