// Settings that nothing uses are warned of.
import { describe, expect, it } from 'vitest';
import { allDiagnosticsOf, load } from '../testing/diagnostics.ts';

const USES = `boards: { b: { name: "\${var.host}-\${env.REGION}", notes: { t: { secret: tok } } } }\n`;
const reported = (settings: string, more: Parameters<typeof allDiagnosticsOf>[1] = {}, uses = USES) =>
  allDiagnosticsOf(
    { 'postform.yaml': `postform: 1\nworkspace: w\ndesired: [d/*.yaml]\n${settings}\n`, 'd/a.yaml': uses },
    { env: { REGION: 'eu', HOST: 'h' }, ...more },
  );
const ALL = 'vars: { host: x }\nsecrets: { tok: { env: TOK } }\nenv: [REGION]';

describe('A setting that nothing uses', () => {
  it('is not told where everything is used', () => {
    expect(reported(ALL)).toEqual([]);
    expect(reported(ALL.replace('host: x', 'host: { env: HOST }'))).toEqual([]);
  });

  it.each([
    [
      'a variable',
      ALL.replace('host: x', 'host: x, hots: y'),
      'postform.yaml:4:18 warning D_VAR_UNUSED no desired file uses the variable "hots" → use it as $'.concat(
        '{var.hots}, or remove it',
      ),
    ],
    [
      'a secret',
      ALL.replace('tok: {', 'constructor: { env: C }, tok: {'),
      'postform.yaml:5:12 warning D_SECRET_UNUSED no desired file uses the secret "constructor", and a listed secret may be uploaded → use it as { secret: constructor }, or remove it',
    ],
    [
      'an environment variable',
      ALL.replace('[REGION]', '[REGION, REGOIN]'),
      'postform.yaml:6:15 warning D_ENV_UNUSED no desired file reads the environment variable REGOIN → use it as $'.concat(
        '{env.REGOIN}, or remove it',
      ),
    ],
  ])('is reported with its place: %s', (_what, settings, line) => {
    expect(reported(settings)).toEqual([line]);
  });

  it('is reported of the stack that is chosen', () => {
    const stacks = (more: string) => ({
      'postform.yaml': `postform: 1\ndesired: [d/*.yaml]\nstacks: { a: { workspace: w${more} }, b: { workspace: w, vars: { z: 1 } } }\n`,
      'd/a.yaml': 'boards: { b: { name: B } }\n',
    });
    expect(
      allDiagnosticsOf(stacks(', vars: { toString: 1 }, secrets: { t: { env: T } }, env: [E]'), { stack: 'a' }),
    ).toEqual([
      expect.stringContaining('3:38 warning D_VAR_UNUSED'),
      expect.stringContaining('3:64 warning D_SECRET_UNUSED'),
      expect.stringContaining('3:87 warning D_ENV_UNUSED'),
    ]);
    expect(allDiagnosticsOf(stacks(''), { stack: 'a' })).toEqual([]);
  });

  it('is not told where some file could not be read, so that nobody knows', () => {
    const tree = {
      'postform.yaml': `postform: 1\nworkspace: w\ndesired: [d/*.yaml]\nvars: { a: 1 }\n`,
      'd/a.yaml': 'x: [',
    };
    expect(allDiagnosticsOf(tree).join()).not.toContain('UNUSED');
  });

  it('is reported where every stack has its own', () => {
    const text = `postform: 1
desired: [d/*.yaml]
apiKey: { env: TOP }
vars: { host: top, kept: top }
guard: { delete: 1, change: 1 }
stacks:
  a: { workspace: w, apiKey: { env: A }, vars: { host: a, kept: a }, guard: { delete: 0 } }
  b: { workspace: w, apiKey: { env: B }, vars: { host: b }, guard: { delete: 0, change: 2 } }
`;
    const uses = `boards: { b: { name: "\${var.host}-\${var.kept}" } }\n`;
    expect(allDiagnosticsOf({ 'postform.yaml': text, 'd/a.yaml': uses }, { stack: 'a' })).toEqual([
      'postform.yaml:3:11 warning D_SETTING_UNUSED apiKey.env at the top has no effect: every stack sets its own → remove it here, or from the stacks that should follow it',
      expect.stringContaining('postform.yaml:4:9 warning D_SETTING_UNUSED vars.host at the top'),
      expect.stringContaining('postform.yaml:5:10 warning D_SETTING_UNUSED guard.delete at the top'),
    ]);
  });
});

describe('A variable of the command line', () => {
  it.each([
    ['declared', { host: 'y' }, USES],
    ['used and not declared', { port: '1' }, USES.replace('var.host', 'var.host}${var.port')],
    ['used in a text, behind a literal', { port: '' }, USES.replace('"$', () => `"$\${var.no} \${ var.port } $`)],
  ])('is taken where it is %s', (_what, vars, uses) => {
    expect(reported(ALL, { vars }, uses)).toEqual([]);
  });

  it.each([
    ['hots', 'did you mean "host"?'],
    ['__proto__', 'known here: host.'],
    ['constructor', 'known here: host.'],
    ['x', 'known here: host.'],
  ])('is refused where it is neither: %s', (name, hint) => {
    expect(reported(ALL, { vars: Object.fromEntries([[name, '1']]) })).toEqual([
      `D_VAR_UNDECLARED --var ${name}=… sets a variable that the project does not declare and no desired file uses → ${hint}`,
    ]);
  });

  it('is not evaluated by commands that read the project file only', () => {
    const tree = { 'postform.yaml': 'postform: 1\nworkspace: w\ndesired: [d/*.yaml]\n', 'd/a.yaml': 'boards: {}\n' };
    expect(load(tree, { vars: { x: '1' }, projectOnly: true }).ok).toBe(true);
  });
});
