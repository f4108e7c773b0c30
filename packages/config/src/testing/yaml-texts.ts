// Random YAML texts: a tree in one of many styles, with comments and blank lines.
import { isObject, type Json } from '@postform/engine';
import fc from 'fast-check';
import { printFlow } from '../yaml/yaml.ts';

export interface YamlStyle {
  readonly unit: number;
  readonly areListsIndented: boolean;
  readonly eol: string;
  readonly hasEnd: boolean;
  /** Collections this deep stand between brackets. */
  readonly flowDepth: number;
  readonly quote: 'plain' | 'single' | 'double';
  readonly start: string;
  /** One entry in so many has a comment above, a comment beside, or a blank line above. */
  readonly comments: number;
  readonly seed: number;
}

export const yamlStyles: fc.Arbitrary<YamlStyle> = fc.record({
  unit: fc.constantFrom(2, 4, 1),
  areListsIndented: fc.boolean(),
  eol: fc.constantFrom('\n', '\r\n'),
  hasEnd: fc.boolean(),
  flowDepth: fc.integer({ min: 0, max: 6 }),
  quote: fc.constantFrom('plain', 'single', 'double'),
  start: fc.constantFrom('', '# head\n', '---\n', '%YAML 1.2\n---\n# head\n\n'),
  comments: fc.integer({ min: 2, max: 9 }),
  seed: fc.nat(),
});

export const yamlTrees: fc.Arbitrary<Json> = fc.letrec<{ tree: Json }>((tie) => ({
  tree: fc.oneof(
    { depthSize: 'xlarge', maxDepth: 5, withCrossShrink: true },
    fc.constantFrom<Json>(
      '*/30 * * * *',
      '{{host}}',
      'yes',
      '1e3',
      ' x',
      'a: b',
      'x #y',
      '# z',
      `\${var.a}`,
      '- a',
      '',
      '~',
      '0x1F',
      '2026-01-02',
    ),
    fc.constantFrom<Json>(
      'a\nb\n',
      'a\n\nb',
      '  a\nb\n',
      'a\n\n',
      '\n',
      'a \n b',
      "it's",
      '"',
      'ü😀',
      '\t',
      'a\r\nb',
      '\u2028',
      'long '.repeat(40),
    ),
    fc.string({ maxLength: 8 }),
    fc.constantFrom<Json>(null, true, 0, -1.5, 1e21, 12345),
    { weight: 4, arbitrary: fc.array(tie('tree'), { maxLength: 4, size: 'max' }) },
    {
      weight: 4,
      arbitrary: fc.dictionary(
        fc.oneof(fc.constantFrom('a', 'b', 'name', 'k: v', 'yes', '#', '<<', ''), fc.string({ maxLength: 4 })),
        tie('tree'),
        { maxKeys: 4, size: 'max' },
      ),
    },
  ),
})).tree;

export function printRandomYaml(value: Json, style: YamlStyle): string {
  const { eol, hasEnd, start } = style;
  const lines = new Writer(style).root(value);
  const text = start + lines.join('\n');
  return (hasEnd ? `${text}\n` : text).replaceAll('\n', eol);
}

/** Of several lines, the first of which is not indented and the last of which is not empty. */
function isBlockText(value: string): boolean {
  return /^[!-~][ -~\n]*\n[ -~\n]*[!-~]\n?$/.test(value);
}

class Writer {
  readonly #style: YamlStyle;
  #state: number;

  constructor(style: YamlStyle) {
    this.#style = style;
    this.#state = style.seed;
  }

  root(value: Json): readonly string[] {
    const lines = this.#value(value, '', '', 0);
    return lines[0]?.trim() === '' ? lines.slice(1) : [`${lines[0]!.trimStart()}`, ...lines.slice(1)];
  }

  /** What stands behind a key or dash, and the lines below it. */
  #value(value: Json, indent: string, list: string, depth: number): readonly string[] {
    const { flowDepth } = this.#style;
    const isContainer = typeof value === 'object' && value !== null;
    if (typeof value === 'string' && isBlockText(value)) {
      const lines = value.replace(/\n$/, '').split('\n');
      return [
        value.endsWith('\n') ? ' |' : ' |-',
        ...lines.map((line) => (line === '' ? '' : `${indent || ' '}${line}`)),
      ];
    }
    if (!isContainer || depth >= flowDepth || Object.keys(value).length === 0)
      return [` ${this.#flow(value)}${this.#beside()}`];
    return Array.isArray(value)
      ? this.#list(value, list, depth)
      : this.#map(value as { [key: string]: Json }, indent, depth);
  }

  #map(value: { readonly [key: string]: Json }, indent: string, depth: number): readonly string[] {
    const { unit, areListsIndented } = this.#style;
    const inner = indent + ' '.repeat(unit);
    const lines = Object.entries(value).flatMap(([key, child], index) => {
      const [first, ...rest] = this.#value(child, inner, areListsIndented ? inner : indent, depth + 1);
      return [...this.#above(indent, index), `${indent}${this.#scalar(key, true)}:${first}`, ...rest];
    });
    return [this.#beside(), ...lines];
  }

  #list(value: readonly Json[], indent: string, depth: number): readonly string[] {
    const inner = `${indent}  `;
    const lines = value.flatMap((child, index) => {
      const [first, ...rest] = this.#value(child, inner, inner, depth + 1);
      const above = this.#above(indent, index);
      const isCompact = first === '' && rest[0]?.startsWith(inner) && !/^\s*#|^$/.test(rest[0]);
      return isCompact
        ? [...above, `${indent}- ${rest[0]!.slice(inner.length)}`, ...rest.slice(1)]
        : [...above, `${indent}-${first}`, ...rest];
    });
    return [this.#beside(), ...lines];
  }

  #flow(value: Json): string {
    if (Array.isArray(value)) return `[${value.map((item) => this.#flow(item)).join(', ')}]`;
    if (!isObject(value)) return this.#scalar(value, true);
    const pairs = Object.entries(value).map(([key, child]) => `${this.#scalar(key, true)}: ${this.#flow(child)}`);
    return pairs.length === 0 ? '{}' : `{ ${pairs.join(', ')} }`;
  }

  #scalar(value: Json, isFlow: boolean): string {
    if (typeof value !== 'string') return JSON.stringify(value);
    const { quote } = this.#style;
    const isPlain = printFlow(value) === value && !/[,[\]{}\n]/.test(value) && value !== '<<';
    if (isPlain && (quote === 'plain' || !isFlow)) return value;
    const isPrintable = /^[\x20-\x7e\xa0-\u2027]*$/.test(value);
    return quote === 'single' && isPrintable
      ? `'${value.replaceAll("'", "''")}'`
      : JSON.stringify(value).replace(/[^ -~]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`);
  }

  #above(indent: string, index: number): readonly string[] {
    return [...(this.#isNext() && index > 0 ? [''] : []), ...(this.#isNext() ? [`${indent}# about ${index}`] : [])];
  }

  #beside(): string {
    return this.#isNext() ? ' # beside' : '';
  }

  #isNext(): boolean {
    this.#state = (Math.imul(this.#state, 1664525) + 1013904223) >>> 0;
    return (this.#state >>> 8) % this.#style.comments === 0;
  }
}
