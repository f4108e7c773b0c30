// Widens a kind's schema to what people may write: "or ${…}" wherever a rule would refuse a text that holds a use.
import { isObject, type Json, type JsonObject, splitPointer } from '@postform/engine';

/** The extra branch of a widened scalar. */
export const USE: JsonObject = {
  type: 'string',
  pattern: '\\$\\{',
  description: `A value from elsewhere: \${var.NAME}, \${env.NAME}, \${file.PATH} or \${KIND.NAME.ATTRIBUTE}.`,
};

const LISTS = ['anyOf', 'oneOf', 'allOf'] as const;
const MAPS = ['properties', 'patternProperties', 'definitions'] as const;
const SINGLES = ['additionalProperties', 'items', 'contains', 'then', 'else'] as const;
const NOTES = ['title', 'description', 'default', 'examples', 'markdownDescription'] as const;
const TEXT_RULES = ['enum', 'const', 'pattern', 'format', 'minLength', 'maxLength'] as const;

/** `if` and `not` stay as they are: they say what is refused. */
export function widen(schema: Json): Json {
  if (!isObject(schema)) return schema;
  const inner: Record<string, Json> = { ...schema };
  for (const key of MAPS) if (isObject(schema[key])) inner[key] = mapValues(schema[key], widen);
  for (const key of SINGLES) if (isObject(schema[key])) inner[key] = widen(schema[key]);
  if (Array.isArray(schema['items'])) inner['items'] = schema['items'].map(widen);
  for (const key of LISTS) {
    const branches = schema[key];
    if (Array.isArray(branches)) inner[key] = branches.map(widen);
  }
  loosenOneOf(schema, inner);
  return refusesUse(schema) ? wrap(inner) : inner;
}

/** Two branches that both take a use would make "exactly one" false for it. */
function loosenOneOf(schema: JsonObject, inner: Record<string, Json>): void {
  const { oneOf } = schema;
  if (!Array.isArray(oneOf) || schema['anyOf'] !== undefined) return;
  if (oneOf.filter((branch) => isObject(branch) && takesUse(branch)).length < 2) return;
  inner['anyOf'] = inner['oneOf']!;
  delete inner['oneOf'];
}

function types(schema: JsonObject): readonly Json[] | undefined {
  const { type } = schema;
  return type === undefined ? undefined : Array.isArray(type) ? type : [type];
}

function takesUse(schema: JsonObject): boolean {
  const known = types(schema);
  if (known !== undefined) return known.some((type) => type !== 'object' && type !== 'array' && type !== 'null');
  return 'enum' in schema || 'const' in schema;
}

function refusesUse(schema: JsonObject): boolean {
  if (!takesUse(schema)) return false;
  return !(types(schema)?.includes('string') ?? false) || TEXT_RULES.some((rule) => rule in schema);
}

/** Titles and descriptions stay outside, where editors read them for the hover. */
function wrap(inner: JsonObject): JsonObject {
  const notes = Object.fromEntries(NOTES.filter((key) => key in inner).map((key) => [key, inner[key]!]));
  const rules = Object.fromEntries(Object.entries(inner).filter(([key]) => !(key in notes)));
  return { ...notes, anyOf: [{ ...rules, ...('examples' in notes ? { examples: notes['examples']! } : {}) }, USE] };
}

export function mapValues(map: JsonObject, change: (value: Json) => Json): JsonObject {
  return Object.fromEntries(Object.entries(map).map(([key, value]) => [key, change(value)]));
}

/** Replaces `$ref`s into the schema itself by what they point at; one that leads back into itself stays. */
export function inlineRefs(schema: JsonObject): JsonObject {
  const visit = (node: Json, open: readonly string[]): Json => {
    if (Array.isArray(node)) return node.map((item) => visit(item, open));
    if (!isObject(node)) return node;
    const ref = node['$ref'];
    if (typeof ref === 'string' && ref.startsWith('#/') && !open.includes(ref)) {
      const target = splitPointer(ref.slice(1)).reduce<Json | undefined>(
        (at, token) => (isObject(at) ? at[token] : undefined),
        schema,
      );
      if (target !== undefined) {
        const { $ref: _ref, ...beside } = node;
        const inlined = visit(target, [...open, ref]);
        return isObject(inlined) ? { ...inlined, ...beside } : inlined;
      }
    }
    return mapValues(node, (value) => visit(value, open));
  };
  return visit(schema, []) as JsonObject;
}

/** The subschemas that speak about a pointer, unions and conditions opened. Empty where the schema says nothing. */
export function schemasAt(schema: Json, tokens: readonly string[]): readonly JsonObject[] {
  if (!isObject(schema)) return [];
  const unions = [
    ...LISTS.flatMap((key) => (Array.isArray(schema[key]) ? schema[key] : [])),
    schema['then'],
    schema['else'],
  ];
  const through = unions.flatMap((branch) => (branch === undefined ? [] : schemasAt(branch, tokens)));
  const [token, ...rest] = tokens;
  if (token === undefined) return [schema, ...through];
  const { properties, additionalProperties, items } = schema;
  const own = isObject(properties) && Object.hasOwn(properties, token) ? properties[token] : undefined;
  const next = own ?? (/^\d+$/.test(token) && isObject(items) ? items : additionalProperties);
  return [...(next === undefined ? [] : schemasAt(next, rest)), ...through];
}
