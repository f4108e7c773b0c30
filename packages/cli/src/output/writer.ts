// The writer: the one way to stdout and stderr. What passes is redacted, and escaped so that no terminal obeys it.
import { mapTexts } from './clean.ts';
import { oneLine, printable, printableJson } from './printable.ts';
import type { Redactor } from './redactor.ts';

export interface Output {
  out(text: string): void;
  err(text: string): void;
  /** Writes a document or record to stdout: the real values but for secrets, in ASCII where a terminal might obey them. */
  json(value: unknown, indent?: number): void;
  /** Data as people may see it: each text without secrets and on one line. Do this before folding, cutting and padding. */
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
