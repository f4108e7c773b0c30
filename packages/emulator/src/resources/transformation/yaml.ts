// Writes a JSON value as YAML, as far as a definition needs it.
import { isArray, isObject, type Json } from '../../json/json.ts';

/** Texts that YAML reads as a text without quotes; anything else is quoted as in JSON, which is YAML too. */
const plain = /^[A-Za-z/_][\w ./{}<>-]*$/;
const words = /^(true|false|null|yes|no|on|off|y|n|~)$/i;

/** Block style, two spaces a level, no line at the end. */
export function yamlOf(value: Json, indent = ''): string {
  if (isArray(value) && value.length > 0) {
    return value.map((one) => `${indent}- ${yamlOf(one, `${indent}  `).trimStart()}`).join('\n');
  }
  if (isObject(value)) {
    const lines = Object.entries(value).flatMap(([key, one]) => (one === undefined ? [] : [line(key, one, indent)]));
    if (lines.length > 0) return lines.join('\n');
  }
  return isObject(value) ? '{}' : scalar(value);
}

function line(key: string, value: Json, indent: string): string {
  const isNested = (isArray(value) && value.length > 0) || (isObject(value) && Object.keys(value).length > 0);
  const gap = isNested ? '\n' : ' ';
  return `${indent}${scalar(key)}:${gap}${yamlOf(value, `${indent}  `)}`;
}

function scalar(value: Json): string {
  if (typeof value !== 'string') return JSON.stringify(value);
  const isPlain = plain.test(value) && !words.test(value) && !value.endsWith(' ');
  return isPlain ? value : JSON.stringify(value);
}
