// Reads one YAML file of the user's from the disk into a document.
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { assert, type Diagnostic, type Json, type Known, NOTHING_KNOWN, type Place } from '@postform/engine';
import { readBytes } from '../files/read-bytes.ts';
import type { SourceDisk } from '../files/source-disk.ts';
import { decode } from '../files/text.ts';
import type { Document } from './document.ts';
import { readYaml } from './read-yaml.ts';

/** The YAML parser reads about one MiB a second. */
export const MAX_YAML_BYTES = 4 * 1024 * 1024;

export type ReadDocument =
  | { readonly type: 'document'; readonly document: Document }
  | { readonly type: 'empty' }
  | { readonly type: 'broken' };

/**
 * Mistakes go to `out`; an empty file is for the caller to evaluate. `file` is relative to the root. A file that was read
 * before and has not changed by a byte is not parsed until a place in it is asked for.
 */
export function readDocument(
  disk: SourceDisk,
  root: string,
  file: string,
  out: Diagnostic[],
  known: Known = NOTHING_KNOWN,
): ReadDocument {
  const fail = (code: string, message: string, hint: string | undefined, place: Place): ReadDocument => {
    out.push({ severity: 'error', code, message, ...(hint === undefined ? {} : { hint }), place });
    return { type: 'broken' };
  };
  const top = { file, line: 1, column: 1 };
  const bytes = readBytes(disk, root, join(root, file), MAX_YAML_BYTES);
  if (!bytes.ok) return fail(bytes.problem.code, bytes.problem.message, bytes.problem.hint, top);
  const input = known.digest([bytes.bytes]);
  const value = known.made('file', file, input);
  if (value !== undefined) return { type: 'document', document: knownDocument(file, bytes.bytes, value) };
  const decoded = decode(bytes.bytes, file);
  if (!decoded.ok) return fail('D_FILE_ENCODING', decoded.message, decoded.hint, decoded.place);
  const { document, empty, diagnostics } = readYaml(decoded.text, file);
  out.push(...diagnostics);
  if (document === undefined) return { type: empty ? 'empty' : 'broken' };
  const mayMerge = decoded.text.includes('<<');
  const isClean = diagnostics.length === 0 && document.isDamaged !== true && document.lacksNames !== true;
  if (isClean && !mayMerge && isPlain(document.value, decoded.text))
    known.note('file', file, input, { made: document.value, from: document.value });
  return { type: 'document', document: { ...document, mayMerge } };
}

/** A value that JSON keeps as it is, and that aliases have not blown up. */
function isPlain(value: Json, text: string): boolean {
  const kept = JSON.stringify(value);
  return kept.length <= 4 * text.length && isDeepStrictEqual(JSON.parse(kept), value);
}

/** The bytes were parsed before without a mistake. */
function knownDocument(file: string, bytes: Uint8Array, value: Json): Document {
  let made: Document | undefined;
  const parsed = (): Document => {
    if (made !== undefined) return made;
    const decoded = decode(bytes, file);
    const document = decoded.ok ? readYaml(decoded.text, file).document : undefined;
    assert(document, `${file} was parsed before`);
    made = document;
    return document;
  };
  return {
    file,
    value,
    get text() {
      return parsed().text;
    },
    get mark() {
      return parsed().mark;
    },
    get lines() {
      return parsed().lines;
    },
  };
}
