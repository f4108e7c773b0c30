// Law 10 for collections: what we do not model and the ids of items survive an update.
import { type ItemIds, type Json, type JsonObject, normalize } from '@postform/engine';
import { describe, expect, it } from 'vitest';
import { collection } from './index.ts';
import { leavesIn, normalOf, rawCollection, rawFolder, rawRequest } from './testing/raw.ts';
import { echo } from './testing/server.ts';

const get = (path: string): Json => ({ method: 'GET', url: `https://x.org/${path}` });
const of = (...item: JsonObject[]): JsonObject => rawCollection({ item });

/** What a server holds after a create of `raw`, and what we remember of it. */
function created(raw: JsonObject): { readonly remote: JsonObject; readonly itemIds: ItemIds } {
  const remote = echo(collection.toRemote(normalOf(raw), { itemIds: {} }));
  return { remote, itemIds: collection.fromRemote(remote, {}).itemIds };
}

/** Ids that an update to `raw` would send, by path of names. */
function idsSent(raw: JsonObject, { remote, itemIds }: { readonly remote: JsonObject; readonly itemIds: ItemIds }) {
  const body = collection.toRemote(normalOf(raw), { current: remote, itemIds });
  return idsIn(body['item']!, '');
}

function idsIn(items: Json, path: string): readonly (readonly [string, Json | undefined])[] {
  return (items as readonly JsonObject[]).flatMap((item) => {
    const here = `${path}/${String(item['name'])}`;
    return [
      [here, item['id']] as const,
      ...idsIn(item['item'] ?? [], here),
      ...idsIn(item['response'] ?? [], `${here}!`),
    ];
  });
}

const ids = (raw: JsonObject, before: JsonObject) => Object.fromEntries(idsSent(raw, created(before)));

describe('item ids', () => {
  const login = rawRequest('Login', get('login'), { response: [{ name: 'OK', code: 200, body: '{}' }] });
  const before = of(rawFolder('Auth', [login, rawRequest('Logout', get('logout'))]), rawRequest('Ping', get('ping')));
  const known = Object.fromEntries(idsIn(created(before).remote['item']!, ''));

  it('are not sent on a create', () => {
    const body = collection.toRemote(normalOf(created(before).remote), { itemIds: {} });
    expect(JSON.stringify(body)).not.toMatch(/"(id|uid|_postman_id)"/);
  });

  it('all survive an update that changes nothing but content', () => {
    const changed = of(
      rawFolder('Auth', [{ ...login, request: get('signin') }, rawRequest('Logout', get('logout'))]),
      rawRequest('Ping', get('p')),
    );
    expect(ids(changed, before)).toEqual(known);
  });

  it('are found again by path where nothing was recorded', () => {
    const { remote } = created(before);
    expect(Object.fromEntries(idsSent(before, { remote, itemIds: {} }))).toEqual(known);
  });

  it('survive an inserted sibling, also one of the same name', () => {
    const twins = of(rawRequest('A', get('1')), rawRequest('A', get('2')), rawRequest('B', get('3')));
    const [first, second, third] = idsSent(twins, created(twins)).map(([, id]) => id);
    const more = of(rawRequest('New', get('0')), ...(twins['item'] as JsonObject[]), rawRequest('A', get('4')));
    expect(idsSent(more, created(twins)).map(([, id]) => id)).toEqual([undefined, first, second, third, undefined]);
  });

  it('survive a rename, of a request, an example and a folder', () => {
    const renamed = of(
      rawFolder('Access', [
        { ...login, name: 'Sign in', response: [{ name: 'Fine', code: 200, body: '{}' }] },
        rawRequest('Logout', get('logout')),
      ]),
      rawRequest('Pong', get('ping')),
    );
    const sent = ids(renamed, before);
    expect(sent).toEqual({
      '/Access': known['/Auth'],
      '/Access/Sign in': known['/Auth/Login'],
      '/Access/Sign in!/Fine': known['/Auth/Login!/OK'],
      '/Access/Logout': known['/Auth/Logout'],
      '/Pong': known['/Ping'],
    });
  });

  it('survive a rename of folders that hold nothing but folders, or nothing', () => {
    const empty = of(rawFolder('A', [rawFolder('B', [])]), rawFolder('C', []));
    const was = Object.fromEntries(idsIn(created(empty).remote['item']!, ''));
    const renamed = of(rawFolder('X', [rawFolder('B', [])]), rawFolder('Y', []));
    expect(ids(renamed, empty)).toEqual({ '/X': was['/A'], '/X/B': was['/A/B'], '/Y': was['/C'] });
  });

  it('survive a move to another folder', () => {
    const moved = of(
      rawFolder('Auth', [rawRequest('Logout', get('logout'))]),
      rawFolder('Other', [rawRequest('Ping', get('ping'))]),
      login,
    );
    expect(ids(moved, before)).toEqual({
      '/Auth': known['/Auth'],
      '/Auth/Logout': known['/Auth/Logout'],
      '/Other': undefined,
      '/Other/Ping': known['/Ping'],
      '/Login': known['/Auth/Login'],
      '/Login!/OK': known['/Auth/Login!/OK'],
    });
  });

  it('follow what was recorded when somebody has renamed and moved things remotely', () => {
    const { remote, itemIds } = created(before);
    const [auth, ping] = remote['item'] as JsonObject[];
    const [one, two] = auth!['item'] as JsonObject[];
    const edited = { ...remote, item: [{ ...one!, name: 'Renamed' }, { ...auth!, name: 'X', item: [two!] }, ping!] };
    expect(Object.fromEntries(idsSent(before, { remote: edited, itemIds }))).toEqual(known);
  });

  it('are never sent where the live object does not hold them', () => {
    const { remote } = created(of(rawRequest('Ping', get('ping'))));
    const sent = idsSent(before, { remote, itemIds: { '/items/Auth': 'elsewhere', '/items/Ping': 'gone' } });
    expect(Object.fromEntries(sent)).toMatchObject({ '/Auth': undefined, '/Ping': 'id-1' });
  });

  it('are sent once, and for the same sort of thing only', () => {
    const { remote } = created(before);
    const itemIds = { '/items/Auth': known['/Ping'] as string, '/items/Ping': known['/Ping'] as string };
    expect(Object.fromEntries(idsSent(before, { remote, itemIds }))).toEqual(known);
  });
});

describe('the keys of live items', () => {
  it('stay with the recorded id, so that a remote rename is a change of the name', () => {
    const before = of(rawRequest('A', get('1')), rawRequest('A', get('2')));
    const { remote, itemIds } = created(before);
    const [first, second] = remote['item'] as JsonObject[];
    const edited = { ...remote, item: [rawRequest('A', get('3')), { ...second!, name: 'B' }, first!] };
    const { spec, itemIds: seen } = collection.fromRemote(edited, itemIds);
    const leaves = leavesIn(normalize(collection, spec));
    expect(leaves['/items/A#2/name']).toBe('B');
    expect(leaves['/order']).toEqual(['A#3', 'A#2', 'A']);
    expect(seen).toEqual(itemIds);
  });

  it('stay with what was moved to another folder, whose order names it by its pointer', () => {
    const before = of(rawFolder('F', [rawRequest('A', get('1'))]), rawRequest('A', get('2')));
    const { remote, itemIds } = created(before);
    const [folder, own] = remote['item'] as JsonObject[];
    const moved = { ...remote, item: [(folder!['item'] as JsonObject[])[0]!, own!, { ...folder!, item: [] }] };
    const { spec, itemIds: seen } = collection.fromRemote(moved, itemIds);
    const leaves = leavesIn(spec);
    expect(leaves['/order']).toEqual(['#/items/F/items/A', 'A', 'F']);
    expect(leaves['/items/F/order']).toEqual([]);
    expect(leaves['/items/F/items/A/name']).toBe('A');
    expect(seen).toEqual(itemIds);
    expect(collection.toRemote(normalize(collection, spec), { itemIds: {} })['item']).toMatchObject([
      { name: 'A' },
      { name: 'A' },
      { name: 'F', item: [] },
    ]);
  });
});

describe('the itemIds of what was sent', () => {
  it('reads the reply back under the keys that were sent, after renames, moves and new twins', () => {
    const before = of(
      rawFolder('F', [rawRequest('A', get('1')), rawRequest('B', get('2'))]),
      rawRequest('C', get('3')),
    );
    const after = of(rawFolder('G', [rawRequest('B', get('2')), rawRequest('B', get('4'))]), rawRequest('X', get('1')));
    const { remote, itemIds } = created(before);
    const sent = collection.toRemote(normalOf(after), { current: remote, itemIds });
    const recorded = collection.fromRemote(sent, {}).itemIds;
    expect(Object.keys(recorded).sort()).toEqual(['/items/G', '/items/G/items/B', '/items/X']);
    const { spec } = collection.fromRemote(echo(sent, 'new'), recorded);
    expect(leavesIn(normalize(collection, spec))).toEqual(leavesIn(normalOf(after)));
  });
});

describe('what we do not model', () => {
  it('is carried over to the same owner, unless the spec has its own', () => {
    const { remote, itemIds } = created(of(rawFolder('F', [rawRequest('R', get('r'))])));
    const [folder] = remote['item'] as JsonObject[];
    const [request] = folder!['item'] as JsonObject[];
    const live = {
      ...remote,
      future: { a: 1 },
      info: { ...(remote['info'] as JsonObject), version: '2' },
      item: [
        {
          ...folder!,
          colour: 'red',
          shade: '',
          item: [{ ...request!, state: 'x', request: { ...(request!['request'] as JsonObject), mood: 'y' } }],
        },
      ],
    };
    const wanted = rawCollection({
      future: { b: 2 },
      item: [rawFolder('G', [rawRequest('R', get('r')), rawRequest('S', get('s'))])],
    });
    expect(collection.toRemote(normalOf(wanted), { current: live, itemIds })).toMatchObject({
      future: { b: 2 },
      info: { version: '2' },
      item: [
        {
          name: 'G',
          colour: 'red',
          shade: '',
          item: [{ name: 'R', state: 'x', request: { mood: 'y' } }, { name: 'S' }],
        },
      ],
    });
    const [, added] = (collection.toRemote(normalOf(wanted), { current: live, itemIds })['item'] as JsonObject[])[0]![
      'item'
    ] as JsonObject[];
    expect(Object.keys(added!).sort()).toEqual(['name', 'request']);
  });

  it('is compared where a file has it, and is nobody else’s business', () => {
    const leaves = leavesIn(normalOf(rawCollection({ item: [rawRequest('a/b', get('r'), { state: 'x' })] })));
    expect(leaves['/extra/~1items~1a~01b/state']).toBe('x');
    expect(collection.owns({}).at(-1)).toEqual({ at: '/extra', unmanaged: 'keep' });
  });

  it('does not hold the fields that the server sets', () => {
    const { remote } = created(of(rawRequest('R', get('r'))));
    expect(leavesIn(normalOf(remote))).toEqual(leavesIn(normalOf(of(rawRequest('R', get('r'))))));
    expect(collection.attributesOf(remote)).toEqual({ id: 'c-1', uid: '12345678-c-1' });
    expect(collection.attributesOf({ id: 'a', uid: '1-a', name: 'x' })).toEqual({ id: 'a', uid: '1-a' });
  });
});

describe('a spec that was composed leaf by leaf', () => {
  it('leaves out parts whose leaves are gone, and appends what the order forgets', () => {
    const spec = normalOf(of(rawRequest('A', get('a')), rawRequest('B', get('b'))));
    const items = spec['items'] as JsonObject;
    const composed = {
      ...spec,
      order: ['A'],
      items: { ...items, A: { type: 'request', request: {} }, C: { name: 'C', order: [] } },
    };
    expect(collection.toRemote(composed, { itemIds: {} })['item']).toMatchObject([
      { name: 'B' },
      { name: 'C', item: [] },
    ]);
  });
});
