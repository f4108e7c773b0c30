// Room: from YAML text to a document: plain JSON values with marks, or diagnostics.
import type { Diagnostic, Json, Pointer } from '@postform/engine';
import { joinPointer } from '@postform/engine';
import { type Document, type Mark, placeOf } from './document.ts';
import { linesOf, shown } from './text.ts';
import { parseYamlTree, type YamlMistake, type YamlNode, type YamlTree } from './yaml.ts';
import { trapIn } from './yaml-traps.ts';

/** Aliases may repeat what they stand for; a file may not grow beyond this many values. */
const MAX_VALUES = 200_000;
const MAX_DEPTH = 100;
const MAX_SYNTAX_ERRORS = 5;

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
  const reader = new Reader(blank, diagnostics);
  const { value, mark } = reader.read(tree.root, '', 0);
  if (diagnostics.length > 0) return { empty: false, diagnostics };
  return { document: { ...blank, value, mark }, empty: false, diagnostics };
}

type Report = readonly [offset: number, code: string, message: string, hint: string];

/** One diagnostic per line, for one slip breeds many errors behind it. */
function syntaxErrors(text: string, mistakes: readonly YamlMistake[], blank: Document): readonly Report[] {
  const seen = new Set<number>();
  const reports: Report[] = [];
  for (const { code, message, offset } of mistakes) {
    const { line, column } = blank.lines(offset);
    if (seen.has(line) || reports.length === MAX_SYNTAX_ERRORS) continue;
    seen.add(line);
    const start = offset - column + 1;
    const end = text.indexOf('\n', offset);
    const content = text.slice(start, end === -1 ? undefined : end).replace(/\r$/, '');
    const trap = code === 'TAG_RESOLVE_FAILED' ? undefined : trapIn(content);
    if (code === 'TAB_AS_INDENT')
      reports.push([offset, 'D_YAML_TAB', 'a tab is used for indentation', 'indent with spaces']);
    else if (code === 'TAG_RESOLVE_FAILED')
      reports.push([
        offset,
        'D_YAML_TAG',
        `${message.replace(/^Unresolved/, 'unknown')}`,
        'remove the tag, or quote a text that starts with "!"',
      ]);
    else if (trap !== undefined) reports.push([offset, 'D_YAML_SYNTAX', trap.message, trap.hint]);
    else
      reports.push([
        offset,
        'D_YAML_SYNTAX',
        `${message}: ${shown(content.trim())}`,
        'check indentation, brackets and quotes here and in the line above',
      ]);
  }
  return reports;
}

interface Valued {
  readonly value: Json;
  readonly mark: Mark;
}

/** Walks the syntax tree once; state: anchors seen so far, aliases being followed, and how many values there are. */
class Reader {
  readonly #document: Document;
  readonly #out: Diagnostic[];
  readonly #anchors = new Map<string, YamlNode>();
  readonly #following = new Set<YamlNode>();
  #values = 0;

  constructor(document: Document, out: Diagnostic[]) {
    this.#document = document;
    this.#out = out;
  }

  read(node: YamlNode, pointer: Pointer, depth: number): Valued {
    this.#values++;
    const mark = { start: node.start, end: node.end };
    if (this.#values > MAX_VALUES || depth > MAX_DEPTH) {
      const tooMany = this.#values > MAX_VALUES;
      if (!this.#out.some(({ code }) => code === 'D_YAML_TOO_DEEP'))
        this.#report(
          node.start,
          'D_YAML_TOO_DEEP',
          tooMany ? `the file holds more than ${MAX_VALUES} values` : 'the file nests too deeply',
          tooMany ? 'split the file, or use fewer aliases' : `nest at most ${MAX_DEPTH} levels`,
        );
      return { value: null, mark };
    }
    if (node.anchor !== undefined) this.#anchors.set(node.anchor, node);
    if (node.type === 'alias') return this.#alias(node, pointer, depth);
    if (node.type === 'scalar') return { value: this.#scalar(node), mark };
    this.#following.add(node);
    const valued = node.type === 'map' ? this.#map(node, pointer, depth) : this.#list(node, pointer, depth);
    this.#following.delete(node);
    return valued;
  }

  #list(node: YamlNode & { type: 'list' }, pointer: Pointer, depth: number): Valued {
    const children = new Map<string, Mark>();
    const value = node.items.map((item, index) => {
      const child = this.read(item, `${pointer}/${index}`, depth + 1);
      children.set(String(index), child.mark);
      return child.value;
    });
    return { value, mark: { start: node.start, end: node.end, children } };
  }

  #map(node: YamlNode & { type: 'map' }, pointer: Pointer, depth: number): Valued {
    const children = new Map<string, Mark>();
    const value: Record<string, Json> = {};
    for (const [keyNode, valueNode] of node.pairs) {
      const key = this.#key(keyNode);
      if (key === undefined) continue;
      const first = children.get(key);
      const child = this.read(valueNode, pointer + joinPointer(key), depth + 1);
      if (first !== undefined) {
        this.#out.push({
          severity: 'error',
          code: 'D_YAML_DUPLICATE_KEY',
          message: `${shown(key)} is written twice`,
          hint: 'keep one of the two',
          place: placeOf(this.#document, keyNode.start),
          related: [{ message: 'first here', place: placeOf(this.#document, first.keyStart ?? first.start) }],
        });
        continue;
      }
      value[key] = child.value;
      children.set(key, { ...child.mark, keyStart: keyNode.start });
    }
    return { value, mark: { start: node.start, end: node.end, children } };
  }

  #key(node: YamlNode): string | undefined {
    if (node.type === 'scalar' && (typeof node.value === 'string' || (node.plain ?? '') !== '')) {
      const key = typeof node.value === 'string' ? node.value : node.plain!;
      if (key === '<<') {
        this.#report(
          node.start,
          'D_YAML_MERGE',
          '<< does not merge maps in YAML 1.2',
          'write the keys out, or use an alias for the whole map',
        );
        return undefined;
      }
      if (key !== '__proto__') return key;
      this.#report(node.start, 'D_YAML_KEY', '"__proto__" cannot be a key', 'choose another name');
      return undefined;
    }
    const source = this.#document.text.slice(node.start, node.end);
    if (node.type === 'map' && this.#document.text[node.start - 1] === '{')
      this.#report(
        node.start - 1,
        'D_YAML_SYNTAX',
        `an unquoted {{ starts a map in YAML: {${source}}`,
        `quote it: "{${source}}"`,
      );
    else if (node.type === 'map' && this.#document.text[node.start - 1] === '$')
      this.#report(
        node.start - 1,
        'D_YAML_SYNTAX',
        `unquoted \${…} is read as a YAML map: $${source}`,
        `quote it: "$${source}"`,
      );
    else
      this.#report(node.start, 'D_YAML_KEY', `a key must be a text: ${shown(source)}`, 'write a name before the colon');
    return undefined;
  }

  #scalar(node: YamlNode & { type: 'scalar' }): Json {
    const { value, plain } = node;
    if (typeof value === 'number' && (!Number.isFinite(value) || (plain !== undefined && String(value) !== plain))) {
      const source = plain ?? String(value);
      const instead = Number.isFinite(value) ? `, or write ${value} for the number` : '';
      this.#report(
        node.start,
        'D_YAML_NUMBER',
        `YAML reads ${source} as the number ${value}`,
        `quote it to keep the text: "${source}"${instead}`,
      );
      return null;
    }
    if (value === null || typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean')
      return value;
    return String(value);
  }

  #alias(node: YamlNode & { type: 'alias' }, pointer: Pointer, depth: number): Valued {
    const target = this.#anchors.get(node.to);
    if (target !== undefined && !this.#following.has(target)) {
      const { value, mark } = this.read(target, pointer, depth + 1);
      return { value, mark: { ...mark, start: node.start, end: node.end } };
    }
    const line = this.#document.text.slice(node.start).split('\n', 1)[0] ?? '';
    if (target !== undefined)
      this.#report(node.start, 'D_YAML_ALIAS', `*${node.to} stands inside what it repeats`, 'write the value out');
    else
      this.#report(
        node.start,
        'D_YAML_ALIAS',
        `*${node.to} is an alias, and no anchor &${node.to} stands above it`,
        `quote a text that starts with *: ${shown(line.trim())}`,
      );
    return { value: null, mark: { start: node.start, end: node.end } };
  }

  #report(offset: number, code: string, message: string, hint: string): void {
    this.#out.push({ severity: 'error', code, message, hint, place: placeOf(this.#document, offset) });
  }
}
