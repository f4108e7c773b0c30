// Reads one key or scalar of a YAML syntax tree, or says what is wrong with it.
import type { Json } from '@postform/engine';
import { hasLoneSurrogate } from '../files/json-losses.ts';
import { quoteValue } from '../files/wording.ts';
import type { YamlNode } from './yaml.ts';

/** A mistake before it has a file: `offset` in UTF-16 units. */
export interface YamlSlip {
  readonly offset: number;
  readonly code: string;
  readonly message: string;
  readonly hint: string;
}

export type ScalarReading =
  | { readonly ok: true; readonly value: Json }
  | { readonly ok: false; readonly slip: YamlSlip };

export function readScalar(node: YamlNode & { type: 'scalar' }): ScalarReading {
  const { value, plain, start } = node;
  if (typeof value === 'number' && (!Number.isFinite(value) || (plain !== undefined && String(value) !== plain))) {
    const source = plain ?? String(value);
    const instead = Number.isFinite(value) ? `, or write ${value} for the number` : '';
    const message = `YAML reads ${source} as the number ${value}`;
    const hint = `quote it to keep the text: "${source}"${instead}`;
    return { ok: false, slip: { offset: start, code: 'D_YAML_NUMBER', message, hint } };
  }
  if (typeof value === 'string' && hasLoneSurrogate(value)) return { ok: false, slip: halfOf(start, value) };
  const isJson = value === null || ['string', 'number', 'boolean'].includes(typeof value);
  return { ok: true, value: isJson ? (value as Json) : String(value) };
}

export type KeyReading =
  | { readonly ok: true; readonly key: string }
  /** `spoilsMap`: braces were no map, so that the whole map is not what was meant; else only the one entry is lost. */
  | { readonly ok: false; readonly slip: YamlSlip; readonly spoilsMap: boolean };

/** `text` is the whole file, `value` the node behind the key. */
export function readKey(text: string, node: YamlNode, value: YamlNode): KeyReading {
  if (node.type === 'scalar' && (typeof node.value === 'string' || (node.plain ?? '') !== '')) {
    const key = typeof node.value === 'string' ? node.value : node.plain!;
    return hasLoneSurrogate(key) ? { ok: false, slip: halfOf(node.start, key), spoilsMap: false } : { ok: true, key };
  }
  const source = text.slice(node.start, node.end);
  const before = text[node.start - 1] ?? ' ';
  return { ok: false, slip: keySlip(node, value, source, before), spoilsMap: '{$'.includes(before) };
}

function keySlip(node: YamlNode, value: YamlNode, source: string, before: string): YamlSlip {
  const offset = node.start;
  if (node.type === 'map' && before === '{')
    return {
      offset: offset - 1,
      code: 'D_YAML_SYNTAX',
      message: `an unquoted {{ starts a map in YAML: {${source}}`,
      hint: `quote it: "{${source}}"`,
    };
  if (node.type === 'map' && before === '$')
    return {
      offset: offset - 1,
      code: 'D_YAML_SYNTAX',
      message: `unquoted \${…} is read as a YAML map: $${source}`,
      hint: `quote it: "$${source}"`,
    };
  const hint = 'write a name before the colon';
  if (source === '') return { offset: value.start, code: 'D_YAML_KEY', message: 'a key is missing', hint };
  return { offset, code: 'D_YAML_KEY', message: `a key must be a text: ${quoteValue(source)}`, hint };
}

function halfOf(offset: number, text: string): YamlSlip {
  return {
    offset,
    code: 'D_YAML_TEXT',
    message: `${quoteValue(text)} contains half of a character, which UTF-8 cannot encode`,
    hint: 'write both halves of the escape (\\ud83d\\ude00), or remove the one',
  };
}
