// Compiles one check per operation and status, when it is first needed.
import { createRequire } from 'node:module';
import type { ErrorObject, ValidateFunction, Ajv2019 as Validator } from 'ajv/dist/2019.js';
import { isArray, isObject, type Json } from '../../json/json.ts';
import { loadOpenApi, type OpenApiDocument } from './document.ts';
import { exact } from './exact.ts';
import { schemaKey } from './json-schema.ts';

/** What is wrong at a place: a JSON pointer, '' for the whole. */
export interface Complaint {
  readonly pointer: string;
  readonly message: string;
}

export interface Validators {
  readonly document: OpenApiDocument;
  /** Checks a value against a schema of the document; `key` names the schema, so that it is compiled once. */
  check(key: string, schema: Json, value: unknown): Complaint[];
}

/** `isExact`: keys that the schema does not name are complaints too. */
export function makeValidators(isExact = false): Validators {
  const require = createRequire(import.meta.url);
  const { Ajv2019 } = require('ajv/dist/2019.js') as { Ajv2019: typeof Validator };
  const addFormats = require('ajv-formats') as (ajv: Validator) => void;
  const ajv = new Ajv2019({ strict: false, allErrors: true, validateSchema: false, logger: false });
  addFormats(ajv);
  const document = loadOpenApi();
  const find = (ref: string): Json => document.schemas[ref.slice(schemaKey('').length)] ?? true;
  const shaped = (schema: Json, isPart: boolean): Json => (isExact ? exact(schema, find, isPart) : schema);
  const added = new Set<string>();
  const compiled = new Map<string, ValidateFunction>();
  const addRefs = (schema: Json): void => {
    for (const ref of refsOf(schema)) {
      if (added.has(ref)) continue;
      added.add(ref);
      const target = find(ref);
      ajv.addSchema(asSchema(shaped(target, true)), ref);
      addRefs(target);
    }
  };
  const compile = (key: string, schema: Json): ValidateFunction => {
    addRefs(schema);
    const made = ajv.compile(asSchema(shaped(schema, false)));
    compiled.set(key, made);
    return made;
  };
  return {
    document,
    check: (key, schema, value) => {
      const validate = compiled.get(key) ?? compile(key, schema);
      return validate(value) ? [] : (validate.errors ?? []).map(complaintOf);
    },
  };
}

function complaintOf({ instancePath, message, params }: ErrorObject): Complaint {
  return { pointer: instancePath, message: `${message ?? 'is wrong'} ${JSON.stringify(params)}` };
}

function asSchema(schema: Json): object | boolean {
  return isObject(schema) || typeof schema === 'boolean' ? schema : true;
}

function* refsOf(schema: Json): Generator<string> {
  if (isArray(schema)) for (const one of schema) yield* refsOf(one);
  if (!isObject(schema)) return;
  for (const [key, value] of Object.entries(schema)) {
    if (key === '$ref' && typeof value === 'string') yield value;
    else if (value !== undefined) yield* refsOf(value);
  }
}
