// A key in a file is never shown again, and the message says what to do.
import { describe, expect, it } from 'vitest';
import { maskKeys, maskLine } from '../files/redact-keys.ts';
import { desired, diagnosticsOf, load, notes } from '../testing/diagnostics.ts';

// Put together here so that no scanner takes this file for a leak.
const KEY = ['PMAK', `${'0'.repeat(20)}abcd`, 'f1'.repeat(17)].join('-');
const project = (text: string) => ({
  'postform.yaml': `postform: 1\nworkspace: w\ndesired: [d/*.yaml]\n${text}`,
  'd/a.yaml': 'boards: {}',
});
const all = (text: string) => {
  const loaded = load(project(text));
  return loaded.ok ? [] : loaded.diagnostics;
};

describe('a key in a file', () => {
  it.each([
    `apiKey: ${KEY}\n`,
    `apiKey: { env: ${KEY} }\n`,
    `apiKey: { value: ${KEY} }\n`,
    `apiKey: { ${KEY}: x }\n`,
    `apiKey: @${KEY}\n`,
    `secrets: { tok: ${KEY} }\n`,
    `stacks: { s: { workspace: w, apiKey: ${KEY} } }\n`,
    'apiKey: hunter-2-is-no-word\n',
  ])('of the project is not shown, its line neither: %j', (text) => {
    const found = all(text).filter(({ secret }) => secret === true);
    expect(found.length).toBeGreaterThan(0);
    expect(found.every(({ hint }) => hint?.includes('revoke it') === true)).toBe(true);
    expect(JSON.stringify(all(text))).not.toMatch(/abcd|f1f1|hunter/);
  });
  it('is reported what to write instead', () => {
    expect(diagnosticsOf(project(`apiKey: ${KEY}\n`))).toEqual([
      'postform.yaml:4:9 D_WRONG_TYPE "apiKey" must be a map, found a text that is not shown → write apiKey: { env: POSTMAN_API_KEY }, and set POSTMAN_API_KEY where Postform runs. If it is a real key, revoke it, because it was written to a file.',
    ]);
  });
  it('of a desired file is not shown either', () => {
    const found = load(
      notes(`      tok: { secret: ${KEY} }\n      u: [${KEY}]\n      w: { value: 1, type: ${KEY} }\n`),
    );
    expect(JSON.stringify(found)).not.toMatch(/abcd|f1f1/);
    expect(found.ok ? [] : found.diagnostics.map(({ secret }) => secret)).toEqual([true, undefined, true]);
  });
  it('is reported from names, ids and hashes in words', () => {
    const id = '1f0df51a-8658-4ee8-a2a1-d2567dfa09a9';
    for (const text of [
      id,
      `123456-${id}`,
      'orders-of-the-billing-team-staging-2024',
      'task-sk-1',
      'POSTMAN_API_KEY_FOR_THE_STAGING_TEAM',
    ])
      expect(maskKeys(text)).toBe(text);
    expect(maskKeys(`a ${KEY} b`)).toBe('a PMAK-*** b');
    expect(maskLine(`a ${KEY} b`)).toHaveLength(KEY.length + 4);
    expect(maskLine(`a ${KEY} b`)).toMatch(/^a PMAK-\*+ b$/);
    expect(maskKeys('f1'.repeat(16))).toBe('***');
  });
});

describe('hints', () => {
  it('of the project are in YAML, and no words of JSON Schema', () => {
    expect(diagnosticsOf(project('guard: { change: "30" }\nsecrets: { a: B, c: { env: "" } }\n'))).toEqual([
      'postform.yaml:4:18 D_WRONG_VALUE "change" is "30", which does not have the right form → A number such as 30 without quotes, or a percentage such as 20%. For example: 20%',
      'postform.yaml:5:15 D_WRONG_TYPE "a" must be a map, found a text "B" → write a: { env: B }',
      'postform.yaml:5:28 D_WRONG_VALUE "env" is "", which does not have the right form → write c: { env: C }',
    ]);
    expect(diagnosticsOf({ 'postform.yaml': 'postform: 1\ndesired: []\nstacks: {}\n', 'd/a.yaml': '' })).toEqual([
      'postform.yaml:2:10 D_WRONG_VALUE "desired" needs at least 1 entry, found a list of 0 → Globs of the desired files, relative to this file. For example: [ desired/**/*.yaml ]',
      'postform.yaml:3:9 D_WRONG_VALUE "stacks" needs at least 1 entry, found an empty map → The workspaces that are kept equal to the same files, by name; choose one with --stack.',
    ]);
  });
  it('tell how a secret with fields beside it is written', () => {
    expect(diagnosticsOf(notes('      u: { secret: tok, enabled: false, type: secret }\n'))).toEqual([
      'd/a.yaml:5:10 D_UNKNOWN_KEY a secret with fields beside it is written as a value → write { value: { secret: tok }, enabled: false, type: secret }',
    ]);
  });
  it('say "an" before a vowel', async () => {
    const { withArticle } = await import('../files/wording.ts');
    expect(['environment', 'mock'].map(withArticle)).toEqual(['an environment', 'a mock']);
    expect(diagnosticsOf(desired(`boards: { b: { name: "\${board.b.nope}" } }\n`))[0]).toContain(
      'a board has no attribute "nope"',
    );
  });
});
