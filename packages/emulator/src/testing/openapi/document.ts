// Reads Postman's own document from the folder of POSTFORM_FACTS, and keeps it converted in a cache.
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { factsFolder } from '../../../../../tests/harness/needs.ts';
import { isArray, isObject, type Json, type JsonObject } from '../../json/json.ts';
import { nameOfRef, toJsonSchema } from './json-schema.ts';

/** What one status may carry: JSON Schema by content type, `true` where none is given. Empty: no body is documented. */
export type Contents = Readonly<Record<string, Json>>;

/** One parameter of the query. */
export interface QueryParameter {
  readonly name: string;
  readonly isRequired: boolean;
  readonly schema: Json;
}

export interface DocumentOperation {
  readonly operation: string;
  readonly query: readonly QueryParameter[];
  readonly request: Contents;
  readonly isBodyRequired: boolean;
  /** By status. */
  readonly responses: Readonly<Record<string, Contents>>;
}

/** The document in JSON Schema: operations by operationId, component schemas by name. */
export interface OpenApiDocument {
  readonly operations: Readonly<Record<string, DocumentOperation>>;
  readonly schemas: Readonly<Record<string, Json>>;
}

const cache = fileURLToPath(new URL('../../../../../node_modules/.cache/postform/', import.meta.url));
/** To be moved when the conversion changes. */
const edition = 2;

/** Whether Postman's document is there; without it nothing can be validated. */
export const hasOpenApi = factsFolder !== undefined;

/** Reads the document; the second time in about 10 ms. Throws when there is none. */
export function loadOpenApi(): OpenApiDocument {
  if (factsFolder === undefined) throw new Error('POSTFORM_FACTS names no folder with postman-openapi.yaml');
  const bytes = readFileSync(join(factsFolder, 'postman-openapi.yaml'));
  const digest = createHash('sha256').update(bytes).digest('hex').slice(0, 16);
  const kept = `${cache}openapi-${edition}-${digest}.json`;
  if (existsSync(kept)) return JSON.parse(readFileSync(kept, 'utf8')) as OpenApiDocument;
  const { parse } = createRequire(import.meta.url)('yaml') as typeof import('yaml');
  const document = converted(parse(bytes.toString(), { schema: 'core', maxAliasCount: -1 }) as JsonObject);
  mkdirSync(cache, { recursive: true });
  writeFileSync(`${kept}.${process.pid}`, JSON.stringify(document));
  renameSync(`${kept}.${process.pid}`, kept);
  return document;
}

function converted(raw: JsonObject): OpenApiDocument {
  const components = objectAt(raw, 'components');
  const operations: Record<string, DocumentOperation> = {};
  for (const item of Object.values(objectAt(raw, 'paths'))) {
    if (!isObject(item)) continue;
    const ofPath = isArray(item['parameters']) ? item['parameters'] : [];
    for (const one of Object.values(item)) {
      if (!isObject(one) || typeof one['operationId'] !== 'string') continue;
      operations[one['operationId']] = operationOf(components, one, ofPath);
    }
  }
  const schemas = Object.fromEntries(
    Object.entries(objectAt(components, 'schemas')).map(([name, schema]) => [name, toJsonSchema(schema)]),
  );
  return { operations, schemas };
}

function operationOf(components: JsonObject, raw: JsonObject, ofPath: readonly Json[]): DocumentOperation {
  const own = isArray(raw['parameters']) ? raw['parameters'] : [];
  const query = [...ofPath, ...own].flatMap((one) => {
    const { in: place, name, required, schema } = resolved(components, 'parameters', one);
    return place === 'query'
      ? [{ name: String(name), isRequired: required === true, schema: toJsonSchema(schema) }]
      : [];
  });
  const body = resolved(components, 'requestBodies', raw['requestBody']);
  return {
    operation: String(raw['operationId']),
    query,
    request: contentsOf(body),
    isBodyRequired: body['required'] === true,
    responses: Object.fromEntries(
      Object.entries(objectAt(raw, 'responses')).map(([status, one]) => [
        status,
        contentsOf(resolved(components, 'responses', one)),
      ]),
    ),
  };
}

function contentsOf(one: JsonObject): Contents {
  return Object.fromEntries(
    Object.entries(objectAt(one, 'content')).map(([type, media]) => [
      type,
      toJsonSchema(isObject(media) ? media['schema'] : undefined),
    ]),
  );
}

function resolved(components: JsonObject, section: string, value: Json | undefined): JsonObject {
  if (!isObject(value)) return {};
  const ref = value['$ref'];
  return typeof ref === 'string' ? objectAt(objectAt(components, section), nameOfRef(ref)) : value;
}

function objectAt(from: JsonObject, key: string): JsonObject {
  const value = from[key];
  return isObject(value) ? value : {};
}
