// Room: mistakes, which point into a value, become diagnostics, which point into a file.
import type { Diagnostic, Problem } from '@postform/engine';
import { type Document, keyPlaceAt, markAt, placeOf } from './document.ts';
import type { SchemaMistake } from './violations.ts';

/** `base` is the pointer, in the document, of the value that the mistake's pointer is relative to. */
export function toDiagnostic(document: Document, base: string, mistake: SchemaMistake): Diagnostic {
  const { pointer, code, message, hint, raw, atKey } = mistake;
  const mark = markAt(document, base + pointer);
  const found = raw === undefined ? -1 : document.text.indexOf(raw, mark.start);
  const within = found !== -1 && found < mark.end ? found : mark.start;
  const place = atKey === true ? keyPlaceAt(document, base + pointer) : placeOf(document, within);
  return { severity: 'error', code, message, hint, place };
}

export function problemToDiagnostic(document: Document, base: string, problem: Problem): Diagnostic {
  const { code, message, hint, pointer, place } = problem;
  const written = keyPlaceAt(document, base);
  return {
    severity: 'error',
    code,
    message,
    ...(hint === undefined ? {} : { hint }),
    place: place ?? (pointer === undefined ? written : placeOf(document, markAt(document, base + pointer).start)),
    ...(place === undefined ? {} : { related: [{ message: 'used here', place: written }] }),
  };
}
