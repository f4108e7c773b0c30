// Reads YAML text into a document: plain JSON values with marks, and diagnostics.
import type { Diagnostic } from '@postform/engine';
import { lineStartsOf } from '../files/text.ts';
import { type Document, placeOf } from './document.ts';
import { type Mended, parseMended } from './repair.ts';
import { syntaxErrors } from './syntax.ts';
import { MAX_DEPTH, readValues } from './values.ts';

/**
 * `document` is missing where the text holds nothing or cannot be understood; `empty` says which. Where values
 * needed quotes or were misread, there are both: diagnostics, and a document with those values marked as reported.
 */
export interface ReadYaml {
  readonly document?: Document;
  readonly empty: boolean;
  readonly diagnostics: readonly Diagnostic[];
}

export function readYaml(text: string, file: string): ReadYaml {
  const blank: Document = { file, text, value: null, mark: { start: 0, end: 0 }, lines: lineStartsOf(text) };
  const diagnostics: Diagnostic[] = [];
  const report = (offset: number, code: string, message: string, hint: string) =>
    diagnostics.push({ severity: 'error', code, message, hint, place: placeOf(blank, offset) });
  let mended: Mended;
  try {
    mended = parseMended(text, blank.lines);
    const { version } = mended.tree;
    if (version !== undefined && version !== '1.2') {
      const at = Math.max(0, text.search(/^%YAML/m));
      report(
        at,
        'D_YAML_DIRECTIVE',
        `%YAML ${version} changes what words such as "no" mean`,
        'remove the directive; Postform reads YAML 1.2',
      );
      mended = parseMended(`${text.slice(0, at)}#${text.slice(at + 1)}`, blank.lines);
    }
  } catch {
    report(0, 'D_YAML_TOO_DEEP', 'the file nests too deeply', `nest at most ${MAX_DEPTH} levels`);
    return { empty: false, diagnostics };
  }
  const { tree, slips } = mended;
  const { errors, isFatal } = syntaxErrors(text, mended, blank.lines);
  for (const [offset, code, message, hint] of errors) report(offset, code, message, hint);
  if (tree.second !== undefined)
    report(tree.second, 'D_YAML_DOCUMENTS', 'a second YAML document starts here', 'put it into a file of its own');
  if (tree.root === undefined) return { empty: diagnostics.length === 0, diagnostics };
  if (isFatal) return { empty: false, diagnostics };
  const reported = [...slips, ...errors.map(([offset]) => ({ start: offset, end: offset + 1 }))];
  const read = readValues(tree.root, blank, reported, diagnostics);
  if (read.isTooLarge) return { empty: false, diagnostics };
  const { value, mark, isDamaged } = read;
  const lacksNames = read.lacksNames || tree.second !== undefined;
  return { document: { ...blank, value, mark, isDamaged, lacksNames }, empty: false, diagnostics };
}
