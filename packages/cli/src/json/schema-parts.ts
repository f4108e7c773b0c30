// Builds JSON Schemas in which no key may be missing and none may be added, unless its name ends in a question mark.
import type { JsonObject } from '@postform/engine';
import { marks, reasons } from '../render/words.ts';

export const text = (description: string): JsonObject => ({ type: 'string', description });
export const flag = (description: string): JsonObject => ({ type: 'boolean', description });
export const number = (description: string): JsonObject => ({ type: 'number', minimum: 0, description });
export const whole = (description: string): JsonObject => ({ type: 'integer', minimum: 0, description });
export const instant = (description: string): JsonObject => ({ type: 'string', format: 'date-time', description });
export const oneOf = (values: readonly string[], description: string): JsonObject => ({
  enum: [...values],
  description,
});
export const listOf = (items: JsonObject, description: string): JsonObject => ({ type: 'array', items, description });
export const texts = (description: string): JsonObject => listOf({ type: 'string' }, description);
export const refTo = (name: string, description: string): JsonObject => ({
  allOf: [{ $ref: `#/definitions/${name}` }],
  description,
});

/** A map whose keys are data: names of the user, of the API or of the calendar. */
export const mapOf = (values: JsonObject, description: string): JsonObject => ({
  type: 'object',
  additionalProperties: values,
  description,
});

/** `name?` may be absent, every other key is there, and there are no more. */
export function objectOf(keys: Readonly<Record<string, JsonObject>>, description?: string): JsonObject {
  const names = Object.keys(keys);
  return {
    type: 'object',
    ...(description === undefined ? {} : { description }),
    properties: Object.fromEntries(names.map((name) => [name.replace('?', ''), keys[name]!])),
    required: names.filter((name) => !name.endsWith('?')),
    additionalProperties: false,
  };
}

const byBucket = mapOf({ type: 'integer', minimum: 0 }, 'Calls in each bucket, by its name.');

/** What several records and documents hold. */
export const sharedDefinitions: Readonly<Record<string, JsonObject>> = {
  action: oneOf(Object.keys(marks), 'What the plan does with the address.'),
  reason: oneOf(Object.keys(reasons), 'Why the action was chosen.'),
  line: objectOf(
    {
      mark: oneOf(['+', '-', '~', ' '], 'Added, removed, changed, or context.'),
      depth: whole('Levels of indentation.'),
      text: text('The line.'),
    },
    'One line for people about a change.',
  ),
  patch: listOf(
    objectOf({
      op: oneOf(['add', 'replace', 'remove'], 'The operation.'),
      path: text('A JSON pointer into the spec.'),
      'value?': { description: 'The new value, redacted; absent for a removal.' },
    }),
    'An RFC 6902 document: from the redacted spec as it is to the redacted spec as it will be.',
  ),
  price: objectOf({ total: whole('All calls.'), by_bucket: byBucket }, 'Calls and the buckets that they count in.'),
  count: objectOf({ calls: whole('All calls.'), by_bucket: byBucket }, 'Calls and the buckets that they count in.'),
  coverage: objectOf(coverageKeys(), 'How much was read.'),
};

export function coverageKeys(): Readonly<Record<string, JsonObject>> {
  return {
    verified: whole('Managed objects that this run has read.'),
    total: whole('All managed objects.'),
    'oldest_at_ms?': whole('Epoch milliseconds of the oldest evidence; absent where an object was never read.'),
    'in_cycle?': whole('Objects verified since the cycle began, those of this run included.'),
    'changed_before?': texts('Addresses that this run has not read, and that were changed by hand when last read.'),
    'suspicious?': texts('Addresses that this run has not read, and that a list reports as changed since.'),
    'without_index?': flag('True where the index was not read: nobody knows which unmanaged objects there are.'),
  };
}
