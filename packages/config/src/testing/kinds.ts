// Declares two small kinds for tests: a board with notes on it, and a lamp that watches a board.
import type { Json, JsonObject, Kind, Kinds, Leaf, Parsed, ParseInput, Problem, Route } from '@postform/engine';
import { getAt, isObject, joinPointer, setAt, treePatch } from '@postform/engine';

const route: Route = { operation: 'none', method: 'GET', path: '/none' };

type Own = Pick<Kind, 'name' | 'plural' | 'label' | 'written' | 'refs' | 'attributes' | 'parse' | 'leafPaths'>;

function kind(own: Own): Kind {
  return {
    ...own,
    immutable: [],
    writeOnly: [],
    deferrable: [],
    version: 1,
    rules: [],
    existence: 'workspace-index',
    readBy: 'id',
    replyIsWhole: false,
    put: 'whole',
    routes: { list: route, read: route, create: route, update: route, delete: route },
    write: (spec) => ({ written: spec, files: {} }),
    rewrite: ({ authored, after, changed }) => {
      const rewritten = changed.reduce<Json>((tree, at) => setAt(tree, at, getAt(after, at)), authored);
      return { written: treePatch(authored, rewritten), files: {}, left: [] };
    },
    isSensitive: () => false,
    leaves: (spec) => own.leafPaths.flatMap(({ at }) => leavesIn(spec, at)),
    owns: () => [],
    fromRemote: (remote, itemIds) => ({ spec: remote, itemIds }),
    toRemote: (spec) => spec,
    attributesOf: () => ({}),
    stampOf: () => undefined,
    describe: () => [],
    api: () => {
      throw new Error('test kinds have no paid half');
    },
  };
}

/** Leaves at `/field`, or at `/field/*` by key. */
function leavesIn(spec: JsonObject, at: string): readonly Leaf[] {
  const [, field = '', any] = at.split('/');
  const value = spec[field];
  if (value === undefined) return [];
  if (any === undefined) return [{ pointer: `/${field}`, value }];
  return isObject(value)
    ? Object.keys(value).map((key) => ({ pointer: joinPointer(field, key), value: value[key]! }))
    : [];
}

const SCALAR: JsonObject = { type: ['string', 'number', 'boolean'] };

export const board = kind({
  name: 'board',
  plural: 'boards',
  label: 'board',
  leafPaths: [
    { at: '/name', means: 'The name.' },
    { at: '/notes/*', means: 'One note.' },
  ],
  refs: [],
  attributes: {
    id: { description: 'Its id.' },
    uid: { description: 'Its uid.' },
    url: { description: 'Where it is.' },
  },
  written: {
    type: 'object',
    description: 'A board with notes.',
    definitions: {
      note: {
        anyOf: [
          SCALAR,
          {
            type: 'object',
            properties: { secret: { type: 'string' } },
            required: ['secret'],
            additionalProperties: false,
          },
          {
            type: 'object',
            properties: { value: SCALAR, enabled: { type: 'boolean' }, type: { enum: ['default', 'secret'] } },
            required: ['value'],
            additionalProperties: false,
          },
        ],
      },
    },
    properties: {
      name: { type: 'string', minLength: 1, description: 'What people see. Need not be unique.', examples: ['Orders'] },
      notes: { type: 'object', additionalProperties: { $ref: '#/definitions/note' } },
      source: { type: 'string', description: 'A JSON file.' },
    },
    required: ['name'],
    additionalProperties: false,
  },
  parse: ({ written, files }: ParseInput): Parsed => {
    const { source } = written;
    if (typeof source !== 'string') return { ok: true, spec: written };
    const read = files.json(source);
    if (!read.ok) return { ok: false, problems: [{ pointer: '/source', ...read.problem }] };
    if (isObject(read.value) && Array.isArray(read.value['items']))
      return { ok: true, spec: { ...written, items: read.value['items'] as Json } };
    return {
      ok: false,
      problems: [{ code: 'D_BOARD_ITEMS', message: 'the source has no items', place: read.place('/items') }],
    };
  },
});

export const lamp = kind({
  name: 'lamp',
  plural: 'lamps',
  label: 'lamp',
  leafPaths: ['/name', '/board', '/schedule/cron', '/active', '/delay', '/color', '/emails'].map((at) => ({
    at,
    means: 'A field.',
  })),
  refs: [{ pointer: '/board', kind: 'board', attribute: 'uid' }],
  attributes: { id: { description: 'Its id.' }, uid: { description: 'Its uid.' } },
  written: {
    type: 'object',
    description: 'A lamp that watches a board.',
    properties: {
      name: { type: 'string', minLength: 1 },
      board: {
        description: 'The board that it watches.',
        examples: ['board.orders'],
        anyOf: [
          { type: 'string' },
          { type: 'object', properties: { uid: { type: 'string' } }, required: ['uid'], additionalProperties: false },
        ],
      },
      schedule: {
        type: 'object',
        properties: { cron: { type: 'string', examples: ['*/30 * * * *'] }, timezone: { type: 'string' } },
        required: ['cron'],
        additionalProperties: false,
      },
      active: { type: 'boolean', description: 'Whether it shines.' },
      delay: { type: 'integer', minimum: 1, maximum: 900_000, description: 'Milliseconds.' },
      color: { enum: ['red', 'green', 'blue'] },
      emails: { type: 'array', items: { type: 'string', format: 'email', examples: ['ops@example.com'] } },
    },
    required: ['name', 'board'],
    additionalProperties: false,
  },
  parse: ({ written }: ParseInput): Parsed => {
    const schedule = isObject(written['schedule']) ? written['schedule'] : {};
    const { cron, timezone } = schedule;
    const problems: Problem[] = [];
    if (typeof cron === 'string' && cron.split(' ').length !== 5)
      problems.push({ code: 'D_LAMP_CRON', message: 'five fields', pointer: '/schedule/cron', hint: '*/30 * * * *' });
    if (timezone === 'Nowhere')
      problems.push({ code: 'D_LAMP_ZONE', message: 'no such zone', pointer: '/schedule/timezone' });
    if (problems.length > 0) return { ok: false, problems };
    return { ok: true, spec: written };
  },
});

export const testKinds: Kinds = [board, lamp];
