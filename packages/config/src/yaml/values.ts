// Room: from a YAML syntax tree to plain JSON values with marks.
import { type Diagnostic, isObject, type Json } from '@postform/engine';
import { hasLoneSurrogate } from '../files/json-losses.ts';
import { quoteValue, typeOf } from '../files/wording.ts';
import { type Document, type Mark, placeOf } from './document.ts';
import type { YamlNode } from './yaml.ts';

/** Aliases may repeat what they stand for; a file may not grow beyond this many values. */
const MAX_VALUES = 200_000;
export const MAX_DEPTH = 100;

/** Offsets in UTF-16 units. */
export interface Range {
  readonly start: number;
  readonly end: number;
}

export interface Valued {
  readonly value: Json;
  readonly mark: Mark;
}

/** Quoted it is a name like any other. */
function isMergeKey(node: YamlNode): boolean {
  return node.type === 'scalar' && node.plain === '<<';
}

/** Walks the syntax tree once; state: anchors seen so far, aliases being followed, and how many values there are. */
export class YamlReader {
  readonly #document: Document;
  readonly #reported: readonly Range[];
  readonly #out: Diagnostic[];
  /** Some value is told already, so that its mark says so. */
  isDamaged = false;
  /** Some section or name of a resource was left out. */
  lacksNames = false;
  /** The file holds more than can be read; what was read is not the whole. */
  isTooLarge = false;
  readonly #anchors = new Map<string, YamlNode>();
  readonly #following = new Set<YamlNode>();
  #values = 0;

  /** `told` are the ranges of what is told already. */
  constructor(document: Document, reported: readonly Range[], out: Diagnostic[]) {
    this.#document = document;
    this.#reported = reported;
    this.#out = out;
  }

  read(node: YamlNode, depth: number): Valued {
    this.#values++;
    const mark = { start: node.start, end: node.end };
    if (this.#values > MAX_VALUES || depth > MAX_DEPTH) {
      const tooMany = this.#values > MAX_VALUES;
      if (!this.isTooLarge)
        this.#report(
          node.start,
          'D_YAML_TOO_DEEP',
          tooMany ? `the file holds more than ${MAX_VALUES} values` : 'the file nests too deeply',
          tooMany ? 'split the file, or use fewer aliases' : `nest at most ${MAX_DEPTH} levels`,
        );
      this.isTooLarge = true;
      return { value: null, mark };
    }
    if (node.anchor !== undefined) this.#anchors.set(node.anchor, node);
    if (node.type === 'alias') return this.#alias(node, depth);
    if (node.type === 'scalar') return this.#scalar(node, mark);
    this.#following.add(node);
    const valued = node.type === 'map' ? this.#map(node, depth) : this.#list(node, depth);
    this.#following.delete(node);
    return valued;
  }

  #list(node: YamlNode & { type: 'list' }, depth: number): Valued {
    const children = new Map<string, Mark>();
    const value = node.items().map((item, index) => {
      const child = this.read(item, depth + 1);
      children.set(String(index), child.mark);
      return child.value;
    });
    return { value, mark: { start: node.start, end: node.end, children } };
  }

  /** Own keys are stronger than merged ones and stand where they are written; merged ones stand where `<<` does. */
  #map(node: YamlNode & { type: 'map' }, depth: number): Valued {
    const own = new Map<string, Mark>();
    const children = new Map<string, Mark>();
    const values = new Map<string, Json>();
    const add = (key: string, value: Json, mark: Mark) => {
      children.set(key, mark);
      values.set(key, value);
    };
    let merge: YamlNode | undefined;
    let isReported = false;
    for (const [keyNode, valueNode] of node.pairs()) {
      if (isMergeKey(keyNode)) {
        if (merge !== undefined) this.#reportTwice('<<', keyNode.start, merge.start);
        merge = keyNode;
        for (const { value: more, mark } of this.#merged(valueNode, depth)) {
          isReported ||= mark.reported === true;
          for (const [key, child] of isObject(more) ? Object.entries(more) : [])
            if (!children.has(key)) add(key, child, mark.children?.get(key) ?? mark);
        }
        continue;
      }
      const key = this.#key(keyNode, valueNode);
      if (typeof key !== 'string') {
        isReported ||= key.isWholeMap;
        this.lacksNames ||= depth <= 1;
        continue;
      }
      const isSlip = this.#isReported(keyNode);
      isReported ||= isSlip && this.#document.text[node.start] === '{';
      const first = own.get(key);
      const child = this.read(valueNode, depth + 1);
      if (first !== undefined) {
        this.#reportTwice(key, keyNode.start, first.keyStart ?? first.start);
        continue;
      }
      const mark: Mark = { ...child.mark, keyStart: keyNode.start };
      this.lacksNames ||= isSlip && depth <= 1;
      values.delete(key);
      own.set(key, mark);
      add(key, child.value, isSlip ? this.#asTold(mark) : mark);
    }
    const mark: Mark = { start: node.start, end: node.end, children };
    this.lacksNames ||= isReported && depth <= 1;
    return { value: Object.fromEntries(values), mark: isReported ? this.#asTold(mark) : mark };
  }

  /** The maps that `<<` brings in, the strongest first: a map, or a list of them. */
  #merged(node: YamlNode, depth: number): readonly Valued[] {
    const read = this.read(node, depth + 1);
    const parts: readonly Valued[] = Array.isArray(read.value)
      ? read.value.map((value: Json, index) => ({ value, mark: read.mark.children?.get(String(index)) ?? read.mark }))
      : [read];
    return parts.map((part) => {
      if (isObject(part.value) || part.mark.reported === true || this.isTooLarge) return part;
      this.#report(
        part.mark.start,
        'D_YAML_MERGE',
        `<< merges maps, found ${typeOf(part.value)}`,
        'write <<: *NAME with the anchor of a map, or a list of such: [*ONE, *OTHER]',
      );
      return { value: null, mark: this.#asTold(part.mark) };
    });
  }

  #reportTwice(key: string, second: number, first: number): void {
    this.#out.push({
      severity: 'error',
      code: 'D_YAML_DUPLICATE_KEY',
      message: `${quoteValue(key)} is written twice`,
      hint: key === '<<' ? 'merge several maps with a list: <<: [*ONE, *OTHER]' : 'keep one of the two',
      place: placeOf(this.#document, second),
      related: [{ message: 'first here', place: placeOf(this.#document, first) }],
    });
  }

  #isReported({ start, end }: Range): boolean {
    return this.#reported.some((one) => one.start < end && start < one.end);
  }

  #asTold(mark: Mark): Mark {
    this.isDamaged = true;
    return { ...mark, reported: true };
  }

  /** The key, or what its absence means: told is the whole map where braces were no map, else only the one entry. */
  #key(node: YamlNode, value: YamlNode): string | { readonly isWholeMap: boolean } {
    if (node.type === 'scalar' && (typeof node.value === 'string' || (node.plain ?? '') !== '')) {
      const key = typeof node.value === 'string' ? node.value : node.plain!;
      if (hasLoneSurrogate(key)) {
        this.#reportHalf(node.start, key);
        return { isWholeMap: false };
      }
      return key;
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
    else if (source === '')
      this.#report(value.start, 'D_YAML_KEY', 'a key is missing', 'write a name before the colon');
    else
      this.#report(
        node.start,
        'D_YAML_KEY',
        `a key must be a text: ${quoteValue(source)}`,
        'write a name before the colon',
      );
    return { isWholeMap: '{$'.includes(this.#document.text[node.start - 1] ?? ' ') };
  }

  #scalar(node: YamlNode & { type: 'scalar' }, mark: Mark): Valued {
    const { value, plain, isTagged } = node;
    if (isTagged || this.#isReported(node)) return { value: null, mark: this.#asTold(mark) };
    if (typeof value === 'number' && (!Number.isFinite(value) || (plain !== undefined && String(value) !== plain))) {
      const source = plain ?? String(value);
      const instead = Number.isFinite(value) ? `, or write ${value} for the number` : '';
      this.#report(
        node.start,
        'D_YAML_NUMBER',
        `YAML reads ${source} as the number ${value}`,
        `quote it to keep the text: "${source}"${instead}`,
      );
      return { value: null, mark: this.#asTold(mark) };
    }
    if (typeof value === 'string' && hasLoneSurrogate(value)) {
      this.#reportHalf(node.start, value);
      return { value: null, mark: this.#asTold(mark) };
    }
    if (value === null || typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean')
      return { value, mark };
    return { value: String(value), mark };
  }

  #alias(node: YamlNode & { type: 'alias' }, depth: number): Valued {
    const target = this.#anchors.get(node.to);
    if (target !== undefined && !this.#following.has(target)) {
      const { value, mark } = this.read(target, depth + 1);
      return { value, mark: { ...mark, start: node.start, end: node.end } };
    }
    if (target !== undefined)
      this.#report(node.start, 'D_YAML_ALIAS', `*${node.to} stands inside what it repeats`, 'write the value out');
    else
      this.#report(
        node.start,
        'D_YAML_ALIAS',
        `*${node.to} is an alias, and no anchor &${node.to} stands above it`,
        `quote a text that starts with *: "*${node.to}"`,
      );
    return { value: null, mark: this.#asTold({ start: node.start, end: node.end }) };
  }

  #reportHalf(offset: number, text: string): void {
    this.#report(
      offset,
      'D_YAML_TEXT',
      `${quoteValue(text)} holds half of a character, which UTF-8 cannot hold`,
      'write both halves of the escape (\\ud83d\\ude00), or remove the one',
    );
  }

  #report(offset: number, code: string, message: string, hint: string): void {
    this.#out.push({ severity: 'error', code, message, hint, place: placeOf(this.#document, offset) });
  }
}
