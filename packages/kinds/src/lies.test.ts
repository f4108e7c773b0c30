// Replies that say success and name nothing, or something else: none of them is believed, and after a write it stays open.
import { CallError, type Json, type JsonObject, type Kind } from '@postform/engine';
import { describe, expect, it } from 'vitest';
import { kinds } from './registry.ts';
import { answering } from './testing/send.ts';
import { workspaces } from './workspace.ts';

const ID = '0f7e1c52-0000-4000-8000-00000000000a';
const OTHER = '0f7e1c52-0000-4000-8000-00000000000b';
const mine = { id: ID, uid: `7-${ID}` };
const scope = { workspace: 'w-1' };

const noIds: readonly Json[] = [
  7,
  '',
  ' ',
  'undefined',
  'null',
  'NaN',
  '../x',
  'a/b',
  'a%2fb',
  '.',
  '-a',
  'a b',
  'a\u0000',
  'a\u001b[2J',
  'a?b',
  'x'.repeat(300),
  true,
  [],
  [ID],
  {},
  { id: ID },
];
const shownValue = (value: Json): string => JSON.stringify(value).slice(0, 30);

const whole = (kind: Kind, object: JsonObject): JsonObject =>
  kind.name === 'collection' ? { [kind.name]: { ...object, info: { name: 'N' } } } : { [kind.name]: object };
const ended = (work: Promise<unknown>): Promise<string> =>
  work.then(
    (value) => `believed ${JSON.stringify(value)}`,
    (error: unknown) => (error instanceof CallError ? `${error.code} ${error.effect}` : String(error)),
  );
const DOUBT = 'E_KINDS_REPLY unknown';
const UNREAD = 'E_KINDS_REPLY none';

/** A singleton is named by the workspace alone: its replies carry no id. */
const identified = kinds.filter((kind) => kind.existence !== 'singleton');

describe.each(identified.map((kind) => [kind.name, kind] as const))('a reply about a %s', (name, kind) => {
  const api = (body: Json) => kind.api(answering(body).send);

  it.each(noIds.map((id) => [shownValue(id), id] as const))(
    'with the id %s is a doubt after a write',
    async (_, id) => {
      const body = whole(kind, { id, uid: `7-${ID}`, name: 'N' });
      expect(await ended(api(body).create({}, scope))).toBe(DOUBT);
      expect(await ended(api(body).update(mine, {}))).toBe(DOUBT);
      expect(await ended(api(body).remove(mine))).toBe(DOUBT);
      expect(await ended(api({ [kind.plural]: [{ id, name: 'N' }] }).list(scope))).toBe(UNREAD);
    },
  );

  it.each(noIds.filter((id) => id !== '-a').map((uid) => [shownValue(uid), uid] as const))(
    'with the uid %s is a doubt after a write',
    async (_, uid) => {
      const body = whole(kind, { id: ID, uid, name: 'N' });
      expect(await ended(api(body).create({}, scope))).toBe(DOUBT);
      expect(await ended(api(body).update(mine, {}))).toBe(DOUBT);
      expect(await ended(api({ [kind.plural]: [{ id: ID, uid, name: 'N' }] }).list(scope))).toBe(UNREAD);
    },
  );

  it('that names another object than the one that was asked for is not believed', async () => {
    const other = whole(kind, { id: OTHER, uid: `7-${OTHER}`, name: 'N' });
    expect(await ended(api(other).update(mine, {}))).toBe(DOUBT);
    expect(await ended(api(other).remove(mine))).toBe(DOUBT);
    const read =
      name === 'collection' ? { collection: { info: { _postman_id: OTHER, uid: `7-${OTHER}`, name: 'N' } } } : other;
    expect(await ended(api(read).read(mine))).toBe(UNREAD);
    const mixed = whole(kind, { id: ID, uid: `7-${OTHER}`, name: 'N' });
    expect(await ended(api(mixed).create({}, scope))).toBe(DOUBT);
  });

  it.each<[string, Json]>([
    ['nothing', null],
    ['a list', [{ id: ID }]],
    ['a text', 'OK'],
    ['an empty object', {}],
    ['its envelope around nothing', { [name]: null }],
    ['its envelope around a list', { [name]: [{ id: ID }] }],
    ['its envelope around a text', { [name]: 'OK' }],
  ])('that holds %s is no object', async (_, body) => {
    expect(await ended(api(body).create({}, scope))).toBe(DOUBT);
    expect(await ended(api(body).update(mine, {}))).toBe(DOUBT);
    expect(await ended(api(body).read(mine))).toBe(UNREAD);
  });

  it.each<[string, Json]>([
    ['nothing', null],
    ['an object', { a: { id: ID } }],
    ['entries that are none', [{ id: ID, name: 'N' }, null]],
    ['entries that are lists', [[{ id: ID }]]],
    [
      'one id for two names',
      [
        { id: ID, name: 'N' },
        { id: ID, name: 'M' },
      ],
    ],
    [
      'one id for two uids',
      [
        { id: ID, uid: `7-${ID}`, name: 'N' },
        { id: ID, uid: `8-${ID}`, name: 'N' },
      ],
    ],
  ])('that lists %s is no list, neither as a list nor in the index', async (_, list) => {
    expect(await ended(api({ [kind.plural]: list }).list(scope))).toBe(UNREAD);
    if (!Array.isArray(list)) return;
    const index = { workspace: { id: 'w-1', name: 'W', [kind.plural]: list } };
    expect(await ended(workspaces.read(answering(index).send, 'w-1'))).toBe(UNREAD);
  });

  it('that lists an object twice, as pages may, lists it once', async () => {
    const entry = { ...mine, name: 'N' };
    expect(await api({ [kind.plural]: [entry, entry] }).list(scope)).toHaveLength(1);
  });

  it('that lists a name as a number names the object by its digits', async () => {
    expect(await api({ [kind.plural]: [{ ...mine, name: 7 }] }).list(scope)).toMatchObject([{ name: '7' }]);
  });

  it.each(['7-', ''])('with an id and a uid that begins with "%s" is believed', async (owner) => {
    const said = { id: ID, uid: `${owner}${ID}` };
    expect(await api(whole(kind, { ...said, name: 'N' })).create({}, scope)).toMatchObject(said);
    expect(await api(whole(kind, { ...said, name: 'N' })).update(mine, {})).toMatchObject(said);
    expect(await api(whole(kind, said)).remove(mine)).toBe('deleted');
  });
});

it('the index of another workspace than the one that was asked for is none', async () => {
  const index = { workspace: { id: 'w-2', name: 'W' } };
  expect(await ended(workspaces.read(answering(index).send, 'w-1'))).toBe(UNREAD);
});

it('what the index lists besides our kinds may be of any shape', async () => {
  const index = { workspace: { id: 'w-1', name: 'W', apis: [null, { id: 7 }, { id: 'a', name: 'A' }] } };
  expect((await workspaces.read(answering(index).send, 'w-1'))?.elements).toEqual({
    apis: [{ id: 'a', uid: 'a', name: 'A' }],
  });
});
