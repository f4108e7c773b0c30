// Holds the schema of what may be written beside a kind's own fields: lifecycle and import.
import { DEFAULT_LIFECYCLE, type Json, type JsonObject, type Kind, type Lifecycle } from '@postform/engine';
import { type Validate, validator } from './validator.ts';
import { inlineRefs, widen } from './widen.ts';

const POINTER: JsonObject = {
  type: 'string',
  pattern: '^(/[^/]*)*$',
  description: 'A JSON Pointer into the resource; * matches any one step.',
  examples: ['/description'],
};
const POLICY: JsonObject = {
  enum: ['undo', 'keep', 'stop'],
  description:
    'undo: write ours back (the default). keep: leave the change made by hand, and show it. stop: refuse to plan.',
  examples: ['keep'],
};

/** Fields that every resource may have, whatever its kind. */
export const COMMON_FIELDS: Readonly<Record<string, JsonObject>> = {
  lifecycle: {
    type: 'object',
    description: 'How Postform treats the object.',
    properties: {
      protect: {
        type: 'boolean',
        description: 'Refuse to delete or replace the object, also after this block is gone.',
        examples: [true],
      },
      ignore: {
        type: 'array',
        items: POINTER,
        description: 'Parts that are left out of comparisons.',
        examples: [['/description']],
      },
      allowSecrets: {
        type: 'array',
        items: { ...POINTER, examples: ['/values/publicKey'] },
        description:
          'Places whose text may seem to be a credential: no warning, and no refusal by guard.secrets. Warnings name the places.',
        examples: [['/values/publicKey']],
      },
      drift: {
        description: 'What to do with changes made by hand: undo, keep or stop, for all or by part.',
        examples: ['keep'],
        anyOf: [
          POLICY,
          {
            type: 'array',
            description: 'Policies by part; the last match wins.',
            items: {
              type: 'object',
              properties: { at: POINTER, policy: POLICY },
              required: ['at', 'policy'],
              additionalProperties: false,
            },
          },
        ],
      },
    },
    additionalProperties: false,
  },
  import: {
    type: 'object',
    description: 'Adopt an object that exists already.',
    properties: {
      id: {
        type: 'string',
        minLength: 1,
        description: 'Its id or uid in Postman.',
        examples: ['c2e3a5c6-ab49-4a31-b2a7-0c5d3d2a1b11'],
      },
    },
    required: ['id'],
    additionalProperties: false,
  },
};

export interface ResourceSchema {
  /** The kind's schema, without `$ref`s, widened by uses. */
  readonly schema: () => JsonObject;
  readonly validate: Validate;
}

/** By the schema as written: copies of a kind share it. */
const compiled = new WeakMap<JsonObject, ResourceSchema>();

/** Made once per process, when it is asked for: most resources fit, and hold no secret. */
export function schemaOf(kind: Kind): ResourceSchema {
  const known = compiled.get(kind.written);
  if (known !== undefined) return known;
  let widened: JsonObject | undefined;
  const schema = (): JsonObject => {
    widened ??= widen(inlineRefs(kind.written)) as JsonObject;
    return widened;
  };
  const made = { schema, validate: validator(kind.written, schema) };
  compiled.set(kind.written, made);
  return made;
}

/** Of an object that holds nothing but common fields. */
export const COMMON_SCHEMA: JsonObject = { type: 'object', properties: COMMON_FIELDS };

let common: Validate | undefined;

/** Checks an object that holds nothing but common fields. */
export function validateCommon(fields: Json): ReturnType<Validate> {
  common ??= validator(COMMON_SCHEMA);
  return common(fields);
}

interface WrittenLifecycle {
  readonly protect?: boolean;
  readonly ignore?: readonly string[];
  readonly drift?: Lifecycle['drift'] | Lifecycle['drift'][number]['policy'];
}

export function resolveLifecycle(written: WrittenLifecycle): Lifecycle {
  const { drift = [] } = written;
  return {
    protect: written.protect ?? DEFAULT_LIFECYCLE.protect,
    ignore: written.ignore ?? DEFAULT_LIFECYCLE.ignore,
    drift: typeof drift === 'string' ? [{ at: '', policy: drift }] : drift,
  };
}
