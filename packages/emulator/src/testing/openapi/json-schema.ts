// Translates a schema of OpenAPI 3.0 into JSON Schema 2019-09.
import { isArray, isObject, type Json, type JsonObject } from '../../json/json.ts';

/** Says the same to people only, or to code generators. */
const silent = new Set(
  'description example examples title xml discriminator externalDocs deprecated default readOnly writeOnly'.split(' '),
);
/** The formats that are checked; Postman's own words (`uid`, `url`, `http-status-code`) are not. */
const checkedFormats = new Set(['date-time', 'date', 'email', 'uri']);
const mapKeywords = new Set(['properties', 'patternProperties']);

/** The key under which a component schema is known to the validator. */
export function schemaKey(name: string): string {
  return `postman:${name}`;
}

/**
 * `nullable` becomes a type, siblings of `$ref` go (OpenAPI 3.0 ignores them), a boolean `exclusiveMinimum` becomes a
 * number, refs name the keys of `schemaKey`.
 */
export function toJsonSchema(schema: Json | undefined): Json {
  if (!isObject(schema)) return schema ?? true;
  const ref = schema['$ref'];
  if (typeof ref === 'string') return { $ref: schemaKey(nameOfRef(ref)) };
  const out: Record<string, Json> = {};
  for (const [key, value] of Object.entries(schema)) {
    if (value === undefined || silent.has(key) || key === 'nullable' || key.startsWith('x-')) continue;
    if (key === 'format' && !checkedFormats.has(String(value))) continue;
    if (mapKeywords.has(key) && isObject(value)) {
      out[key] = Object.fromEntries(Object.entries(value).map(([name, one]) => [name, toJsonSchema(one)]));
    } else if (key === 'enum' || key === 'required') out[key] = value;
    else if (isArray(value)) out[key] = value.map(toJsonSchema);
    else out[key] = isObject(value) ? toJsonSchema(value) : value;
  }
  bound(out, 'exclusiveMinimum', 'minimum');
  bound(out, 'exclusiveMaximum', 'maximum');
  return schema['nullable'] === true ? orNull(out) : out;
}

/** The last word of `#/components/…/Name`. */
export function nameOfRef(ref: string): string {
  return ref.slice(ref.lastIndexOf('/') + 1);
}

function bound(schema: Record<string, Json>, exclusive: string, inclusive: string): void {
  const is = schema[exclusive];
  if (typeof is !== 'boolean') return;
  delete schema[exclusive];
  const limit = schema[inclusive];
  if (!is || limit === undefined) return;
  schema[exclusive] = limit;
  delete schema[inclusive];
}

function orNull(schema: JsonObject): Json {
  const { type, enum: allowed } = schema;
  if (typeof type === 'string') {
    return { ...schema, type: [type, 'null'], ...(isArray(allowed) ? { enum: [...allowed, null] } : {}) };
  }
  return { anyOf: [schema, { type: 'null' }] };
}
