// Makes a schema that also refuses keys it does not name.
import { isArray, isObject, type Json, type JsonObject } from '../../json/json.ts';

const parts = ['allOf', 'anyOf', 'oneOf'] as const;

/**
 * The schema with `unevaluatedProperties: false` wherever a value is described by named properties. `find` gives the
 * schema behind a `$ref`. `isPart`: it is one branch of a composition, whose neighbours may name more keys.
 */
export function exact(schema: Json, find: (ref: string) => Json, isPart = false): Json {
  if (!isObject(schema)) return schema;
  const out: Record<string, Json> = {};
  for (const [key, value] of Object.entries(schema)) {
    if (value === undefined) continue;
    if (key === 'properties' && isObject(value)) {
      out[key] = Object.fromEntries(Object.entries(value).map(([name, one]) => [name, exact(one ?? true, find)]));
    } else if (key === 'items' || key === 'additionalProperties') out[key] = exact(value, find);
    else if (parts.some((part) => part === key) && isArray(value)) {
      out[key] = value.map((one) => exact(one, find, true));
    } else out[key] = value;
  }
  if (!isPart && namesKeys(schema, find, new Set()) === 'closed') out['unevaluatedProperties'] = false;
  return out;
}

/** `open`: anything goes somewhere in it; `closed`: it names properties; `silent`: it says nothing of keys. */
function namesKeys(schema: JsonObject, find: (ref: string) => Json, seen: Set<string>): 'open' | 'closed' | 'silent' {
  const ref = schema['$ref'];
  if (typeof ref === 'string') {
    if (seen.has(ref)) return 'silent';
    const target = find(ref);
    return isObject(target) ? namesKeys(target, find, new Set([...seen, ref])) : 'open';
  }
  const extra = schema['additionalProperties'];
  if (extra !== undefined && extra !== false) return 'open';
  const own = isObject(schema['properties']) ? 'closed' : schema['type'] === 'object' ? 'bare' : 'silent';
  const branches = parts.flatMap((part) => {
    const all = schema[part];
    return isArray(all) ? all.flatMap((one) => (isObject(one) ? [namesKeys(one, find, seen)] : [])) : [];
  });
  if (branches.includes('open')) return 'open';
  if (own === 'closed' || branches.includes('closed')) return 'closed';
  return own === 'bare' ? 'open' : 'silent';
}
