// Variables that are set and empty are warned of.
import { describe, expect, it } from 'vitest';
import { diagnosticsOf, load, notes } from '../testing/diagnostics.ts';

const USES = notes('      t: { secret: tok }\n');
const STACKS = {
  'postform.yaml':
    'postform: 1\ndesired: [d/*.yaml]\nsecrets: { tok: { env: TOK } }\nstacks:\n  a: { workspace: w }\n  constructor: { workspace: w, secrets: { tok: { env: OTHER } } }\n',
  'd/a.yaml': USES['d/a.yaml']!,
};

describe('A variable that is set and empty', () => {
  it('is reported where a secret that is used stands behind it, by its name', () => {
    expect(diagnosticsOf(USES, { env: { TOK: '' } })).toEqual([
      'postform.yaml:4:12 warning D_SECRET_EMPTY the environment variable TOK is set but empty, so the secret tok counts as unavailable → set TOK to the value (CI systems set a variable to "" for a secret that they do not have); for a variable without a value write { type: secret, value: "" } in the desired file',
    ]);
  });
  it.each([
    ['set', USES, { TOK: 'x' }],
    ['not set at all', USES, {}],
    ['not used', notes('      t: u\n'), { TOK: '' }],
  ])('is not told where it is %s', (_what, tree, env) => {
    expect(diagnosticsOf(tree, { env }).filter((line) => line.includes('D_SECRET_EMPTY'))).toEqual([]);
  });
  it.each([
    ['a', 'TOK', 3],
    ['constructor', 'OTHER', 6],
  ])('is reported of stack %s at the line that names it', (stack, variable, line) => {
    const env = { TOK: '', OTHER: '' };
    const loaded = load(STACKS, { stack, env });
    const warnings = loaded.ok ? loaded.warnings.filter(({ code }) => code === 'D_SECRET_EMPTY') : [];
    expect(warnings.map(({ place, message }) => [place?.line, message.includes(` ${variable} `)])).toEqual([
      [line, true],
    ]);
  });
});
