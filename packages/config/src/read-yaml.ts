// Room: from YAML text to a document: plain JSON values with marks, or diagnostics.
import type { Diagnostic } from '@postform/engine';
import { type Document, placeOf } from './document.ts';
import { linesOf } from './text.ts';
import { parseYamlTree, type YamlTree } from './yaml.ts';
import { syntaxErrors } from './yaml-syntax.ts';
import { MAX_DEPTH, YamlReader } from './yaml-values.ts';

/** `document` is missing where the text holds nothing or cannot be understood; `empty` tells the two apart. */
export interface ReadYaml {
  readonly document?: Document;
  readonly empty: boolean;
  readonly diagnostics: readonly Diagnostic[];
}

export function readYaml(text: string, file: string): ReadYaml {
  const blank: Document = { file, text, value: null, mark: { start: 0, end: 0 }, lines: linesOf(text) };
  const diagnostics: Diagnostic[] = [];
  const report = (offset: number, code: string, message: string, hint: string) =>
    diagnostics.push({ severity: 'error', code, message, hint, place: placeOf(blank, offset) });
  let tree: YamlTree;
  try {
    tree = parseYamlTree(text);
  } catch {
    report(0, 'D_YAML_TOO_DEEP', 'the file nests too deeply', `nest at most ${MAX_DEPTH} levels`);
    return { empty: false, diagnostics };
  }
  if (tree.version !== undefined && tree.version !== '1.2')
    report(
      Math.max(0, text.search(/^%YAML/m)),
      'D_YAML_DIRECTIVE',
      `%YAML ${tree.version} changes what words such as "no" mean`,
      'remove the directive; Postform reads YAML 1.2',
    );
  for (const [offset, code, message, hint] of syntaxErrors(text, tree.mistakes, blank))
    report(offset, code, message, hint);
  if (tree.second !== undefined)
    report(tree.second, 'D_YAML_DOCUMENTS', 'a second YAML document starts here', 'put it into a file of its own');
  if (tree.root === undefined) return { empty: diagnostics.length === 0, diagnostics };
  if (diagnostics.length > 0) return { empty: false, diagnostics };
  const reader = new YamlReader(blank, diagnostics);
  const { value, mark } = reader.read(tree.root, 0);
  if (diagnostics.length > 0) return { empty: false, diagnostics };
  return { document: { ...blank, value, mark }, empty: false, diagnostics };
}
