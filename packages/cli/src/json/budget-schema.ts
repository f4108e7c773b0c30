// Holds the JSON Schema of a budget, and of what `budget --forget` removed.
import type { JsonObject } from '@postform/engine';
import { flag, instant, listOf, mapOf, number, objectOf, oneOf, text, whole } from './schema-parts.ts';

const priced = {
  calls: whole('The calls.'),
  by_bucket: mapOf({ type: 'integer' }, 'Calls in each bucket, by its name.'),
  seconds: number('Time at the current limits.'),
};

const bucket = {
  name: text('The name.'),
  limit: { type: ['integer', 'null'], description: 'Calls in a window; null where there is no limit.' },
  window_ms: whole('The length of a window.'),
  is_assumed: flag('True until a reply has reported it.'),
  'available?': whole('Calls left in the window.'),
};

/** The keys of a budget, without its format. */
export const budget: Readonly<Record<string, JsonObject>> = {
  'account?': objectOf(
    {
      id: objectOf({ user: text('The user.'), 'team?': text('The team.') }, 'Whose limits and quota they are.'),
      user: text('The name of the user.'),
      'team?': text('The name of the team.'),
      'month?': objectOf({ used: whole('Calls spent.'), limit: whole('All calls.') }, 'The monthly quota as reported.'),
    },
    'Whom the key belongs to; absent while a limit lets no call through.',
  ),
  month: objectOf(
    {
      name: text('The month.'),
      'remaining?': whole('Calls left, the reserve included.'),
      'limit?': whole('All calls.'),
      'reserve?': number('Calls kept in reserve.'),
      is_exhausted: flag('Whether the server has reported that the quota is used up.'),
      'free?': number('Calls that may be spent.'),
      set_aside_by_others: whole('Calls that other runs have reserved.'),
      ends_at: instant('When the month ends.'),
    },
    'The monthly quota.',
  ),
  buckets: listOf(objectOf({ ...bucket, 'reset_at?': instant('When the next window opens.') }), 'The limits per time.'),
  'max_calls_per_run?': whole('The limit of one run.'),
  project: objectOf(
    {
      stack: text('The stack.'),
      plan: objectOf(priced, 'A plan with a full refresh.'),
      drift: objectOf(priced, 'A drift with a full refresh.'),
      list_refresh: objectOf(priced, 'A plan or a drift with --refresh list.'),
      apply: objectOf(
        {
          basis: oneOf(['files and state', 'refresh'], 'What the price comes from.'),
          ...priced,
          changes: objectOf(
            {
              create: whole('Creates.'),
              update: whole('Updates.'),
              replace: whole('Replaces.'),
              delete: whole('Deletes.'),
            },
            'What it would do.',
          ),
        },
        'An apply, without the refresh before it.',
      ),
    },
    'What the project costs.',
  ),
  'drift_job?': objectOf(
    {
      full_refreshes: whole('Full refreshes that fit into the rest of the month.'),
      full_refreshes_per_day: number('The same for each day.'),
      jobs: listOf(
        objectOf({
          every_ms: whole('The time between two runs.'),
          runs: whole('Runs until the month ends.'),
          calls_per_run: whole('What --max-calls takes; 0 where the calls do not suffice.'),
          runs_per_cycle: whole('Runs after which everything was verified; 0: never.'),
        }),
        'One for each frequency.',
      ),
    },
    'How often a drift job fits; absent where the quota is unknown.',
  ),
  ledger: objectOf(
    {
      month: text('The month.'),
      calls: whole('The calls.'),
      by_day: mapOf({ type: 'integer' }, 'By day.'),
      by_command: mapOf({ type: 'integer' }, 'By command.'),
    },
    'Calls that all runs which share the ledger have spent.',
  ),
};

const store = objectOf({
  store: text('Where it was stored.'),
  limits: listOf(
    objectOf({ label: text('The limit in words.'), ...bucket, 'reset_at_ms?': whole('When the next window opens.') }),
    'The limits that were removed.',
  ),
  month: objectOf(
    {
      'remaining?': whole('Calls left, as removed.'),
      'limit?': whole('All calls, as removed.'),
      set_aside: whole('Calls that running processes have reserved; they stay.'),
      under_way: whole('Calls in flight; they stay.'),
      spent: whole('Calls in the ledger; they stay.'),
    },
    'The monthly quota.',
  ),
});

/** The keys of what `budget --forget` removed, without its format. */
export const forgotten = { forgotten: listOf(store, 'One for each store.') };
