// Parses and writes YAML. The one file that imports yaml; everything else sees plain values and marks.
import { createRequire } from 'node:module';

const require = createRequire(import.meta.url);

let loaded: typeof import('yaml') | undefined;

/** Loaded at the first text: many commands read none. */
function yaml(): typeof import('yaml') {
  loaded ??= require('yaml') as typeof import('yaml');
  return loaded;
}

interface Spot {
  /** Offsets in UTF-16 units. */
  readonly start: number;
  readonly end: number;
  readonly anchor?: string;
}

/** A node of the syntax tree, as the reader needs it; children are made when asked for. `plain` is the source text of an unquoted, untagged scalar. */
export type YamlNode =
  | (Spot & { readonly type: 'map'; readonly pairs: () => readonly (readonly [YamlNode, YamlNode])[] })
  | (Spot & { readonly type: 'list'; readonly items: () => readonly YamlNode[] })
  | (Spot & {
      readonly type: 'scalar';
      readonly value: unknown;
      readonly plain: string | undefined;
      readonly isTagged: boolean;
    })
  | (Spot & { readonly type: 'alias'; readonly to: string });

export interface YamlMistake {
  /** Error code of the yaml library, e.g. `TAB_AS_INDENT`. */
  readonly code: string;
  readonly message: string;
  readonly offset: number;
}

export interface YamlTree {
  /** Undefined for a text that holds nothing but comments. */
  readonly root: YamlNode | undefined;
  readonly mistakes: readonly YamlMistake[];
  /** `1.1` where the file says `%YAML 1.1`. */
  readonly version: string | undefined;
  /** Offset of the second document, where there is one. */
  readonly second: number | undefined;
}

const EMPTY: YamlTree = { root: undefined, mistakes: [], version: undefined, second: undefined };

/** Parses by the core schema of YAML 1.2. Duplicate keys are left to the reader. Throws a RangeError for absurd nesting. */
export function parseYamlTree(text: string): YamlTree {
  const documents = yaml().parseAllDocuments(text, {
    uniqueKeys: false,
    resolveKnownTags: false,
    prettyErrors: false,
    logLevel: 'silent',
  });
  if (!Array.isArray(documents) || documents[0] === undefined) return EMPTY;
  const [document, next] = documents;
  const { yaml: directive } = document.directives;
  return {
    root: document.contents === null ? undefined : wrap(document.contents, 0),
    mistakes: [...document.errors, ...document.warnings].map(({ code, message, pos }) => ({
      code,
      message,
      offset: pos[0],
    })),
    version: directive.explicit ? directive.version : undefined,
    second: next === undefined ? undefined : (next.contents?.range?.[0] ?? next.range[0]),
  };
}

function wrap(node: unknown, fallback: number): YamlNode {
  const { isScalar, isMap, isSeq, isAlias } = yaml();
  const { range, anchor } = (node ?? {}) as { readonly range?: readonly number[] | null; readonly anchor?: string };
  const start = range?.[0] ?? fallback;
  const spot: Spot = { start, end: range?.[1] ?? start, ...(anchor === undefined ? {} : { anchor }) };
  if (isScalar(node)) {
    const plain = node.type === 'PLAIN' && node.tag === undefined ? (node.source ?? '') : undefined;
    return { ...spot, type: 'scalar', value: node.value, plain, isTagged: node.tag !== undefined };
  }
  if (isMap(node))
    return { ...spot, type: 'map', pairs: once(() => node.items.map(({ key, value }) => wrapPair(key, value, start))) };
  if (isSeq(node)) return { ...spot, type: 'list', items: once(() => node.items.map((item) => wrap(item, start))) };
  if (isAlias(node)) return { ...spot, type: 'alias', to: node.source };
  return { ...spot, type: 'scalar', value: null, plain: undefined, isTagged: false };
}

/** What aliases lead to is asked for many times. */
function once<Value>(make: () => Value): () => Value {
  let made: Value | undefined;
  return () => {
    made ??= make();
    return made;
  };
}

function wrapPair(key: unknown, value: unknown, start: number): readonly [YamlNode, YamlNode] {
  const wrapped = wrap(key, start);
  return [wrapped, wrap(value, wrapped.end)];
}

/** Tokens of the concrete syntax, with the offsets of everything that is written. */
export type YamlToken = import('yaml').CST.Token;
export type YamlCollection =
  | import('yaml').CST.BlockMap
  | import('yaml').CST.BlockSequence
  | import('yaml').CST.FlowCollection;
export type YamlItem = YamlCollection['items'][number];
export type YamlMark = import('yaml').CST.SourceToken;

/** The first document; undefined where there is none. The text must have been read without a mistake. */
export function parseYamlTokens(text: string): (YamlToken & { readonly type: 'document' }) | undefined {
  for (const token of new (yaml().Parser)().parse(text)) if (token.type === 'document') return token;
  return undefined;
}

/** The text that a key stands for. */
export function textOfToken(token: YamlToken): string {
  return yaml().CST.resolveAsScalar(token as YamlToken & { readonly type: 'scalar' })?.value ?? '';
}

/** On one line, as one would write it in a file: `{ env: NAME }`. */
export function printFlow(value: unknown): string {
  return yaml().stringify(value, { collectionStyle: 'flow', lineWidth: 0, compat: 'yaml-1.1' }).trim();
}

/** Block style, nothing folded, text of several lines as block scalars; quotes where YAML 1.2 or 1.1 would misread. */
export function printYaml(value: unknown): string {
  return yaml().stringify(value, {
    lineWidth: 0,
    indent: 2,
    compat: 'yaml-1.1',
    aliasDuplicateObjects: false,
    blockQuote: 'literal',
  });
}
