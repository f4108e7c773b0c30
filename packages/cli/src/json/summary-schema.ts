// Holds the JSON Schema of the record that ends a plan, a drift and an apply.
import type { JsonObject } from '@postform/engine';
import { coverageKeys, number, objectOf, oneOf, refTo, whole } from './schema-parts.ts';

const price = (description: string) => refTo('price', description);

/** Its keys besides those of every record. */
export const summaryKeys: Readonly<Record<string, JsonObject>> = {
  changes: objectOf(
    {
      add: whole('Creates and replaces.'),
      change: whole('Updates.'),
      import: whole('Objects that are adopted.'),
      remove: whole('Deletes and replaces.'),
      forget: whole('Addresses that are forgotten.'),
      blocked: whole('Changes that an apply refuses.'),
      operation: oneOf(['plan', 'drift', 'apply', 'destroy', 'restore'], 'What ended.'),
    },
    'How many of what; a replace is one add and one remove.',
  ),
  calls: {
    anyOf: [
      objectOf({
        expected: price('On a faultless run.'),
        worst: price('The most.'),
        read: whole('Calls sent to read.'),
      }),
      objectOf({ read: whole('Calls sent to read.') }),
      objectOf({
        sent: whole('Calls sent to write.'),
        expected: whole('Calls that the plan expected.'),
        read: whole('Calls sent to read.'),
        price: price('What the applied part was expected to cost.'),
      }),
    ],
    description: 'Calls of a plan, of a drift, or of an apply.',
  },
  'time?': objectOf(
    {
      expected_seconds: number('Time of the calls at the limits known then.'),
      'elapsed_seconds?': number('Time that an apply took.'),
    },
    'How long it takes.',
  ),
  'month?': objectOf(
    {
      remaining: whole('Calls left this month.'),
      share: number('The part of them that the plan takes; 1 is all.'),
    },
    'The monthly quota.',
  ),
  'left?': objectOf({ steps: whole('Steps.'), calls: price('Their calls.') }, 'What an apply has not begun.'),
  'left_out?': whole('Addresses that `--no-delete` left as they are.'),
  'coverage?': refTo('coverage', 'What a plan has read.'),
  'drift?': objectOf(
    {
      objects: whole('Objects that were changed by hand.'),
      ...coverageKeys(),
      'unmanaged?': whole('Objects that no address claims.'),
      'unapplied?': objectOf(
        Object.fromEntries(
          ['create', 'update', 'replace', 'delete', 'adopt', 'forget', 'blocked'].map((name) => [
            name,
            whole('Changes.'),
          ]),
        ),
        'What the files ask for and no apply has done.',
      ),
    },
    'What a drift has found and read.',
  ),
};
