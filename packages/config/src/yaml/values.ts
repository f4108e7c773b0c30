// Reads a YAML syntax tree into plain JSON values with marks.
import { type Diagnostic, isObject, type Json } from '@postform/engine';
import { quoteValue, typeOf } from '../files/wording.ts';
import { type Document, type Mark, placeOf } from './document.ts';
import { readKey, readScalar, type YamlSlip } from './scalars.ts';
import type { YamlNode } from './yaml.ts';

/** Aliases may repeat what they stand for; a file may not grow beyond this many values. */
const MAX_VALUES = 200_000;
export const MAX_DEPTH = 100;

/** Offsets in UTF-16 units. */
export interface Range {
  readonly start: number;
  readonly end: number;
}

interface Valued {
  readonly value: Json;
  readonly mark: Mark;
}

/** What reading a tree found beside its values. */
interface Findings {
  values: number;
  /** Some value is reported already, so that its mark says so. */
  isDamaged: boolean;
  /** Some section or name of a resource was left out. */
  lacksNames: boolean;
  /** The file holds more than can be read; what was read is not the whole. */
  isTooLarge: boolean;
}

export type ReadValues = Valued & Readonly<Findings>;

/** `reported` are the ranges of what is reported already. */
export function readValues(
  root: YamlNode,
  document: Document,
  reported: readonly Range[],
  out: Diagnostic[],
): ReadValues {
  const reader = new YamlReader(document, reported, out);
  return { ...reader.read(root, 0), ...reader.found };
}

/** Walks the tree once. */
class YamlReader {
  readonly #document: Document;
  readonly #reported: readonly Range[];
  readonly #out: Diagnostic[];
  readonly #anchors = new Map<string, YamlNode>();
  /** Nodes that the walk is inside of: an alias to one of them repeats itself. */
  readonly #following = new Set<YamlNode>();
  readonly found: Findings = { values: 0, isDamaged: false, lacksNames: false, isTooLarge: false };

  constructor(document: Document, reported: readonly Range[], out: Diagnostic[]) {
    this.#document = document;
    this.#reported = reported;
    this.#out = out;
  }

  read(node: YamlNode, depth: number): Valued {
    this.found.values++;
    const mark = { start: node.start, end: node.end };
    if (this.found.values > MAX_VALUES || depth > MAX_DEPTH) {
      this.#reportSize(node.start);
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
    let isSpoilt = false;
    for (const [keyNode, valueNode] of node.pairs()) {
      if (isMergeKey(keyNode)) {
        if (merge !== undefined) this.#reportTwice('<<', keyNode.start, merge.start);
        merge = keyNode;
        for (const { value: more, mark } of this.#merged(valueNode, depth)) {
          isSpoilt ||= mark.reported === true;
          for (const [key, child] of isObject(more) ? Object.entries(more) : [])
            if (!children.has(key)) add(key, child, mark.children?.get(key) ?? mark);
        }
        continue;
      }
      const reading = readKey(this.#document.text, keyNode, valueNode);
      if (!reading.ok) {
        this.#report(reading.slip);
        isSpoilt ||= reading.spoilsMap;
        this.found.lacksNames ||= depth <= 1;
        continue;
      }
      const { key } = reading;
      const isSlip = this.#isReported(keyNode);
      isSpoilt ||= isSlip && this.#document.text[node.start] === '{';
      const first = own.get(key);
      const child = this.read(valueNode, depth + 1);
      if (first !== undefined) {
        this.#reportTwice(key, keyNode.start, first.keyStart ?? first.start);
        continue;
      }
      const mark: Mark = { ...child.mark, keyStart: keyNode.start };
      this.found.lacksNames ||= isSlip && depth <= 1;
      values.delete(key);
      own.set(key, mark);
      add(key, child.value, isSlip ? this.#asReported(mark) : mark);
    }
    const mark: Mark = { start: node.start, end: node.end, children };
    this.found.lacksNames ||= isSpoilt && depth <= 1;
    return { value: Object.fromEntries(values), mark: isSpoilt ? this.#asReported(mark) : mark };
  }

  /** The maps that `<<` brings in, the strongest first: a map, or a list of them. */
  #merged(node: YamlNode, depth: number): readonly Valued[] {
    const read = this.read(node, depth + 1);
    const parts: readonly Valued[] = Array.isArray(read.value)
      ? read.value.map((value: Json, index) => ({ value, mark: read.mark.children?.get(String(index)) ?? read.mark }))
      : [read];
    return parts.map((part) => {
      if (isObject(part.value) || part.mark.reported === true || this.found.isTooLarge) return part;
      return this.#refuse(part.mark, {
        offset: part.mark.start,
        code: 'D_YAML_MERGE',
        message: `<< merges maps, found ${typeOf(part.value)}`,
        hint: 'write <<: *NAME with the anchor of a map, or a list of such: [*ONE, *OTHER]',
      });
    });
  }

  #scalar(node: YamlNode & { type: 'scalar' }, mark: Mark): Valued {
    if (node.isTagged || this.#isReported(node)) return { value: null, mark: this.#asReported(mark) };
    const reading = readScalar(node);
    return reading.ok ? { value: reading.value, mark } : this.#refuse(mark, reading.slip);
  }

  #alias(node: YamlNode & { type: 'alias' }, depth: number): Valued {
    const target = this.#anchors.get(node.to);
    const own = { start: node.start, end: node.end };
    if (target !== undefined && !this.#following.has(target)) {
      const { value, mark } = this.read(target, depth + 1);
      return { value, mark: { ...mark, ...own } };
    }
    const slip = { offset: node.start, code: 'D_YAML_ALIAS' };
    if (target !== undefined)
      return this.#refuse(own, {
        ...slip,
        message: `*${node.to} refers to a value that contains it`,
        hint: 'write the value out',
      });
    return this.#refuse(own, {
      ...slip,
      message: `*${node.to} is an alias, but there is no anchor &${node.to} above it`,
      hint: `quote a text that starts with *: "*${node.to}"`,
    });
  }

  #isReported({ start, end }: Range): boolean {
    return this.#reported.some((one) => one.start < end && start < one.end);
  }

  #asReported(mark: Mark): Mark {
    this.found.isDamaged = true;
    return { ...mark, reported: true };
  }

  #refuse(mark: Mark, slip: YamlSlip): Valued {
    this.#report(slip);
    return { value: null, mark: this.#asReported(mark) };
  }

  /** Once for a file. */
  #reportSize(offset: number): void {
    const isTooMany = this.found.values > MAX_VALUES;
    if (!this.found.isTooLarge)
      this.#report({
        offset,
        code: 'D_YAML_TOO_DEEP',
        message: isTooMany ? `the file holds more than ${MAX_VALUES} values` : 'the file nests too deeply',
        hint: isTooMany ? 'split the file, or use fewer aliases' : `nest at most ${MAX_DEPTH} levels`,
      });
    this.found.isTooLarge = true;
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

  #report({ offset, code, message, hint }: YamlSlip): void {
    this.#out.push({ severity: 'error', code, message, hint, place: placeOf(this.#document, offset) });
  }
}

/** Quoted it is a name like any other. */
function isMergeKey(node: YamlNode): boolean {
  return node.type === 'scalar' && node.plain === '<<';
}
