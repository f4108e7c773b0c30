// Translates headers and form fields between the item operations (`enabled`) and v2.1 (`disabled`).
import { type Json, type JsonObject, objectsIn, pick } from '../../json/json.ts';

/** The fields named, and a description that says something. */
export function described(entry: JsonObject, fields: readonly string[]): JsonObject {
  const { description } = entry;
  const isSaid = description !== undefined && description !== null && description !== '';
  return { ...pick(entry, fields), ...(isSaid ? { description } : {}) };
}

const fields = ['key', 'value', 'type', 'name', 'src', 'contentType'];

/** To v2.1: from a list of `{key, value, description, type, enabled}`. */
export function keptEntries(entries: Json | undefined): JsonObject[] {
  const list = objectsIn(entries);
  return list.map((entry) => ({
    ...described(entry, fields),
    ...(entry['enabled'] === false || entry['disabled'] === true ? { disabled: true } : {}),
  }));
}

/** From v2.1: with `description` and `enabled` always there (Postman OpenAPI 1.45.0, getCollectionResponse requestObject). */
export function shownEntry(entry: JsonObject): JsonObject {
  const description = entry['description'] ?? null;
  return { ...pick(entry, fields), description, enabled: entry['disabled'] !== true };
}

export function shownEntries(entries: Json | undefined): JsonObject[] {
  return objectsIn(entries).map(shownEntry);
}

/** Headers as one text, a line each; those turned off begin with `//` (collection format 1.0). Null for none. */
export function headerText(header: Json | undefined): string | null {
  if (typeof header === 'string') return header;
  const list = objectsIn(header);
  if (list.length === 0) return null;
  return list.map(({ key, value, disabled }) => `${disabled === true ? '// ' : ''}${key}: ${value ?? ''}\n`).join('');
}

/** Headers to v2.1: a list as it is, a text line by line. */
export function keptHeaders(headers: Json | undefined): JsonObject[] {
  if (typeof headers !== 'string') return keptEntries(headers);
  const lines = headers.split('\n').filter((line) => line.includes(':'));
  return lines.map((line) => {
    const isOff = line.startsWith('//');
    const text = isOff ? line.slice(2) : line;
    const at = text.indexOf(':');
    const entry = { key: text.slice(0, at).trim(), value: text.slice(at + 1).trim() };
    return isOff ? { ...entry, disabled: true } : entry;
  });
}
