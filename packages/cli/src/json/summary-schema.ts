// Holds the JSON Schema of the record that ends a plan, a drift and an apply.
import type { JsonObject } from '@postform/engine';
import { count, coverageKeys, number, object, oneOf, ref } from './schema-parts.ts';

const price = (description: string) => ref('price', description);

/** Its keys besides those of every record. */
export const summaryKeys: Readonly<Record<string, JsonObject>> = {
  changes: object(
    {
      add: count('Creates and replaces.'),
      change: count('Updates.'),
      import: count('Objects that are adopted.'),
      remove: count('Deletes and replaces.'),
      forget: count('Addresses that are forgotten.'),
      blocked: count('Changes that an apply refuses.'),
      operation: oneOf(['plan', 'drift', 'apply', 'destroy'], 'What ended.'),
    },
    'How many of what; a replace is one add and one remove.',
  ),
  calls: {
    anyOf: [
      object({ expected: price('On a faultless run.'), worst: price('The most.'), read: count('Calls sent to read.') }),
      object({ read: count('Calls sent to read.') }),
      object({
        sent: count('Calls sent to write.'),
        expected: count('Calls that the plan expected.'),
        read: count('Calls sent to read.'),
        price: price('What the applied part was expected to cost.'),
      }),
    ],
    description: 'Calls of a plan, of a drift, or of an apply.',
  },
  'time?': object(
    {
      expected_seconds: number('Time of the calls at the limits known then.'),
      'elapsed_seconds?': number('Time that an apply took.'),
    },
    'How long it takes.',
  ),
  'month?': object(
    {
      remaining: count('Calls left this month.'),
      share: number('The part of them that the plan takes; 1 is all.'),
    },
    'The monthly quota.',
  ),
  'left?': object({ steps: count('Steps.'), calls: price('Their calls.') }, 'What an apply has not begun.'),
  'left_out?': count('Addresses that `--no-delete` left as they are.'),
  'coverage?': ref('coverage', 'What a plan has read.'),
  'drift?': object(
    {
      objects: count('Objects that were changed by hand.'),
      ...coverageKeys(),
      'unmanaged?': count('Objects that no address claims.'),
      'unapplied?': object(
        Object.fromEntries(
          ['create', 'update', 'replace', 'delete', 'adopt', 'forget', 'blocked'].map((name) => [
            name,
            count('Changes.'),
          ]),
        ),
        'What the files ask for and no apply has done.',
      ),
    },
    'What a drift has found and read.',
  ),
};
