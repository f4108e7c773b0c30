// Holds the JSON Schema of the records, one definition a type.
import type { JsonObject } from '@postform/engine';
import {
  flag,
  instant,
  listOf,
  number,
  objectOf,
  oneOf,
  refTo,
  sharedDefinitions,
  text,
  texts,
  whole,
} from './schema-parts.ts';
import { summaryKeys } from './summary-schema.ts';

/** When a record of a type is written, and its keys besides those of every record. */
interface RecordRow {
  readonly when: string;
  readonly keys: Readonly<Record<string, JsonObject>>;
}

const resource = refTo('resource', 'The resource.');
const change = { resource, action: refTo('action', 'What the plan does.'), reason: refTo('reason', 'Why.') };
const step = { resource, action: oneOf(['create', 'update', 'delete'], 'What the step does.'), step: text('Its id.') };
const price = (description: string) => refTo('price', description);
const hook = (keys: Readonly<Record<string, JsonObject>>) => objectOf(keys, 'The resource that the record is about.');

const rows = {
  version: {
    when: 'The first record.',
    keys: { postform: text('The version of Postform.'), ui: text('The version of the records.') },
  },
  log: { when: 'Information for people.', keys: {} },
  diagnostic: {
    when: 'A mistake in the files, a warning, an error or a refusal.',
    keys: {
      diagnostic: objectOf(
        {
          severity: oneOf(['error', 'warning'], 'How bad it is.'),
          'code?': text('The code of the error.'),
          summary: text('What is wrong.'),
          'detail?': text('What to do.'),
          'address?': text('The address that it is about.'),
          'range?': objectOf(
            {
              filename: text('The file.'),
              start: objectOf({ line: whole('From 1.'), column: whole('From 1.') }, 'Where it begins.'),
            },
            'The place in the files.',
          ),
        },
        'What is wrong, and where.',
      ),
    },
  },
  validation: {
    when: 'The files are valid.',
    keys: {
      stack: text('The stack.'),
      resources: texts('The addresses that the files declare.'),
      secrets: listOf(
        objectOf({
          name: text('The name of the secret.'),
          env: text('The environment variable that holds it.'),
          is_set: flag('Whether it is set.'),
        }),
        'The secrets that the files need.',
      ),
    },
  },
  refresh_price: {
    when: 'Before a refresh; again, with `total` only, where a list turns out to be incomplete.',
    keys: {
      calls: objectOf(
        {
          total: whole('Calls that the refresh sends.'),
          'by_bucket?': { $ref: '#/definitions/price/properties/by_bucket' },
          'worst?': whole('The most calls, where lists decide how many.'),
          'lists?': whole('Calls that read lists.'),
          'objects?': whole('Calls that read one object each.'),
          'of?': whole('Calls of a full refresh.'),
        },
        'What the refresh costs.',
      ),
    },
  },
  refresh_start: { when: 'A refresh begins.', keys: { calls: whole('Calls that it sends.') } },
  refresh_progress: {
    when: 'A refresh goes on.',
    keys: { done: whole('Reads that are done.'), of: whole('All reads.') },
  },
  resource_drift: {
    when: 'An object was changed by hand.',
    keys: {
      change: objectOf(
        { ...change, pointers: texts('The leaves that were changed.'), patch: refTo('patch', 'The change.') },
        'What was changed.',
      ),
    },
  },
  planned_change: {
    when: 'An address will change, or would if it were not blocked.',
    keys: {
      change: objectOf(
        {
          ...change,
          lines: listOf({ $ref: '#/definitions/line' }, 'The change in words, capped.'),
          patch: refTo('patch', 'The change as data.'),
          price: price('Calls of its steps, without those that re-check a saved plan.'),
          'blocked?': objectOf(
            { code: text('The code of the refusal.'), message: text('What is wrong.'), hint: text('What to do.') },
            'Why an apply refuses the change.',
          ),
        },
        'What changes.',
      ),
    },
  },
  deferred_change: {
    when: 'An address would be written, but the budget has no call left for the read that the write needs.',
    keys: { change: objectOf(change, 'What waits for a later run.') },
  },
  left_out_change: {
    when: 'The option `--no-delete` left an address as it is.',
    keys: {
      change: objectOf({ resource, action: refTo('action', 'What would be done.') }, 'What was left out.'),
      'because?': text('The address, left out too, that it refers to.'),
      'deposed?': text('The id of the deposed object that stays.'),
    },
  },
  change_summary: { when: 'The end of a plan, a drift or an apply.', keys: summaryKeys },
  wait: {
    when: 'The run waits for a limit.',
    keys: { bucket: text('The bucket.'), until: instant('When the wait ends.'), seconds: whole('How long it takes.') },
  },
  resolve_start: {
    when: 'Postform checks how interrupted writes ended.',
    keys: { addresses: texts('The addresses of the writes.') },
  },
  resolve_wait: { when: 'Lists are not new enough yet.', keys: { until: instant('When they will be.') } },
  resolve_complete: {
    when: 'It is known how an interrupted write ended.',
    keys: {
      hook: hook({ resource }),
      how: oneOf(['adopted', 'absent', 'applied', 'deleted'], 'How it ended.'),
    },
  },
  apply_begin: {
    when: 'Before the first write.',
    keys: {
      steps: whole('Steps of this run.'),
      of: whole('Steps of the plan: more than `steps` where the budget holds only a part.'),
      calls: whole('Calls of the steps.'),
    },
  },
  apply_start: { when: 'A step begins.', keys: { hook: hook(step) } },
  apply_complete: {
    when: 'A step is done.',
    keys: { hook: hook({ ...step, elapsed_seconds: number('How long it took.') }) },
  },
  apply_errored: { when: 'A step failed.', keys: { hook: hook({ ...step, error: text('Why.') }) } },
  apply_skipped: {
    when: 'A step was skipped.',
    keys: { hook: hook({ ...step, because: text('What it depends on, and what failed.') }) },
  },
  unexplained_difference: {
    when: 'The server holds something else than what was sent, and no rule explains it.',
    keys: { hook: hook({ resource }), pointers: texts('The leaves.') },
  },
  backup: {
    when: 'A kept body, of those that `postform restore` lists.',
    keys: {
      hook: hook({ resource }),
      at: instant('When it was kept.'),
      name: text('The name of the object.'),
      'why?': oneOf(['overwritten', 'deleted'], 'What was about to be done to the object.'),
      bytes: whole('The size of the file.'),
      path: text('The file.'),
    },
  },
  restoring: {
    when: 'Before a kept body is put back.',
    keys: {
      hook: hook({ resource }),
      how: oneOf(
        ['edit', 'declared', 'unmanaged'],
        'Into the managed object, anew under an address of the files, or anew.',
      ),
      hidden: texts('The leaves that it does not hold, because they were hidden.'),
    },
  },
  kept: {
    when: 'A backup of a body was saved before it is overwritten or deleted.',
    keys: { hook: hook({ resource }), path: text('The file.') },
  },
} as const satisfies Readonly<Record<string, RecordRow>>;

/** The types of the records. */
export type RecordType = keyof typeof rows;

/** A row for each type, in the order of a run. */
export const recordRows: Readonly<Record<string, RecordRow>> = rows;

const head: Readonly<Record<string, JsonObject>> = {
  '@level': oneOf(['info', 'warn', 'error'], 'How bad it is.'),
  '@message': text('The record in words.'),
  '@module': { const: 'postform.ui', description: 'Always `postform.ui`.' },
  '@timestamp': instant('When it was written.'),
};

/** Draft-07, as the schemas of the files are. */
export function recordSchema(): JsonObject {
  const types = Object.entries(recordRows).map(([type, { when, keys }]): [string, JsonObject] => [
    type,
    {
      title: type,
      ...objectOf({ ...head, type: { const: type, description: 'The type of the record.' }, ...keys }, when),
    },
  ]);
  return {
    $schema: 'http://json-schema.org/draft-07/schema#',
    title: 'Postform records',
    description: 'One line of what a command that writes records prints with --json.',
    oneOf: types.map(([type]) => ({ $ref: `#/definitions/${type}` })),
    definitions: {
      ...Object.fromEntries(types),
      resource: objectOf({
        addr: text('The address.'),
        resource_type: text('The kind.'),
        resource_name: text('The name in the files.'),
      }),
      ...sharedDefinitions,
    },
  };
}
