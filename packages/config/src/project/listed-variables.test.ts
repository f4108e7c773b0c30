// Environment variables are read where the project lists them, and nowhere else.
import { isObject } from '@postform/engine';
import { describe, expect, it } from 'vitest';
import { diagnosticsOf, load } from '../testing/diagnostics.ts';

const CANARY = 'canary-value-of-a-job';

/** A project whose only value is the use `${…}`, with these lines in its project file. */
function project(use: string, lines = 'workspace: w') {
  return {
    'postform.yaml': `postform: 1\ndesired: [d/*.yaml]\n${lines}\n`,
    'd/a.yaml': `boards: { b: { name: "\${${use}}" } }\n`.replace('"$', '"x$'),
  };
}
const ENV = { HOST: 'h.example', TOK: CANARY, POSTMAN_API_KEY: CANARY, EMPTY: '' };
const STACKS = `secrets: { tok: { env: TOK } }
stacks:
  a: { workspace: w, env: [HOST], apiKey: { env: KEY_A } }
  b: { workspace: w, apiKey: { env: KEY_B }, secrets: { other: { env: OTHER } } }`;

function nameOf(use: string, lines: string, more: Parameters<typeof load>[1] = {}): unknown {
  const loaded = load(project(use, lines), { env: ENV, ...more });
  if (!loaded.ok) return loaded.diagnostics.map(({ code, message }) => `${code} ${message}`);
  const { spec } = loaded.desired.resources[0]!;
  return isObject(spec) ? spec['name'] : undefined;
}

describe('An environment variable', () => {
  it.each([
    ['under "env"', 'env.HOST', 'workspace: w\nenv: [HOST]'],
    ['behind "vars", as a variable', 'var.host', 'workspace: w\nvars: { host: { env: HOST } }'],
    ['behind "vars", by its own name', 'env.HOST', 'workspace: w\nvars: { host: { env: HOST } }'],
    ['under "env" of the stack', 'env.HOST', 'stacks: { a: { workspace: w, env: [HOST] } }'],
    [
      'behind "vars" of the stack',
      'var.host',
      'vars: { host: x }\nstacks: { a: { workspace: w, vars: { host: { env: HOST } } } }',
    ],
    [
      'at the top, with a list of the stack beside it',
      'env.HOST',
      'env: [HOST]\nstacks: { a: { workspace: w, env: [EMPTY] } }',
    ],
  ])('is read where it is listed %s', (_where, use, lines) => {
    expect(nameOf(use, lines)).toBe('xh.example');
  });

  it('is read over by --var', () => {
    const lines = 'workspace: w\nvars: { host: { env: NOT_SET } }';
    expect(nameOf('var.host', lines, { vars: { host: 'given' } })).toBe('xgiven');
  });

  it.each([
    ['no list', 'workspace: w', 'add the line "env: [HOST]" to postform.yaml'],
    ['another list', 'workspace: w\nenv: [REGION]', 'add HOST to the list "env:" in postform.yaml, line 4'],
    ['a list with a name like it', 'workspace: w\nenv: [HOSTS]', 'did you mean "HOSTS"? Else add HOST to the list'],
    ['a list of another stack', 'stacks: { a: { workspace: w }, b: { workspace: w, env: [HOST] } }', 'add the line'],
  ])('is not read with %s, and the line to write is reported', (_what, lines, hint) => {
    const reported = diagnosticsOf(project('env.HOST', lines), {
      env: ENV,
      ...(lines.includes('stacks') ? { stack: 'a' } : {}),
    });
    expect(reported.filter((line) => line.includes('D_ENV_UNLISTED') && line.includes(hint))).toHaveLength(1);
    expect(reported.join()).not.toContain('h.example');
  });

  it.each([
    ['POSTMAN_API_KEY', 'holds the API key'],
    ['postman_api_key', 'holds the API key'],
    ['KEY_A', 'holds the API key'],
    ['KEY_B', 'holds the API key'],
    ['TOK', 'holds the secret tok'],
    ['OTHER', 'holds the secret other'],
    ['POSTFORM_FINGERPRINT_KEY', 'is a setting of Postform itself'],
    ['POSTFORM_BUDGET_STORE', 'is a setting of Postform itself'],
    ['CI_COPY', 'has the same value as POSTMAN_API_KEY, which holds the API key'],
  ])('is never read where it is reserved: %s', (name, why) => {
    const env = { ...ENV, [name]: CANARY, TOK: 'canary-of-a-secret', CI_COPY: CANARY };
    for (const lines of [STACKS, STACKS.replace('[HOST]', `[${name}]`)]) {
      const reported = diagnosticsOf(project(`env.${name}`, lines), { env, stack: 'a' });
      expect(reported[0]).toContain(`D_ENV_RESERVED the environment variable ${name} ${why}`);
      expect(reported.join()).not.toContain('canary');
    }
  });

  it('that is reserved is refused in a list already, and behind a variable', () => {
    const lines = 'workspace: w\nsecrets: { tok: { env: TOK } }\nenv: [TOK]\nvars: { key: { env: POSTMAN_API_KEY } }';
    expect(
      diagnosticsOf(project('var.key', lines), { env: ENV }).filter((line) => line.startsWith('postform')),
    ).toEqual([
      'postform.yaml:5:7 D_ENV_RESERVED the environment variable TOK holds the secret tok, and is not read as text → take it out of this list; in desired files write the whole value as { secret: tok }',
      'postform.yaml:6:21 D_ENV_RESERVED the environment variable POSTMAN_API_KEY holds the API key, and is not read as text → take it out of this list',
    ]);
  });

  it('that is listed and not set is reported, where it is used only', () => {
    const lines = 'workspace: w\nenv: [GONE]\nvars: { gone: { env: GONE } }';
    expect(diagnosticsOf(project('env.GONE', lines), { env: ENV })).toContain(
      'd/a.yaml:1:24 D_ENV_UNSET the environment variable GONE is not set → set GONE before running Postform',
    );
    expect(diagnosticsOf(project('var.gone', lines), { env: ENV })).toContain(
      'd/a.yaml:1:24 D_ENV_UNSET the variable "gone" has no value: the environment variable GONE is not set → set GONE before running Postform, or give the value with --var gone=…',
    );
    expect(nameOf('env.HOST', `${lines}\n`.replace('[GONE]', '[GONE, HOST]'))).toBe('xh.example');
  });

  it('that is set and empty has a value, with a warning', () => {
    for (const use of ['env.EMPTY', 'var.empty']) {
      const lines = 'workspace: w\nenv: [EMPTY]\nvars: { empty: { env: EMPTY } }';
      expect(nameOf(use, lines)).toBe('x');
      expect(diagnosticsOf(project(use, lines), { env: ENV }).filter((line) => line.includes('D_ENV_EMPTY'))).toEqual([
        `d/a.yaml:1:24 warning D_ENV_EMPTY the environment variable EMPTY is set but empty, so \${${use}} becomes "" → set EMPTY to a value (CI systems set a variable to "" for one that they do not have), or write "" here`,
      ]);
    }
    expect(nameOf('var.a', 'workspace: w\nvars: { a: "" }')).toBe('x');
    expect(nameOf('var.a', 'workspace: w', { vars: { a: '' } })).toBe('x');
  });
});
