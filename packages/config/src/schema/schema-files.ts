// Generates the JSON Schemas that editors use for completion and hover, from the kinds.
import { isObject, type Json, type JsonObject, type Kind, type Kinds, NAME_PATTERN } from '@postform/engine';
import { CONTAINERS, projectSchema } from './project-schema.ts';
import { COMMON_FIELDS } from './resource-schema.ts';
import { mapValues, widen } from './widen.ts';

/** File names in `schemas/` and their text; draft-07, which is what YAML support in editors understands. */
export function schemaFiles(kinds: Kinds): Readonly<Record<string, string>> {
  const print = (schema: JsonObject) => `${JSON.stringify(schema, null, 2)}\n`;
  return {
    'postform.project.schema.json': print(projectSchema(kinds)),
    'postform.desired.schema.json': print(desiredSchema(kinds)),
  };
}

export function desiredSchema(kinds: Kinds): JsonObject {
  const sections = kinds.map((kind) => [
    kind.plural,
    {
      type: 'object',
      title: kind.plural,
      description: `Each ${kind.label} by its name in this project: a letter or digit, then letters, digits, _ and -. The name is never sent; ${kind.name}.NAME is the address.`,
      propertyNames: { pattern: NAME_PATTERN },
      additionalProperties: { $ref: `#/definitions/${kind.name}` },
    },
  ]);
  return {
    $schema: 'http://json-schema.org/draft-07/schema#',
    title: 'Postform desired file',
    description: 'What the workspace should hold.',
    type: 'object',
    properties: { $schema: { type: 'string', description: 'For editors only.' }, ...Object.fromEntries(sections) },
    patternProperties: CONTAINERS,
    additionalProperties: false,
    definitions: Object.fromEntries(kinds.map((kind) => [kind.name, resourceSchema(kind)])),
  };
}

function resourceSchema(kind: Kind): JsonObject {
  const { $schema: _own, ...written } = withinDefinition(kind.written, kind.name) as JsonObject;
  return withCommonFields(widen(written) as JsonObject);
}

/** A kind's `$ref`s point into its own schema, which now lies deeper. */
function withinDefinition(node: Json, name: string): Json {
  if (Array.isArray(node)) return node.map((item: Json) => withinDefinition(item, name));
  if (!isObject(node)) return node;
  const moved = mapValues(node, (value) => withinDefinition(value, name));
  const ref = moved['$ref'];
  return typeof ref === 'string' && ref.startsWith('#')
    ? { ...moved, $ref: `#/definitions/${name}${ref.slice(1)}` }
    : moved;
}

/** Branches of a union at the top each refuse unknown keys on their own. */
function withCommonFields(schema: JsonObject): JsonObject {
  const { properties, anyOf, oneOf } = schema;
  return {
    ...schema,
    ...(isObject(properties) ? { properties: { ...properties, ...COMMON_FIELDS } } : {}),
    ...(Array.isArray(anyOf) ? { anyOf: anyOf.map((one) => withCommonFields(one as JsonObject)) } : {}),
    ...(Array.isArray(oneOf) ? { oneOf: oneOf.map((one) => withCommonFields(one as JsonObject)) } : {}),
  };
}
