// Law 11, the half of knowledge: what a kind is called and what its fields are stands in the kind's own folder only.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { kinds } from '@postform/kinds';
import { afterAll, describe, expect, it } from 'vitest';
import { repo } from '../harness/command.ts';
import {
  declaredFields,
  type Found,
  fieldsIn,
  fieldsReadFrom,
  fieldsReadIn,
  namesIn,
  sourcesIn,
} from '../harness/kind-knowledge.ts';

interface Allowed {
  /** Of the file below `packages`. */
  readonly file: RegExp;
  /** Of the piece of the source that holds the word. */
  readonly text?: RegExp;
  readonly because: string;
}

/** Where a kind's name stands outside of its folder, and why. An entry that nothing needs fails. */
const ALLOWED: readonly Allowed[] = [
  {
    file: /^(config|cli)\//,
    text: /^(environment|environmentOf|Environment|Environment:|learnEnvironment)$|belongs in(to)? the environment|keys in the environment/,
    because: 'the variables of the process',
  },
  { file: /^config\//, text: /^collectionStyle$/, because: "a word of the YAML library's interface" },
  { file: /^client\/src\/http\/(reply-body|error-codes)\.ts$/, because: 'sizes that Postman documents by path' },
  { file: /^client\/src\/limiter\/limits\.ts$/, because: 'limits that Postman documents by path' },
  {
    file: /^client\/src\/http\/classify-reply\.ts$/,
    text: /^mockNotFoundError$/,
    because: "one of Postman's names for 404",
  },
  { file: /^client\/src\/http\/page-causes\.ts$/, because: 'advice where a proxy refuses a large body' },
  { file: /^cli\/src\/commands\/command-table\.ts$|^cli\/src\/command-table\.ts$/, because: 'examples in the help' },
  { file: /^cli\/src\/files\/plan-file\.ts$/, because: 'an example of an address' },
  { file: /^cli\/src\/new-project\/starter\.ts$/, because: 'the starter project that init writes' },
  { file: /^cli\/src\/(commands\/emulator|options\/emulator-rows)\.ts$/, because: 'options of the emulator' },
  { file: /^cli\/src\/options\/habits\.ts$/, because: 'words that users of other tools type' },
  { file: /^cli\/src\/output\/known-values\.ts$/, because: 'words that are no secrets' },
  { file: /^kinds\/src\/registry\.ts$/, because: 'the registry' },
  {
    file: /^kinds\/src\/workspace\.ts$/,
    text: /^mocks:deactivated$/,
    because: 'a word of the API: reads of a workspace include them',
  },
  { file: /^emulator\/src\/(emulator|options)\.ts$/, because: 'the options that choose how mocks and monitors behave' },
  {
    file: /^config\/src\/(edit|yaml)\//,
    text: /[Ff]low-?[Cc]ollection|YamlCollection/,
    because: 'YAML calls what stands between brackets a flow collection',
  },
  { file: /^emulator\/src\/api\//, because: "the table of Postman's operations" },
  { file: /^emulator\/src\/control\/control\.ts$/, because: 'time moves mock traffic and monitor runs' },
  { file: /^emulator\/src\/http\/(mock-|server\.ts)/, because: 'mock servers answer over HTTP' },
  { file: /^emulator\/src\/(mock-server|monitor-run)\//, because: 'the machines of two kinds' },
  { file: /^emulator\/src\/(switches|undocumented)\//, because: 'open questions about single kinds, a table each' },
  { file: /^emulator\/src\/world\//, because: 'references between objects' },
];

/**
 * Fields of kinds that are words of everybody: a name, a status, a line of a source, the parts of an HTTP call. The
 * engine may use such a word for its own things; that it reads no such field of an object is checked apart.
 */
const EVERYBODYS = new Set(
  [
    'id uid name type key value values description version total limit source options config status schedule query',
    'code path raw method body header host request requests url content exec item event mode info digest cookie apikey',
    'auth variable variables secret secrets retry attempts extra meta active enabled disabled private deactivated',
    'missingProperty allowedValues onError postman email order fork response script collection environment src',
  ].flatMap((line) => line.split(' ')),
);

const PACKAGES = ['engine', 'config', 'client', 'state', 'cli', 'kinds', 'emulator'];
const root = join(repo, 'packages');
const names = new Set(kinds.flatMap(({ name, plural }) => [name, plural]));
const fields = new Set(
  kinds.flatMap((kind) => [...declaredFields(kind), ...fieldsReadIn(join(root, 'kinds', 'src', kind.name))]),
);
const telling = new Set([...fields].filter((field) => !EVERYBODYS.has(field) && !names.has(field)));

/** Sources of a package without the folders that a kind has of its own. */
function outside(name: string, folder = root): readonly string[] {
  return sourcesIn(join(folder, name, 'src'))
    .filter((path) => name !== 'kinds' || !kinds.some((kind) => path.startsWith(`${kind.name}/`)))
    .filter((path) => name !== 'emulator' || !/^(resources|registry)\//.test(path))
    .filter((path) => !path.startsWith('_template/'))
    .map((path) => `${name}/src/${path}`);
}

const shown = ({ file, line, text }: Found): string => `${file}:${line} ${text.slice(0, 100)}`;
const isAllowed = ({ file, text }: Found, entry: Allowed): boolean =>
  entry.file.test(file) && (entry.text?.test(text) ?? true);

describe('Law 11: a kind is known in its own folder only', () => {
  const named = PACKAGES.flatMap((name) => outside(name).flatMap((file) => namesIn(root, file, names)));

  it.each(PACKAGES)('%s names none', (name) => {
    const wrong = named
      .filter(({ file }) => file.startsWith(`${name}/`))
      .filter((found) => !ALLOWED.some((entry) => isAllowed(found, entry)));
    expect(wrong.map(shown)).toEqual([]);
  });

  it.each(ALLOWED)('an exception is still needed: $because', (entry) => {
    expect(named.some((found) => isAllowed(found, entry))).toBe(true);
  });

  it('engine, config, client and state name no field that only a kind has', () => {
    expect(telling.size).toBeGreaterThan(25);
    const wrong = ['engine', 'config', 'client', 'state'].flatMap((name) =>
      outside(name).flatMap((file) => fieldsIn(root, file, telling)),
    );
    expect(wrong.map(shown)).toEqual([]);
  });

  it('the engine reads no field of a spec or of a reply but the name', () => {
    const wrong = outside('engine').flatMap((file) =>
      fieldsReadFrom(root, file, new Set([...fields, ...names, 'updatedAt'])),
    );
    expect(wrong.filter(({ word }) => word !== 'name' && word !== 'value').map(shown)).toEqual([]);
  });
});

describe('the search of law 11', () => {
  const folder = mkdtempSync(join(tmpdir(), 'postform-kinds-'));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  const found = (text: string) => {
    const file = 'engine/src/plan/one.ts';
    mkdirSync(dirname(join(folder, file)), { recursive: true });
    writeFileSync(join(folder, file), text);
    return [
      ...namesIn(folder, file, names),
      ...fieldsIn(folder, file, telling),
      ...fieldsReadFrom(folder, file, new Set([...fields, 'updatedAt'])),
    ];
  };

  it.each([
    ["const hint = 'Only environment values may refer to it.';", 'environment'],
    ["const text = 'Its collection or environment was deleted.';", 'collection'],
    ["switch (kind.name) { case 'mock': }", 'mock'],
    ["const isMock = key === 'mocks';", 'mock'],
    ['const deactivatedMocks = 1;', 'mocks'],
    ["if (remote['deactivated'] === true) {}", 'deactivated'],
    ["const stamp = info['updatedAt'];", 'updatedAt'],
    ["const { info } = remote as JsonObject; use(info['updatedAt']);", 'updatedAt'],
    ['const url = attributes.mockUrl;', 'mock'],
    ["getAt(spec, '/schedule/cron');", 'cron'],
    ['const other = { protocolProfileBehavior: {} };', 'protocolProfileBehavior'],
    ['const text = `the environment of it`;', 'environment'],
  ])('finds %s', (text, word) => {
    expect(found(text).map((one) => one.word)).toContain(word);
  });

  it.each([
    "const hint = 'Set the environment variable POSTMAN_API_KEY.';",
    '// A mock whose collection is gone.\nconst a = 1;',
    "import { environmentOf } from './environment.ts';",
    "const reason = 'deactivated';",
    'const hammock = 1;',
  ])('passes over %s', (text) => {
    expect(found(text)).toEqual([]);
  });
});
