// The port through which kinds read source files while parsing. Synchronous; config implements it.
import type { Place, Problem } from './diagnostic.ts';
import type { Json } from './json.ts';

export type FileResult<T> = ({ readonly ok: true } & T) | { readonly ok: false; readonly problem: Problem };

export interface JsonFile {
  readonly value: Json;
  /** Place of a JSON Pointer in the file, or of its nearest parent. */
  place(pointer: string): Place;
}

/** Paths are relative to the desired file that names them. A byte order mark is skipped. */
export interface Files {
  bytes(path: string): FileResult<{ readonly bytes: Uint8Array }>;
  text(path: string): FileResult<{ readonly text: string }>;
  json(path: string): FileResult<JsonFile>;
  yaml(path: string): FileResult<JsonFile>;
  list(path: string): FileResult<{ readonly names: readonly string[] }>;
}
