// Checks values against JSON Schema (draft-07). The one file that imports ajv and ajv-formats.
import { createHash } from 'node:crypto';
import { createRequire } from 'node:module';
import type { Json, JsonObject, Pointer } from '@postform/engine';
import type { ErrorObject } from 'ajv';
import { type Accepts, acceptors } from './acceptors.ts';

const require = createRequire(import.meta.url);

/** One violation. `rule` is the keyword, `at` the path of the rule in the schema, `schema` the subschema that holds it. */
export interface Violation {
  readonly pointer: Pointer;
  readonly rule: string;
  readonly at: string;
  readonly params: Readonly<Record<string, unknown>>;
  readonly schema: JsonObject;
  readonly value: Json | undefined;
  readonly message: string;
}

/** All violations at once; none where the value is valid. */
export type Validate = (value: Json) => readonly Violation[];

/** The schemas are our own; compiling the meta-schema as well would cost each process a tenth of a cold load. */
const OPTIONS = {
  allErrors: true,
  strict: false,
  verbose: true,
  logger: false,
  meta: false,
  validateSchema: false,
} as const;

/**
 * Compiles once; the schema must not hold `$ref`s that leave it. Nothing checks that it is a schema. Where the package was
 * built with an acceptor of the schema, ajv is loaded only to word what does not fit. `source`: what the schema is made of,
 * where that is not the schema itself; `make` makes it.
 */
export function validator(source: JsonObject, make = () => source): Validate {
  const accepts = acceptorOf(source);
  let validate: Validate | undefined;
  return (value) => {
    if (accepts?.(value)) return [];
    validate ??= compile(make());
    return validate(value);
  };
}

/** As `acceptors` names a schema, by what it is made of. */
export function schemaDigest(source: JsonObject): string {
  return createHash('sha256').update(JSON.stringify(source)).digest('base64url');
}

function acceptorOf(source: JsonObject): Accepts | undefined {
  return acceptors.size === 0 ? undefined : acceptors.get(schemaDigest(source));
}

function compile(schema: JsonObject): Validate {
  const { Ajv } = require('ajv') as typeof import('ajv');
  const formats = require('ajv-formats') as typeof import('ajv-formats');
  const ajv = new Ajv({ ...OPTIONS });
  formats.default(ajv);
  const check = ajv.compile(schema);
  return (value) => (check(value) ? [] : (check.errors ?? []).map(violation));
}

function violation(error: ErrorObject): Violation {
  return {
    pointer: error.instancePath,
    rule: error.keyword,
    at: error.schemaPath,
    params: error.params,
    schema: (error.parentSchema ?? {}) as JsonObject,
    value: error.data as Json | undefined,
    message: error.message ?? error.keyword,
  };
}
