// Variables that a run is given: what wins over what, and mistakes in files of variables.
import { describe, expect, it } from 'vitest';
import { allDiagnosticsOf, load } from '../testing/diagnostics.ts';
import { ROOT, type Tree } from '../testing/memory-disk.ts';

const PROJECT = `postform: 1
desired: [d/*.yaml]
vars: { host: project }
stacks: { one: { workspace: w, vars: { host: stack } }, two: { workspace: w } }
`;
const USES = `boards: { b: { name: "\${var.host}" } }\n`;
const tree = (more: Tree = {}): Tree => ({ 'postform.yaml': PROJECT, 'd/a.yaml': USES, ...more });
const files: Tree = { 'one.yaml': 'host: file\n', 'two.json': '{ "host": "later file" }' };
const at = (name: string) => `${ROOT}/${name}`;

describe('a variable', () => {
  const env = { POSTFORM_VAR_host: 'environment' };
  const varFiles = [at('one.yaml')];
  it.each([
    ['of the project', {}, 'two', 'project'],
    ['of the stack over that', {}, 'one', 'stack'],
    ['of the environment over both', { env }, 'one', 'environment'],
    ['of a file over the environment', { env, varFiles }, 'one', 'file'],
    ['of the last file over those before', { env, varFiles: [...varFiles, at('two.json')] }, 'one', 'later file'],
    ['of an option over all', { env, varFiles, vars: { host: 'option' } }, 'one', 'option'],
  ])('%s', (_title, given, stack, host) => {
    const loaded = load(tree(files), { ...given, stack });
    expect(loaded.ok && loaded.project.vars).toEqual({ host });
    expect(loaded.ok && loaded.desired.resources[0]?.spec).toMatchObject({ name: host });
  });

  it('of the environment that means nothing here is no mistake, but one that no file declares may be used', () => {
    const both = { env: { POSTFORM_VAR_port: '80', POSTFORM_VAR_other: 'x' }, stack: 'one' };
    expect(allDiagnosticsOf(tree(), both)).toEqual([]);
    const used = tree({ 'd/a.yaml': USES.replace('var.host', 'var.host}:${var.port') });
    const loaded = load(used, both);
    expect(loaded.ok && loaded.desired.resources[0]?.spec).toMatchObject({ name: 'stack:80' });
  });

  it('never has the value of a key', () => {
    const key = 'k'.repeat(20);
    const env = { POSTFORM_VAR_host: key, POSTFORM_VAR_other: key, POSTMAN_API_KEY: key };
    expect(allDiagnosticsOf(tree(), { env, stack: 'one' })).toEqual([
      'D_ENV_RESERVED the environment variable POSTFORM_VAR_host has the same value as POSTMAN_API_KEY, which holds the API key, and is not read as text → give the variable another value',
    ]);
  });
});

describe('a file of variables', () => {
  const told = (text: string, name = 'v.yaml') =>
    allDiagnosticsOf(tree({ 'v.yaml': text }), { varFiles: [at(name)], stack: 'one' });

  it('may hold texts, numbers and booleans, or nothing', () => {
    expect(told('host: 8080\n')).toEqual([]);
    expect(told('# nothing yet\n')).toEqual([]);
  });

  it.each([
    ['a list', '- host\n', 'v.yaml:1:1 D_WRONG_TYPE a file of variables must be a map, found a list of 1'],
    ['a nested map', 'host:\n  a: 1\n', 'v.yaml:2:3 D_WRONG_TYPE the variable "host" must be a text, a number, true'],
    ['no value', 'host:\n', 'D_WRONG_TYPE the variable "host" must be a text, a number, true or false, found nothing'],
    ['a name that is none', 'a.b: 1\n', 'v.yaml:1:1 D_NAME "a.b" cannot be the name of a variable'],
    ['broken YAML', 'host: [\n', 'v.yaml:'],
    ['an unknown name', 'hots: x\n', 'v.yaml:1:1 D_VAR_UNDECLARED "hots" sets a variable that the project does not'],
  ])('with %s is a mistake with its place', (_what, text, line) => {
    const lines = told(text);
    expect(lines).toHaveLength(1);
    expect(lines[0]).toContain(line);
  });

  it('that is not there is told with the nearest name, and not read by commands that read the project file only', () => {
    expect(told('host: x\n', 'u.yaml')).toEqual([
      'D_FILE_UNREADABLE the file u.yaml that --var-file names does not exist → did you mean "v.yaml"?',
    ]);
    expect(load(tree(), { varFiles: [at('nope')], stack: 'one', projectOnly: true }).ok).toBe(true);
  });
});
