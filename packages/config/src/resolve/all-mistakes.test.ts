// One mistake hides no other: schema, uses, refs, the kind's own rules, policies, other resources and other files.
import { describe, expect, it } from 'vitest';
import { desired, diagnosticsOf, PROJECT } from '../testing/diagnostics.ts';

const places = (lines: readonly string[]) => lines.map((line) => line.split(' ').slice(0, 2).join(' '));
const lamp = (fields: string) => desired(`lamps:\n  l:\n    name: L\n${fields}`);
const SCHEDULE = '    schedule: { cron: "* * *", timezone: Nowhere }\n';
const BOTH = ['d/a.yaml:5:23 D_LAMP_CRON', 'd/a.yaml:5:42 D_LAMP_ZONE'];

describe('A schedule that the kind finds wrong is reported beside', () => {
  it.each([
    ['a ref to a resource that is not declared', '    board: board.gone\n', 'd/a.yaml:4:12 D_REF_UNKNOWN'],
    ['a ref to another kind', '    board: lamp.l\n', 'd/a.yaml:4:12 D_REF_KIND'],
    ['a ref of no form', '    board: gone\n', 'd/a.yaml:4:12 D_REF_FORM'],
    ['a ref that is no text', '    board: 12\n', 'd/a.yaml:4:12 D_WRONG_TYPE'],
    ['a use of an unknown variable', `    board: "\${var.gone}"\n`, 'd/a.yaml:4:13 D_VAR_UNKNOWN'],
    ['a use that is never closed', `    board: "\${var.gone"\n`, 'd/a.yaml:4:13 D_INTERPOLATION'],
    ['an unknown key', '    boards: board.b\n', 'd/a.yaml:4:5 D_UNKNOWN_KEY'],
    ['a value that YAML misreads', '    board: {{board}}\n', 'd/a.yaml:4:12 D_YAML_SYNTAX'],
  ])('%s', (_what, line, first) => {
    expect(places(diagnosticsOf(lamp(line + SCHEDULE)))).toEqual([first, ...BOTH]);
  });

  it('a required field that is missing', () => {
    expect(places(diagnosticsOf(desired(`lamps:\n  l:\n    #\n    board: { uid: u }\n${SCHEDULE}`)))).toEqual([
      'd/a.yaml:2:3 D_MISSING_FIELD',
      ...BOTH,
    ]);
  });

  it('a value that does not fit because of a variable', () => {
    const fields = `    delay: "\${var.num}"\n${SCHEDULE}    board: { uid: u }\n`;
    expect(places(diagnosticsOf(lamp(fields)))).toEqual(['d/a.yaml:4:13 D_WRONG_TYPE', ...BOTH]);
  });

  it('another field of a wrong type, a policy of no path and an id to import that is not known', () => {
    const more = `    board: { uid: u }\n    active: 3\n    lifecycle: { ignore: [/nope] }\n    import: { id: "\${var.gone}" }\n`;
    expect(places(diagnosticsOf(lamp(`    color: redd\n${SCHEDULE}${more}`)))).toEqual([
      'd/a.yaml:4:12 D_WRONG_VALUE',
      ...BOTH,
      'd/a.yaml:7:13 D_WRONG_TYPE',
      'd/a.yaml:8:27 D_POLICY_PATH',
      'd/a.yaml:9:20 D_VAR_UNKNOWN',
    ]);
  });

  it('a wrong part of the schedule itself', () => {
    const fields = '    board: { uid: u }\n    schedule: { cron: 5, timezone: Nowhere, zone: x }\n';
    expect(places(diagnosticsOf(lamp(fields)))).toEqual([
      'd/a.yaml:5:23 D_WRONG_TYPE',
      'd/a.yaml:5:36 D_LAMP_ZONE',
      'd/a.yaml:5:45 D_UNKNOWN_KEY',
    ]);
  });

  it.each([
    ['budget', 'budget: { maxCallsPerRun: x }\n', ['postform.yaml:6:27 D_WRONG_TYPE']],
    ['vars', 'env: 5\n', ['postform.yaml:6:6 D_WRONG_TYPE']],
    ['stacks', 'stacks: { s: { workspace: w } }\n', ['postform.yaml:2:1 D_WRONG_VALUE']],
  ])('a mistake of the project file under %s', (_what, line, more) => {
    const file = `lamps:\n  l:\n    name: L\n    board: { uid: u }\n${SCHEDULE}`;
    expect(places(diagnosticsOf({ 'postform.yaml': PROJECT + line, 'd/a.yaml': file }))).toEqual([...BOTH, ...more]);
  });

  it('the same address, declared first in another file, and a name that cannot be one', () => {
    const file = `lamps:\n  l:\n    name: L\n    board: { uid: u }\n${SCHEDULE}  "b c": { name: M, color: redd, board: board.gone }\n`;
    const tree = { ...desired(file), 'd/0.yaml': 'lamps: { l: { name: L, board: { uid: u } } }\n' };
    expect(places(diagnosticsOf(tree))).toEqual([
      'd/a.yaml:2:3 D_DUPLICATE_ADDRESS',
      ...BOTH,
      'd/a.yaml:6:3 D_NAME',
      'd/a.yaml:6:28 D_WRONG_VALUE',
      'd/a.yaml:6:41 D_REF_UNKNOWN',
    ]);
  });
});

describe('A mistake is reported once, and nothing that follows from it', () => {
  it.each([
    ['a use inside a ref field', `    board: "x\${var.gone}"\n`],
    ['a source that needs a use', `    board: { uid: "\${var.gone}" }\n`],
    ['a list for a map', '    board: []\n'],
  ])('%s', (_what, line) => {
    expect(diagnosticsOf(lamp(line))).toHaveLength(1);
  });

  it('a source file that is not found, beside other mistakes of the same board', () => {
    expect(places(diagnosticsOf(desired('boards:\n  b: { nmae: B, source: gone.json, notes: { a: [1] } }\n')))).toEqual(
      ['d/a.yaml:2:8 D_UNKNOWN_KEY', 'd/a.yaml:2:25 D_FILE_UNREADABLE', 'd/a.yaml:2:48 D_WRONG_TYPE'],
    );
  });

  it('a mistake of the project file that may have declared a name says nothing about uses of names', () => {
    const project = PROJECT.replace('vars:', 'vras:');
    const file = `boards: { b: { name: "\${var.host}", notes: { a: { secret: tok } } } }\n`;
    expect(places(diagnosticsOf({ 'postform.yaml': project, 'd/a.yaml': file }))).toEqual([
      'postform.yaml:5:1 D_UNKNOWN_KEY',
    ]);
  });

  it('a mistake elsewhere in the project file hides no unknown variable', () => {
    const project = `${PROJECT}budget: { maxCallsPerRun: x }\n`;
    const file = `boards: { b: { name: "\${var.hots}" } }\n`;
    expect(places(diagnosticsOf({ 'postform.yaml': project, 'd/a.yaml': file }))).toEqual([
      'd/a.yaml:1:23 D_VAR_UNKNOWN',
      'postform.yaml:6:27 D_WRONG_TYPE',
    ]);
  });

  it('a stack that does not exist hides no reserved variable and no state file outside', () => {
    const project = `${PROJECT.replace('workspace: ws-1\n', '')}env: [POSTMAN_API_KEY]\nstacks: { s: { workspace: w, state: { path: ../x } } }\n`;
    expect(places(diagnosticsOf({ 'postform.yaml': project, 'd/a.yaml': 'boards: {}\n' }, { stack: 'gone' }))).toEqual([
      'postform.yaml:5:7 D_ENV_RESERVED',
      'postform.yaml:6:1 D_STACK_UNKNOWN',
      'postform.yaml:6:45 D_FILE_OUTSIDE',
    ]);
  });
});
