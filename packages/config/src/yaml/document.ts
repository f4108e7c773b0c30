// Declares a parsed file with the place of everything in it.
import {
  type Diagnostic,
  isObject,
  type Json,
  joinPointer,
  type Place,
  type Pointer,
  splitPointer,
} from '@postform/engine';
import type { Lines } from '../files/text.ts';

/** Where a value and its key stand in the text; offsets in UTF-16 units. */
export interface Mark {
  readonly start: number;
  readonly end: number;
  readonly keyStart?: number;
  /** Children of a map or list by key or index. */
  readonly children?: ReadonlyMap<string, Mark>;
  /** What is wrong with this value is reported already; nothing more is reported about it. */
  readonly reported?: true;
}

export interface Document {
  /** Relative to the project root, with `/`. */
  readonly file: string;
  readonly text: string;
  readonly value: Json;
  readonly mark: Mark;
  readonly lines: Lines;
  /** Some value is reported already. */
  readonly isDamaged?: boolean;
  /** Some section or name could not be read, so what the file does not declare is unknown. */
  readonly lacksNames?: boolean;
  /** A map may be merged into another, so that the keys of `value` have another order than in the text. */
  readonly mayMerge?: boolean;
}

/** The document with another value for the same text. */
export function withValue(document: Document, value: Json): Document {
  return Object.create(document, { value: { value, enumerable: true } }) as Document;
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

/** True where the value at a pointer, or one that holds it, is reported already. */
export function isReported(document: Document, pointer: Pointer): boolean {
  let mark: Mark | undefined = document.isDamaged === true ? document.mark : undefined;
  for (const token of splitPointer(pointer)) {
    if (mark === undefined || mark.reported === true) break;
    mark = mark.children?.get(token);
  }
  return mark?.reported === true;
}

/** Pointers, relative to `pointer`, of the values below it that are reported already. */
export function reportedBelow(document: Document, pointer: Pointer): readonly Pointer[] {
  if (document.isDamaged !== true) return [];
  if (isReported(document, pointer)) return [''];
  const visit = (mark: Mark, at: Pointer): readonly Pointer[] =>
    mark.reported === true
      ? [at]
      : [...(mark.children ?? [])].flatMap(([key, child]) => visit(child, at + joinPointer(key)));
  return visit(markAt(document, pointer), '');
}

/** The keys of the map at a pointer in the order in which they are written; undefined where `value` has other keys. */
export function keysAt(document: Document, pointer: Pointer, value: Json | undefined): readonly string[] | undefined {
  if (!isObject(value)) return undefined;
  const keys = [...(markAt(document, pointer).children?.keys() ?? [])];
  return keys.length === Object.keys(value).length && keys.every((key) => Object.hasOwn(value, key)) ? keys : undefined;
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

/** Diagnostics in the order in which a person reads: file, line, column, then code; each once, however many aliases lead to it. */
export function sortDiagnostics(diagnostics: readonly Diagnostic[]): readonly Diagnostic[] {
  const key = (d: Diagnostic) =>
    [d.place?.file ?? '', d.place?.line ?? 0, d.place?.column ?? 0, d.code, d.message] as const;
  const once = new Map(diagnostics.map((one) => [JSON.stringify([...key(one), one.severity]), one]));
  return [...once.values()].sort((a, b) => {
    const [left, right] = [key(a), key(b)];
    const index = left.findIndex((part, i) => part !== right[i]);
    return index === -1 ? 0 : left[index]! < right[index]! ? -1 : 1;
  });
}
