// Turns mistakes, which point into a value, into diagnostics, which point into a file.
import type { Diagnostic, Pointer, Problem } from '@postform/engine';
import { type Document, keyPlaceAt, markAt, placeAt, placeOf } from './document.ts';

/** Something wrong in a value, before it has a place. */
export interface Mistake {
  readonly pointer: Pointer;
  readonly code: string;
  readonly message: string;
  readonly hint: string;
  /** The piece of text that is wrong, for a place inside a scalar. */
  readonly raw?: string;
  /** The place is the key rather than the value. */
  readonly atKey?: boolean;
  /** The line holds what must not be shown. */
  readonly secret?: true;
  /** Default: error. */
  readonly severity?: 'warning';
}

/** `base` is the pointer, in the document, of the value that the mistake's pointer is relative to. */
export function toDiagnostic(document: Document, base: string, mistake: Mistake): Diagnostic {
  const { pointer, code, message, hint, raw, atKey } = mistake;
  const mark = markAt(document, base + pointer);
  const found = raw === undefined ? -1 : document.text.indexOf(raw, mark.start);
  const within = found !== -1 && found < mark.end ? found : mark.start;
  const place = atKey === true ? keyPlaceAt(document, base + pointer) : placeOf(document, within);
  return {
    severity: mistake.severity ?? 'error',
    code,
    message,
    hint,
    place,
    ...(mistake.secret === undefined ? {} : { secret: true }),
  };
}

export function problemToDiagnostic(
  document: Document,
  base: string,
  problem: Problem,
  severity: Diagnostic['severity'] = 'error',
): Diagnostic {
  const { code, message, hint, pointer, place } = problem;
  const pointed = pointer === undefined ? keyPlaceAt(document, base) : placeAt(document, base + pointer);
  return {
    severity,
    code,
    message,
    ...(hint === undefined ? {} : { hint }),
    place: place ?? pointed,
    ...(place === undefined ? {} : { related: [{ message: 'used here', place: pointed }] }),
  };
}
