// Room: a parsed file with the place of everything in it.
import { type Diagnostic, type Json, type Place, type Pointer, splitPointer } from '@postform/engine';
import type { Lines } from './text.ts';

/** Where a value and its key stand in the text; offsets in UTF-16 units. */
export interface Mark {
  readonly start: number;
  readonly end: number;
  readonly keyStart?: number;
  /** Children of a map or list by key or index. */
  readonly children?: ReadonlyMap<string, Mark>;
}

export interface Document {
  /** Relative to the project root, with `/`. */
  readonly file: string;
  readonly text: string;
  readonly value: Json;
  readonly mark: Mark;
  readonly lines: Lines;
}

/** The mark at a pointer, or that of its nearest parent. */
export function markAt(document: Document, pointer: Pointer): Mark {
  let mark = document.mark;
  for (const token of splitPointer(pointer)) {
    const child = mark.children?.get(token);
    if (child === undefined) return mark;
    mark = child;
  }
  return mark;
}

export function placeOf(document: Document, offset: number): Place {
  return { file: document.file, ...document.lines(offset) };
}

/** Place of the value at a pointer, or of its nearest parent's. */
export function placeAt(document: Document, pointer: Pointer): Place {
  return placeOf(document, markAt(document, pointer).start);
}

/** Place of the key that leads to a pointer; for a list entry, of the entry. */
export function keyPlaceAt(document: Document, pointer: Pointer): Place {
  const mark = markAt(document, pointer);
  return placeOf(document, mark.keyStart ?? mark.start);
}

/** Diagnostics in the order in which a person reads: file, line, column, then code. */
export function sortDiagnostics(diagnostics: readonly Diagnostic[]): readonly Diagnostic[] {
  const key = (d: Diagnostic) =>
    [d.place?.file ?? '', d.place?.line ?? 0, d.place?.column ?? 0, d.code, d.message] as const;
  return [...diagnostics].sort((a, b) => {
    const [left, right] = [key(a), key(b)];
    const index = left.findIndex((part, i) => part !== right[i]);
    return index === -1 ? 0 : left[index]! < right[index]! ? -1 : 1;
  });
}
