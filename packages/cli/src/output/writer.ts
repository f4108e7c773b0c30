// Writes to stdout and stderr, redacted and escaped; the only way to both streams.
import { mapTexts } from './clean.ts';
import { oneLine, printable, printableJson } from './printable.ts';
import type { Redactor } from './redactor.ts';

export interface Output {
  out(text: string): void;
  err(text: string): void;
  /** Writes a document or record to stdout, with secrets redacted and with ASCII escapes for what a terminal might obey. */
  json(value: unknown, indent?: number): void;
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
    clean: (data) => mapTexts(data, (text) => oneLine(redactor.redact(text))),
    redactor,
  };
}
