// Reads one YAML file of the user's from the disk into a document.
import { join } from 'node:path';
import type { Diagnostic, Place } from '@postform/engine';
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

/** Mistakes go to `out`; an empty file is for the caller to evaluate. `file` is relative to the root. */
export function readDocument(disk: SourceDisk, root: string, file: string, out: Diagnostic[]): ReadDocument {
  const fail = (code: string, message: string, hint: string | undefined, place: Place): ReadDocument => {
    out.push({ severity: 'error', code, message, ...(hint === undefined ? {} : { hint }), place });
    return { type: 'broken' };
  };
  const top = { file, line: 1, column: 1 };
  const bytes = readBytes(disk, root, join(root, file), MAX_YAML_BYTES);
  if (!bytes.ok) return fail(bytes.problem.code, bytes.problem.message, bytes.problem.hint, top);
  const decoded = decode(bytes.bytes, file);
  if (!decoded.ok) return fail('D_FILE_ENCODING', decoded.message, decoded.hint, decoded.place);
  const { document, empty, diagnostics } = readYaml(decoded.text, file);
  out.push(...diagnostics);
  if (document !== undefined) return { type: 'document', document };
  return { type: empty ? 'empty' : 'broken' };
}
