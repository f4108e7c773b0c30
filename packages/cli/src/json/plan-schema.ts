// Holds the JSON Schema of a plan and of what stands in it, as `show PLANFILE --json` prints it.
import type { JsonObject, Note } from '@postform/engine';
import { flag, listOf, mapOf, objectOf, oneOf, refTo, text, texts, whole } from './schema-parts.ts';

const nullable = (description: string): JsonObject => ({ type: ['string', 'null'], description });
const op = oneOf(['create', 'update', 'delete'], 'What the step does.');

const refusal = objectOf(
  {
    code: text('The code of the error.'),
    message: text('What is wrong.'),
    hint: text('What to do.'),
    'address?': text('The address that it is about.'),
    'kind?': text('The kind.'),
    'id?': text('The id of the object.'),
    'name?': text('The name of the object.'),
    'taken_by?': text('The other address that imports the object.'),
    'ids?': texts('The objects of that name.'),
    'pointers?': texts('The leaves.'),
    'action?': refTo('action', 'What is refused.'),
    'from?': text('The address that the files no longer declare.'),
    'to?': text('The address that is new in the files.'),
    'stack?': text('The stack.'),
    'workspace?': text('The workspace.'),
    'found?': whole('Objects in the workspace with a name that the files declare.'),
    'declared?': whole('Resources that the files declare.'),
    'managed?': whole('Addresses in state.'),
    'what?': oneOf(['delete', 'change'], 'What the guard limits.'),
    'count?': whole('Objects that the plan deletes or changes, or places that seem to hold credentials.'),
    'total?': whole('Managed objects of the kind.'),
    'limit?': whole('Objects that the guard allows.'),
    'percent?': { type: 'number', description: 'The limit, where it is a share of all.' },
    'claim?': objectOf(
      {
        by: oneOf(['absent', 'deactivated', 'forbidden', 'interrupted-create'], 'What a read by id found.'),
        'named_by?': texts('The lists that name the object.'),
        'is_named?': {
          type: ['boolean', 'null'],
          description: 'Whether the index names it; null where none was read.',
        },
      },
      'What one read says of the object and another read denies.',
    ),
    'blocks?': objectOf(
      { address: text('The address.'), action: refTo('action', 'What is refused.') },
      'What it blocks.',
    ),
    'is_singleton?': flag('Whether a workspace has exactly one object of the kind.'),
  },
  'Why a change or a plan is refused: the code, the facts, and both in words.',
);

/** Every note, so that the compiler asks for a new one. */
const notes: Readonly<Record<Note['note'], true>> = {
  vanished: true,
  deactivated: true,
  incomparable: true,
  deferred: true,
  'adopted-as-it-is': true,
  unresolved: true,
  'delete-without-effect': true,
  'write-without-effect': true,
  'refers-to-new': true,
  'changed-by-hand': true,
  deposed: true,
  'secret-missing': true,
};

const note = objectOf(
  {
    note: oneOf(Object.keys(notes), 'What it says.'),
    'is_read?': flag('Whether what is there now counts as agreed.'),
    'pointers?': texts('The leaves.'),
    'addresses?': texts('The addresses that it refers to.'),
    'id?': text('The id of the object.'),
    'name?': text('The name of the secret.'),
    'is_new?': flag('Whether no older value could count as unchanged.'),
  },
  'A fact beside a change.',
);

const change = objectOf({
  address: text('The address.'),
  kind: text('The kind.'),
  name: text('The name of the object.'),
  action: refTo('action', 'What the plan does.'),
  reason: refTo('reason', 'Why.'),
  lines: listOf({ $ref: '#/definitions/line' }, 'What a step would change, in words, capped.'),
  remote_lines: listOf({ $ref: '#/definitions/line' }, 'What somebody changed by hand, in words, capped.'),
  forced_by: texts('The leaves that force a replace.'),
  changed: objectOf(
    {
      config: texts('What the files changed.'),
      refs: texts('What changes because a resource that it refers to becomes another object.'),
      remote: texts('What somebody changed by hand.'),
    },
    'The leaves that differ from their own past.',
  ),
  kept: texts('Changes by hand that a policy keeps.'),
  overwritten: texts('Changes by hand that a step overwrites.'),
  differences: texts('Unexplained differences that nobody has accepted.'),
  price: refTo('count', 'Calls of its steps, without those that re-check a saved plan.'),
  'blocked?': refTo('refusal', 'Why an apply refuses the change.'),
  'deferred?': flag('True where the budget has no call left for the read that the write needs.'),
  notes: listOf(note, 'Facts beside the change.'),
  patch: refTo('patch', 'The change as data.'),
});

const step = objectOf({
  id: text('The id of the step.'),
  address: text('The address.'),
  kind: text('The kind.'),
  op,
  after: texts('The steps that come before it.'),
  'omit?': texts('Leaves that a later step of the address writes.'),
  'keep?': texts('Leaves whose live value is written.'),
  'replaces?': flag('True for the create of a replace.'),
  'deposed?': text('The id of the deposed object that it deletes.'),
  read_back: flag('Whether a read follows the write.'),
  'as_task?': flag('True where the server does the update later.'),
  price: refTo('count', 'Its calls.'),
});

const basis = objectOf(
  {
    lineage: text('The lineage of the state.'),
    serial: whole('The serial of the state.'),
    workspace: text('The workspace.'),
    stack: text('The stack.'),
    desired: text('The digest of the files.'),
    secrets: mapOf({ type: ['string', 'null'] }, 'The fingerprint of each secret; null where it has no value.'),
    saved: flag('Whether an apply re-checks before it writes.'),
    overwrite_remote: flag('Whether changes by hand may be overwritten.'),
  },
  'What the plan was made from.',
);

/** The keys of a plan, without its format. */
export const planKeys: Readonly<Record<string, JsonObject>> = {
  basis,
  preconditions: listOf(
    objectOf({
      address: text('The address.'),
      record: nullable('The digest of its record; null where there was none.'),
      live: nullable('The digest of its object; null where there was none.'),
    }),
    'What must still be true when the plan is applied.',
  ),
  changes: listOf({ $ref: '#/definitions/change' }, 'Every address, those that do not change included.'),
  steps: listOf({ $ref: '#/definitions/step' }, 'The steps, in an order that respects `after`.'),
  price: objectOf(
    {
      expected: refTo('count', 'Calls on a faultless run.'),
      worst: refTo('count', 'Calls with retries, polls and recovery.'),
      rechecks: refTo('count', 'The part of `expected` that proves that the plan is not stale.'),
    },
    'What an apply costs.',
  ),
  unmanaged: listOf(
    objectOf({
      kind: text('The kind.'),
      name: text('The name.'),
      id: text('The id.'),
      'same_name_as?': text('The address whose object has the same name.'),
    }),
    'Objects that no address claims.',
  ),
  refused: listOf({ $ref: '#/definitions/refusal' }, 'Why the plan as a whole is refused.'),
  missing_secrets: texts('Secrets of unchanged resources that have no value here.'),
  'left_out?': listOf(
    objectOf({
      address: text('The address.'),
      kind: text('The kind.'),
      name: text('The name.'),
      action: refTo('action', 'What would be done.'),
      'because?': text('The address, left out too, that it refers to.'),
      'deposed?': text('The id of the deposed object that stays.'),
    }),
    'What the option `--no-delete` left as it is; absent without it.',
  ),
};

export const planDefinitions: Readonly<Record<string, JsonObject>> = { refusal, change, step };
