// Fields go back into desired files: monitors and mock servers, which have refs, groups, lists and required fields.
import { getAt, type Json, type JsonObject, type Kind, normalize, setAt } from '@postform/engine';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { thing } from '../_template/index.ts';
import { mock } from '../mock/index.ts';
import { monitor } from '../monitor/index.ts';
import { rewritten, specOfFiles, withoutLeft } from '../testing/rewritten.ts';
import { leavesOf } from '../testing/spec.ts';

const authored: JsonObject = {
  name: `Smoke of \${var.host}`,
  collection: 'collection.orders',
  environment: { uid: '1-e' },
  schedule: { cron: '0 * * * *', timezone: 'UTC' },
  active: `\${var.on}`,
  notifications: { onError: [{ email: 'b@x.org' }, 'a@x.org', `me@\${var.host}`] },
  retry: { attempts: 1 },
};

const UIDS: Readonly<Record<string, string>> = { '1-c': 'orders', '1-d': 'others' };
const refName = (kind: string, uid: string): string | undefined =>
  UIDS[uid] === undefined ? undefined : `${kind}.${UIDS[uid]}`;

function changing(kind: Kind, written: JsonObject, changes: Readonly<Record<string, Json | undefined>>) {
  const files = { authored: written };
  const spec = Object.entries(changes).reduce<Json>(
    (tree, [pointer, value]) => setAt(tree, pointer, value),
    specOfFiles(kind, files),
  );
  const after = normalize(kind, spec as JsonObject);
  return { after, ...rewritten(kind, files, after, { refName }) };
}

describe('a changed monitor', () => {
  it.each<[string, Readonly<Record<string, Json | undefined>>, unknown]>([
    [
      'a scalar',
      { '/schedule/cron': '5 * * * *' },
      { written: [{ op: 'replace', path: '/schedule/cron', value: '5 * * * *' }] },
    ],
    ['a text with a use', { '/name': 'Smoke' }, { written: [], left: [{ pointer: '/name', why: 'use', at: '/name' }] }],
    [
      'a switch with a use',
      { '/active': false },
      { written: [], left: [{ pointer: '/active', why: 'use', at: '/active' }] },
    ],
    [
      'a field that goes, and a new list',
      { '/schedule/timezone': undefined, '/distribution': ['uk'] },
      {
        written: [
          { op: 'remove', path: '/schedule/timezone' },
          { op: 'add', path: '/distribution', value: ['uk'] },
        ],
      },
    ],
    ['the last field of a group', { '/retry/attempts': undefined }, { written: [{ op: 'remove', path: '/retry' }] }],
    [
      'the first field of a group',
      { '/options/strictSSL': false },
      { written: [{ op: 'add', path: '/options', value: { strictSSL: false } }] },
    ],
    [
      'what Postman would refuse',
      { '/retry/attempts': 7 },
      { written: [], left: [{ pointer: '/retry/attempts', why: 'form' }] },
    ],
    [
      'what must be there',
      { '/schedule/cron': undefined },
      { written: [], left: [{ pointer: '/schedule/cron', why: 'form' }] },
    ],
    [
      'an address by another',
      { '/collection': '1-d' },
      { written: [{ op: 'replace', path: '/collection', value: 'collection.others' }] },
    ],
    ['an address by the uid that it stands for', { '/collection': '1-c' }, { written: [] }],
    [
      'an address by an unknown uid',
      { '/collection': '1-x' },
      { written: [], left: [{ pointer: '/collection', why: 'ref', at: '/collection' }] },
    ],
    [
      'a uid by another',
      { '/environment': '1-x' },
      { written: [{ op: 'replace', path: '/environment/uid', value: '1-x' }] },
    ],
    ['a uid that goes', { '/environment': undefined }, { written: [{ op: 'remove', path: '/environment' }] }],
    [
      'a list without an order',
      { '/notifications/onError': ['c@x.org', 'b@x.org', 'me@x.org'] },
      {
        written: [
          { op: 'remove', path: '/notifications/onError/1' },
          { op: 'add', path: '/notifications/onError/2', value: 'c@x.org' },
        ],
      },
    ],
  ])('rewrites %s', (_title, changes, expected) => {
    const { written, files, left } = changing(monitor, authored, changes);
    expect({ written, left }).toEqual({ left: [], ...(expected as object) });
    expect(files).toEqual({});
  });

  it('leaves a uid that is written with a use', () => {
    const { written, left } = changing(
      monitor,
      { ...authored, environment: { uid: `\${var.host}` } },
      { '/environment': '1-e' },
    );
    expect({ written, left }).toEqual({
      written: [],
      left: [{ pointer: '/environment', why: 'use', at: '/environment/uid' }],
    });
  });

  it('writes a literal text that could be read as a use', () => {
    const { now, after } = changing(monitor, { ...authored, name: 'x' }, { '/name': `\${x} $\${` });
    expect(now.authored['name']).toBe(`$\${x} $$\${`);
    expect(specOfFiles(monitor, now)['name']).toBe(after['name']);
  });
});

const text = fc.constantFrom('a', `\${var.host}`, `x \${a}`, `$\${`);
const email = fc.constantFrom('a@x.org', 'b@x.org', 'c@x.org', 'x.org');
const authoredEmail = fc.oneof(
  email.filter((one) => one !== 'x.org'),
  email.map((one) => ({ email: one })),
  fc.constant(`\${var.host}`),
);
const uid = fc.constantFrom('1-c', '1-d', '1-x');
const ref = (kind: string) =>
  fc.oneof(
    uid.map((one) => ({ uid: one })),
    fc.constantFrom(`${kind}.orders`, `${kind}.others`),
  );

const KINDS: readonly (readonly [
  Kind,
  fc.Arbitrary<object>,
  fc.Arbitrary<Readonly<Record<string, Json | undefined>>>,
])[] = [
  [
    monitor,
    fc.record(
      {
        name: fc.constantFrom('a', `\${var.host}`),
        collection: ref('collection'),
        environment: ref('environment'),
        schedule: fc.record(
          { cron: fc.constant('0 * * * *'), timezone: fc.constantFrom('UTC') },
          { requiredKeys: ['cron'] },
        ),
        active: fc.constantFrom(true, false, `\${var.on}`),
        notifications: fc.record(
          { onError: fc.array(authoredEmail), onFailure: fc.array(authoredEmail) },
          { requiredKeys: [] },
        ),
        retry: fc.constantFrom({ attempts: 1 }, {}),
        options: fc.record(
          { strictSSL: fc.boolean(), requestDelay: fc.integer({ min: 1, max: 5 }) },
          { requiredKeys: [] },
        ),
        distribution: fc.uniqueArray(fc.constantFrom('uk', 'us-east', 'us-west'), { minLength: 1 }),
      },
      { requiredKeys: ['name', 'collection', 'schedule'] },
    ),
    fc.record(
      {
        '/name': text,
        '/collection': uid,
        '/environment': fc.option(uid, { nil: undefined }),
        '/schedule/cron': fc.constantFrom('5 * * * *', '0 0 * * * *'),
        '/schedule/timezone': fc.constantFrom('UTC', 'Europe/Berlin', undefined),
        '/active': fc.option(fc.boolean(), { nil: undefined }),
        '/notifications/onError': fc.array(email),
        '/retry/attempts': fc.constantFrom(0, 1, 2, 3, undefined),
        '/options/requestDelay': fc.constantFrom(0, 2, undefined),
        '/distribution': fc.option(fc.uniqueArray(fc.constantFrom('uk', 'us-east')), { nil: undefined }),
      },
      { requiredKeys: [] },
    ),
  ],
  [
    mock,
    fc.record(
      {
        name: fc.constantFrom('a', `\${var.host}`),
        collection: ref('collection'),
        environment: ref('environment'),
        private: fc.constantFrom(true, false, `\${var.on}`),
        description: text,
        config: fc.constantFrom({}, { serverResponseId: null }, { serverResponseId: 'r' }),
      },
      { requiredKeys: ['name', 'collection', 'private'] },
    ),
    fc.record(
      {
        '/name': text,
        '/collection': uid,
        '/environment': fc.option(uid, { nil: undefined }),
        '/private': fc.option(fc.boolean(), { nil: undefined }),
        '/config/serverResponseId': fc.constantFrom('', null, 's', undefined),
      },
      { requiredKeys: [] },
    ),
  ],
  [
    thing,
    fc.record({ name: fc.constantFrom('a', `\${var.host}`), description: text }, { requiredKeys: ['name'] }),
    fc.record({ '/name': text, '/description': fc.option(text, { nil: undefined }) }, { requiredKeys: [] }),
  ],
];

describe.each(KINDS.map((row) => [row[0].name, ...row] as const))(
  'a %s, rewritten',
  (_name, kind, anyAuthored, anyChanges) => {
    it('means what it should, but for what is left, and keeps all fields that have not changed', () => {
      fc.assert(
        fc.property(anyAuthored, anyChanges, (written, changes) => {
          const { after, now, left, changed, written: patch } = changing(kind, written as JsonObject, changes);
          const plain = (spec: JsonObject) => leavesOf(kind, named(kind, withoutLeft(spec, left)));
          expect(plain(specOfFiles(kind, now))).toEqual(plain(after));
          if (changed.length === 0) expect(patch).toEqual([]);
          for (const { at } of kind.leafPaths)
            if (!changed.includes(at)) expect(getAt(now.authored, at)).toEqual(getAt(written as JsonObject, at));
        }),
        { numRuns: 300 },
      );
    });
  },
);

/** Addresses in place of the uids that they stand for. */
function named(kind: Kind, spec: JsonObject): JsonObject {
  return kind.refs.reduce<Json>((tree, { pointer, kind: of, attribute }) => {
    const uid = getAt(tree, pointer);
    const address = typeof uid === 'string' ? refName(of, uid) : undefined;
    return address === undefined ? tree : setAt(tree, pointer, { $deferred: 'ref', address, attribute });
  }, spec) as JsonObject;
}
