// Holds the JSON Schema of a budget, and of what `budget --forget` removed.
import type { JsonObject } from '@postform/engine';
import { count, flag, instant, list, map, number, object, oneOf, text } from './schema-parts.ts';

const priced = {
  calls: count('The calls.'),
  by_bucket: map({ type: 'integer' }, 'Calls in each bucket, by its name.'),
  seconds: number('Time at the current limits.'),
};

const bucket = {
  name: text('The name.'),
  limit: { type: ['integer', 'null'], description: 'Calls in a window; null where there is no limit.' },
  window_ms: count('The length of a window.'),
  is_assumed: flag('True until a reply has reported it.'),
  'available?': count('Calls left in the window.'),
};

/** The keys of a budget, without its format. */
export const budget: Readonly<Record<string, JsonObject>> = {
  'account?': object(
    {
      id: object({ user: text('The user.'), 'team?': text('The team.') }, 'Whose limits and quota they are.'),
      user: text('The name of the user.'),
      'team?': text('The name of the team.'),
      'month?': object({ used: count('Calls spent.'), limit: count('All calls.') }, 'The monthly quota as reported.'),
    },
    'Whom the key belongs to; absent while a limit lets no call through.',
  ),
  month: object(
    {
      name: text('The month.'),
      'remaining?': count('Calls left, the reserve included.'),
      'limit?': count('All calls.'),
      'reserve?': number('Calls kept in reserve.'),
      is_exhausted: flag('Whether the server has reported that the quota is used up.'),
      'free?': number('Calls that may be spent.'),
      set_aside_by_others: count('Calls that other runs have reserved.'),
      ends_at: instant('When the month ends.'),
    },
    'The monthly quota.',
  ),
  buckets: list(object({ ...bucket, 'reset_at?': instant('When the next window opens.') }), 'The limits per time.'),
  'max_calls_per_run?': count('The limit of one run.'),
  project: object(
    {
      stack: text('The stack.'),
      plan: object(priced, 'A plan with a full refresh.'),
      drift: object(priced, 'A drift with a full refresh.'),
      list_refresh: object(priced, 'A plan or a drift with --refresh list.'),
      apply: object(
        {
          basis: oneOf(['files and state', 'refresh'], 'What the price comes from.'),
          ...priced,
          changes: object(
            {
              create: count('Creates.'),
              update: count('Updates.'),
              replace: count('Replaces.'),
              delete: count('Deletes.'),
            },
            'What it would do.',
          ),
        },
        'An apply, without the refresh before it.',
      ),
    },
    'What the project costs.',
  ),
  'drift_job?': object(
    {
      full_refreshes: count('Full refreshes that fit into the rest of the month.'),
      full_refreshes_per_day: number('The same for each day.'),
      jobs: list(
        object({
          every_ms: count('The time between two runs.'),
          runs: count('Runs until the month ends.'),
          calls_per_run: count('What --max-calls takes; 0 where the calls do not suffice.'),
          runs_per_cycle: count('Runs after which everything was verified; 0: never.'),
        }),
        'One for each frequency.',
      ),
    },
    'How often a drift job fits; absent where the quota is unknown.',
  ),
  ledger: object(
    {
      month: text('The month.'),
      calls: count('The calls.'),
      by_day: map({ type: 'integer' }, 'By day.'),
      by_command: map({ type: 'integer' }, 'By command.'),
    },
    'Calls that all runs which share the ledger have spent.',
  ),
};

const store = object({
  store: text('Where it was stored.'),
  limits: list(
    object({ label: text('The limit in words.'), ...bucket, 'reset_at_ms?': count('When the next window opens.') }),
    'The limits that were removed.',
  ),
  month: object(
    {
      'remaining?': count('Calls left, as removed.'),
      'limit?': count('All calls, as removed.'),
      set_aside: count('Calls that running processes have reserved; they stay.'),
      under_way: count('Calls in flight; they stay.'),
      spent: count('Calls in the ledger; they stay.'),
    },
    'The monthly quota.',
  ),
});

/** The keys of what `budget --forget` removed, without its format. */
export const forgotten = { forgotten: list(store, 'One for each store.') };
