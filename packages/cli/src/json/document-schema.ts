// Holds the JSON Schema of the documents, one definition a document.
import type { JsonObject } from '@postform/engine';
import { budget, forgotten } from './budget-schema.ts';
import { diffKeys } from './diff-schema.ts';
import { planDefinitions, planKeys } from './plan-schema.ts';
import { pullKeys } from './pull-schema.ts';
import { documentFormat } from './records.ts';
import { flag, listOf, mapOf, objectOf, oneOf, sharedDefinitions, text, texts, whole } from './schema-parts.ts';

/** Which commands print a document, and the document. */
interface DocumentRow {
  readonly commands: readonly string[];
  readonly title: string;
  readonly schema: JsonObject;
}

const format = { const: documentFormat, description: 'The version of the documents.' };
const formatted = (keys: Readonly<Record<string, JsonObject>>, description: string) =>
  objectOf({ format, ...keys }, description);

const orNull = { type: ['string', 'null'] };
const identity = { id: text('The id of the object.'), uid: text('The uid of the object.') };

const baseline = objectOf(
  {
    tag: text('The version of the kind and the mark of the fingerprint key.'),
    sent: mapOf({ type: 'string' }, 'The digest of each leaf that was sent.'),
    settled: mapOf(orNull, 'The digest of each leaf that the server settled on otherwise; null where it has none.'),
    roots: objectOf({ 'sent?': text('As sent.'), 'settled?': text('As settled.') }, 'The digests of the whole specs.'),
    'unsettled?': flag('True until a read has shown the object after a write.'),
    'before?': mapOf(orNull, 'The digest of each leaf before an update that no read has shown yet.'),
  },
  'Digests of what was last sent and of what the server settled on.',
);

const current = {
  ...identity,
  attributes: mapOf({ type: 'string' }, 'What other resources may refer to.'),
  baseline,
  differences: texts('Unexplained differences that nobody has accepted.'),
  'accepted?': mapOf(orNull, 'Remote edits that were accepted: the digest of each leaf; null for no such leaf.'),
  item_ids: mapOf({ type: 'string' }, 'The id of each part, by its pointer.'),
  'survived_delete?': flag('True where a delete was answered with success and the object still exists.'),
};

const record = {
  deposed: listOf(objectOf(identity), 'Objects that a replace has superseded and that still have to be deleted.'),
  depends_on: texts('The addresses that it refers to.'),
  protect: flag('Whether it is protected.'),
  'secrets?': texts('The leaves that hold a secret.'),
};

const lock: JsonObject = {
  anyOf: [
    objectOf({
      id: text('What `lock release` takes.'),
      owner: text('User and host.'),
      pid: whole('The process.'),
      host: text('The host.'),
      operation: text('What the holder does.'),
      'place?': text('The state of the holder.'),
      at: whole('Epoch milliseconds when it was taken.'),
      expires_at_ms: whole('Epoch milliseconds when it expires.'),
      is_gone: flag('Whether the process has ended.'),
    }),
    { type: 'null' },
  ],
};

/** A row for each document. */
export const documentRows: Readonly<Record<string, DocumentRow>> = {
  plan: { commands: ['show'], title: 'show PLANFILE', schema: formatted(planKeys, 'A saved plan.') },
  diff: {
    commands: ['diff'],
    title: 'diff ADDRESS',
    schema: formatted(diffKeys, 'One change, its lines in full.'),
  },
  state: {
    commands: ['show'],
    title: 'show, show ADDRESS',
    schema: formatted(
      {
        stack: text('The stack.'),
        resources: listOf(
          objectOf({ address: text('The address.'), 'current?': objectOf(current, 'Its object.'), ...record }),
          'The records.',
        ),
      },
      'The records of the state.',
    ),
  },
  state_list: {
    commands: ['state list'],
    title: 'state list',
    schema: formatted(
      {
        stack: text('The stack.'),
        resources: listOf(
          objectOf({ address: text('The address.'), 'id?': identity.id, 'uid?': identity.uid }),
          'The addresses and their objects.',
        ),
      },
      'The addresses in state.',
    ),
  },
  record: {
    commands: ['state show'],
    title: 'state show ADDRESS',
    schema: formatted(
      {
        address: text('The address.'),
        ...Object.fromEntries(Object.entries(current).map(([name, value]) => [`${name.replace('?', '')}?`, value])),
        ...record,
      },
      'One record; without the keys of its object where only deposed objects are left.',
    ),
  },
  state_edit: {
    commands: ['state mv', 'state rm', 'state accept'],
    title: 'state mv, state rm, state accept',
    schema: formatted(
      {
        operation: oneOf(['state mv', 'state rm', 'state accept'], 'What was done.'),
        stack: text('The stack.'),
        serial: whole('The serial of the state.'),
        'id?': text('The object that is no longer managed.'),
        'deposed?': texts('The deposed objects that are no longer managed.'),
        'accepted?': texts('The leaves whose remote edit was accepted.'),
        'open?': oneOf(['create', 'update', 'delete'], 'The interrupted write that nobody will check.'),
      },
      'A change of the state.',
    ),
  },
  pull: {
    commands: ['pull'],
    title: 'pull',
    schema: formatted(pullKeys, 'What people changed in Postman, and what that means for the files.'),
  },
  lock: {
    commands: ['lock show'],
    title: 'lock show',
    schema: formatted(
      {
        stack: text('The stack.'),
        lock: { ...lock, description: 'The lock of the state; null where nobody holds it.' },
        workspace: text('The workspace.'),
        workspace_lock: { ...lock, description: 'The lock of the workspace; null where nobody holds it.' },
      },
      'Who holds the locks.',
    ),
  },
  budget: { commands: ['budget'], title: 'budget', schema: formatted(budget, 'Limits, quota and prices.') },
  forgotten: {
    commands: ['budget'],
    title: 'budget --forget',
    schema: formatted(forgotten, 'What was removed of limits and quota.'),
  },
  outputs: { commands: ['output'], title: 'output', schema: mapOf({ type: 'string' }, 'The value of each attribute.') },
  attribute: { commands: ['output'], title: 'output NAME', schema: text('The value.') },
  completion: { commands: ['completion'], title: 'completion', schema: text('The script, or words, one a line.') },
  leaves: {
    commands: ['schema'],
    title: 'schema leaves',
    schema: mapOf(
      listOf(
        objectOf({
          at: text('The path; `*` stands for any one name.'),
          'repeats?': text('The beginning of the path that may be repeated.'),
          means: text('What the leaf is.'),
        }),
        'The leaves.',
      ),
      'The leaves of each kind.',
    ),
  },
  emulator: {
    commands: ['emulator'],
    title: 'emulator',
    schema: objectOf(
      { url: text('Where it listens.'), api_key: text('The key that it takes.'), workspace: text('Its workspace.') },
      'The emulator is ready.',
    ),
  },
};

/** Draft-07, as the schemas of the files are. */
export function documentSchema(): JsonObject {
  const documents = Object.entries(documentRows).map(([name, { title, schema }]) => [name, { title, ...schema }]);
  return {
    $schema: 'http://json-schema.org/draft-07/schema#',
    title: 'Postform documents',
    description: 'What a command that writes no records prints with --json.',
    anyOf: Object.keys(documentRows).map((name) => ({ $ref: `#/definitions/${name}` })),
    definitions: { ...Object.fromEntries(documents), ...planDefinitions, ...sharedDefinitions },
  };
}
