// Says what would be right, from a schema and the value that does not fit it.
import { isObject, type Json, type JsonObject } from '@postform/engine';
import { quoteValue, typeWords } from '../files/wording.ts';
import { printFlow } from '../yaml/yaml.ts';

export function typeHint(type: unknown, value: Json | undefined, schema: JsonObject): string {
  const wanted = [type].flat() as readonly string[];
  if (value === null && wanted.includes('string')) return 'write "" for an empty text, or remove the key';
  if (value === null)
    return wanted.includes('object') ? 'write {} for none, or remove the key' : 'write a value, or remove the key';
  const takesText = wanted.includes('string') && schema['pattern'] === undefined;
  if (takesText && (typeof value === 'number' || typeof value === 'boolean')) return `quote it: "${value}"`;
  if (typeof value === 'string') {
    const wantsNumber = wanted.includes('integer') || wanted.includes('number');
    if (wantsNumber && /^-?\d+(\.\d+)?$/.test(value)) return `remove the quotes: ${value}`;
    if (wanted.includes('boolean') && /^(yes|on|true)$/i.test(value)) return 'write true';
    if (wanted.includes('boolean') && /^(no|off|false)$/i.test(value)) return 'write false';
  }
  if (wanted.includes('array') && !isObject(value)) return `write a list: [${quoteValue(value)}]`;
  return formHint(schema);
}

/** What the schema says of itself: the first sentence of its description, its bounds or keys, its first example. */
export function aboutSchema(schema: JsonObject): string {
  const { examples, description } = schema;
  const about = typeof description === 'string' ? (/^.*?[.](?=\s|$)/s.exec(description)?.[0] ?? `${description}.`) : '';
  const example = Array.isArray(examples) && examples.length > 0 ? `For example: ${printFlow(examples[0])}` : '';
  return [about, bounds(schema), example].filter((text) => text !== '').join(' ');
}

/** As `aboutSchema`, and never empty. */
export function formHint(schema: JsonObject): string {
  return aboutSchema(schema) || `write ${typeWords(schema['type'] ?? 'another value')}`;
}

function bounds(schema: JsonObject): string {
  const { minimum, maximum, properties } = schema;
  if (minimum !== undefined && maximum !== undefined) return `From ${minimum} to ${maximum}.`;
  if (minimum !== undefined) return `At least ${minimum}.`;
  if (maximum !== undefined) return `At most ${maximum}.`;
  return isObject(properties) ? `A map with: ${Object.keys(properties).join(', ')}.` : '';
}
