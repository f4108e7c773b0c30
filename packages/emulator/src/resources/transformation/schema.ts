// Makes the content of an example, with the schema that can be read off it.
import { isArray, isObject, type Json, type JsonObject, textOf } from '../../json/json.ts';

/** `{"application/json": {schema, example}}` of a body; a text that is not JSON is an example as it stands. */
export function contentOf(body: string, type: string): JsonObject {
  const value = parsed(body);
  if (value === undefined) return { [type]: { schema: { type: 'string' }, example: body } };
  return { [type]: { schema: schemaOf(value), example: value } };
}

function parsed(body: string): Json | undefined {
  try {
    return JSON.parse(body) as Json;
  } catch {
    return undefined;
  }
}

/** Types and examples of what is there; nothing is required and nothing is forbidden. */
function schemaOf(value: Json): JsonObject {
  if (isArray(value)) return { type: 'array', items: value[0] === undefined ? {} : schemaOf(value[0]) };
  if (isObject(value)) {
    const properties = Object.entries(value).map(([key, one]): [string, Json] => [key, schemaOf(one ?? null)]);
    return { type: 'object', properties: Object.fromEntries(properties) };
  }
  if (value === null) return { nullable: true };
  if (typeof value === 'number') return { type: Number.isInteger(value) ? 'integer' : 'number', example: value };
  return { type: typeof value, example: value };
}

/** The value of a header by name, in any case; undefined for headers kept as one text. */
export function headerValue(headers: Json | undefined, name: string): string | undefined {
  const found = (isArray(headers) ? headers : []).find(
    (one) => isObject(one) && textOf(one['key'])?.toLowerCase() === name,
  );
  return isObject(found) ? textOf(found['value']) : undefined;
}

/** A description that is a text or `{content, type}`. */
export function descriptionOf(described: JsonObject): JsonObject {
  const { description } = described;
  const text = isObject(description) ? description['content'] : description;
  return typeof text === 'string' && text !== '' ? { description: text } : {};
}
