// Warnings about what seems to be a credential: their words, places and number, and who turns them off.
import { memoryKnown } from '@postform/engine';
import { describe, expect, it } from 'vitest';
import { CREDENTIALS, made } from '../testing/credentials.ts';
import { desired, diagnosticsOf, load, notes, PROJECT } from '../testing/diagnostics.ts';
import type { Tree } from '../testing/memory-disk.ts';

const github = CREDENTIALS['github-token']![0]![1];
const board = (fields: string, more: Tree = {}) => desired(`boards:\n  b:\n    name: B\n${fields}`, more);
const source = (text: string, fields = '') => board(`    source: s.json\n${fields}`, { 'd/s.json': text });

describe('A text that seems to be a credential', () => {
  it('is told with its place, its pointer, its rule and what to do, and without any part of it', () => {
    expect(diagnosticsOf(notes(`      plain: x\n      token: "${github}"\n`))).toEqual([
      'd/a.yaml:6:14 warning D_CREDENTIAL board.b: /notes/token seems to be a GitHub token (github-token) → write { secret: NAME } here, with NAME under "secrets:" in the project file; or allow it: lifecycle: { allowSecrets: ["/notes/token"] }. If it is a real key, revoke it, because it was written to a file.',
    ]);
  });

  it('is told where it stands in a source', () => {
    const text = `{\n  "items": [\n    { "key": "ä", "value": "é ${github}" }\n  ]\n}`;
    const [line] = diagnosticsOf(source(text));
    expect(line).toMatch(/^d\/s\.json:3:31 warning D_CREDENTIAL board\.b: \/items\/ä seems to be a GitHub token/);
    expect(line).toContain('write { secret: NAME } as its value beside "source:"');
  });

  it('is told where it stands in one long line', () => {
    const text = `{"items":[${'"a",'.repeat(1000)}"${github}"]}`;
    expect(diagnosticsOf(source(text))[0]).toMatch(/^d\/s\.json:1:4012 warning D_CREDENTIAL/);
  });

  it('is told at the resource where nobody knows its place: JSON may write it otherwise', () => {
    const escaped = [...github].map((one) => `\\u${one.charCodeAt(0).toString(16).padStart(4, '0')}`).join('');
    expect(diagnosticsOf(source(`{"items":["${escaped}"]}`))[0]).toMatch(/^d\/a\.yaml:2:3 warning D_CREDENTIAL/);
  });

  it('is told where a variable or a file brings it in', () => {
    const tree = board(`    notes: { a: "\${var.host}", b: "\${file.t.txt}" }\n`, { 'd/t.txt': made(40) });
    const told = diagnosticsOf(tree, { vars: { host: github } });
    expect(told.map((line) => line.split(' (')[0])).toEqual([
      'd/a.yaml:4:17 warning D_CREDENTIAL board.b: /notes/a seems to be a GitHub token',
    ]);
  });

  it('is to become a variable where it is a part of a text', () => {
    const [line] = diagnosticsOf(notes(`      about: "The token of the build is ${github}, do not lose it"\n`));
    expect(line).toContain('write {{VARIABLE}} here, and { secret: NAME } as the value of that variable');
  });

  it('may be one where neither form nor entropy say much', () => {
    const [line] = diagnosticsOf(notes('      token: a1b1a2b2a1b1a2b2a1b1\n'));
    expect(line).toContain('/notes/token may be a credential, by the name beside it (credential-name)');
  });

  it('is told with how many places hold the same', () => {
    const told = diagnosticsOf(notes(`      a: "${github}"\n      b: "${github}"\n`));
    expect(told.map((line) => line.split(' → ')[0])).toEqual([
      'd/a.yaml:5:10 warning D_CREDENTIAL board.b: /notes/a seems to be a GitHub token (github-token); 1 more place holds the same',
    ]);
  });

  it('is counted beyond the fifth, at the sixth', () => {
    const many = Array.from(
      { length: 8 },
      (_, index) => `      n${index}: "${'npm'}_${made(36, 'base62', index + 1)}"\n`,
    );
    const told = diagnosticsOf(notes(many.join('')));
    expect(told).toHaveLength(6);
    expect(told[5]).toBe(
      'd/a.yaml:10:11 warning D_CREDENTIAL board.b: from here on, 3 more places hold what seems to be a credential → they are named once those before them are gone',
    );
  });
});

describe('lifecycle.allowSecrets', () => {
  const withAllowed = (patterns: string) =>
    diagnosticsOf(board(`    notes: { a: "${github}", plain: x }\n    lifecycle: { allowSecrets: ${patterns} }\n`));

  it.each(['[/notes/a]', '[/notes/*]', '[/notes]', '[""]'])(
    'allows the places that a pattern matches: %s',
    (patterns) => {
      expect(withAllowed(patterns)).toEqual([]);
    },
  );

  it('is warned of where it allows nothing', () => {
    expect(withAllowed('[/notes/a, /notes/plain]')).toEqual([
      'd/a.yaml:5:43 warning D_POLICY_UNMATCHED "/notes/plain" allows nothing: what board.b declares there seems to be no credential → remove it',
    ]);
    expect(withAllowed('[/note/a]').join()).toContain('did you mean /notes/a?');
  });

  it('takes paths only', () => {
    expect(withAllowed('[notes]')[0]).toMatch(/^d\/a\.yaml:5:33 D_/);
  });
});

describe('guard.secrets', () => {
  const withGuard = (guard: string, stacks = '') => ({
    ...notes(`      a: "${github}"\n`),
    'postform.yaml': `${PROJECT}guard: { ${guard} }\n${stacks}`,
  });
  const resourceOf = (tree: Tree) => {
    const loaded = load(tree);
    return loaded.ok ? loaded.desired.resources[0] : undefined;
  };

  it.each([
    ['secrets: warn', 1, { pointers: ['/notes/a'], count: 1 }],
    ['secrets: refuse', 1, { pointers: ['/notes/a'], count: 1 }],
    ['secrets: off', 0, undefined],
  ])('%s', (guard, warnings, credentials) => {
    expect(diagnosticsOf(withGuard(guard))).toHaveLength(warnings);
    expect(resourceOf(withGuard(guard))?.credentials).toEqual(credentials);
  });

  it('is a stack’s own before that of the project', () => {
    const stacks = 'stacks: { s: { workspace: w, guard: { secrets: off } } }\n';
    const tree = withGuard('secrets: refuse', stacks);
    expect(
      diagnosticsOf({ ...tree, 'postform.yaml': `${tree['postform.yaml']}`.replace('workspace: ws-1\n', '') }),
    ).toEqual([expect.stringContaining('D_SETTING_UNUSED guard.secrets at the top has no effect')]);
  });

  it('has three values', () => {
    expect(diagnosticsOf(withGuard('secrets: maybe')).join()).toContain(
      'D_WRONG_VALUE "secrets" is "maybe" → One of: warn, refuse, off',
    );
  });
});

describe('a resource that was read before', () => {
  const fields = `    notes: { a: "${github}" }\n    lifecycle: { allowSecrets: [/name] }\n`;
  const tree = source(`{"items":["${'npm'}_${made(36)}"]}`, fields);

  it('is warned of as the first time, wherever the lines are by now', () => {
    const known = memoryKnown(Buffer.from('a key of the tests'));
    const first = diagnosticsOf(tree, { known: () => known });
    expect(first).toHaveLength(3);
    expect(first).toEqual(diagnosticsOf(tree));
    expect(diagnosticsOf(tree, { known: () => known })).toEqual(first);
    const moved = { ...tree, 'd/a.yaml': `# one line more\n${tree['d/a.yaml']}` };
    expect(diagnosticsOf(moved, { known: () => known })).toEqual(diagnosticsOf(moved));
    expect(diagnosticsOf(moved)).not.toEqual(first);
  });
});
