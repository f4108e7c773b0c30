// A YAML trap hides nothing but the value that it spoils.
import { describe, expect, it } from 'vitest';
import { desired, diagnosticsOf, notes } from '../testing/diagnostics.ts';

const places = (lines: readonly string[]) => lines.map((line) => line.split(' ').slice(0, 2).join(' '));

describe('values that YAML misreads', () => {
  it('are reported once each, beside the mistakes of schema, refs, secrets and uses in the same file', () => {
    const text = `boards:
  b:
    name: B
    notes:
      u: {{host}}
      x: { value: \${var.host}, enabled: 5 }
      y: @foo
      z: \`foo\`
      p: %a
      f: 1.0
      oct: { value: 010 }
      tok: { secret: gone }
      use: "\${var.gone}"
      k: {{host}}/v1
  c: { name: 12 }
  d: 5
lamps:
  l: { name: L, board: board.gone, delay: x, emails: [\${var.host}, 7] }
  m: { name: 1.50, board: board.b, schedule: { cron: */30 * * * *, zone: UTC } }
`;
    expect(places(diagnosticsOf(desired(text)))).toEqual([
      'd/a.yaml:5:10 D_YAML_SYNTAX',
      'd/a.yaml:6:19 D_YAML_SYNTAX',
      'd/a.yaml:6:41 D_WRONG_TYPE',
      'd/a.yaml:7:10 D_YAML_SYNTAX',
      'd/a.yaml:8:10 D_YAML_SYNTAX',
      'd/a.yaml:9:10 D_YAML_SYNTAX',
      'd/a.yaml:10:10 D_YAML_NUMBER',
      'd/a.yaml:11:21 D_YAML_NUMBER',
      'd/a.yaml:12:22 D_SECRET_UNLISTED',
      'd/a.yaml:13:13 D_VAR_UNKNOWN',
      'd/a.yaml:14:10 D_YAML_SYNTAX',
      'd/a.yaml:15:14 D_WRONG_TYPE',
      'd/a.yaml:16:6 D_WRONG_TYPE',
      'd/a.yaml:18:24 D_REF_UNKNOWN',
      'd/a.yaml:18:43 D_WRONG_TYPE',
      'd/a.yaml:18:55 D_YAML_SYNTAX',
      'd/a.yaml:18:68 D_WRONG_TYPE',
      'd/a.yaml:19:14 D_YAML_NUMBER',
      'd/a.yaml:19:54 D_YAML_SYNTAX',
      'd/a.yaml:19:68 D_UNKNOWN_KEY',
    ]);
  });
  it('two on one line are two', () => {
    expect(places(diagnosticsOf(notes(`      u: { value: \${var.a}, type: \${var.b}\${var.c} }\n`)))).toEqual([
      'd/a.yaml:5:19 D_YAML_SYNTAX',
      'd/a.yaml:5:35 D_YAML_SYNTAX',
    ]);
  });
  it('once, however many aliases repeat them', () => {
    expect(places(diagnosticsOf(notes('      u: &u { value: 012, enabled: 5 }\n      v: *u\n      w: *u\n')))).toEqual([
      'd/a.yaml:5:22 D_YAML_NUMBER',
      'd/a.yaml:5:36 D_WRONG_TYPE',
    ]);
  });
  it('a wrong escape, a tag, a merge and a directive hide nothing', () => {
    const text =
      '%YAML 1.1\n---\nboards:\n  a: &a { name: "\\d" }\n  b: { name: !env X, nope: no }\n  c: { <<: *a, nope: 1 }\n';
    expect(places(diagnosticsOf(desired(text)))).toEqual([
      'd/a.yaml:1:1 D_YAML_DIRECTIVE',
      'd/a.yaml:4:18 D_YAML_SYNTAX',
      'd/a.yaml:5:14 D_YAML_TAG',
      'd/a.yaml:5:22 D_UNKNOWN_KEY',
      'd/a.yaml:6:16 D_UNKNOWN_KEY',
    ]);
  });
  it('in the place of a section or a resource say nothing about refs to it', () => {
    expect(
      places(diagnosticsOf(desired('boards: {{boards}}\nlamps:\n  l: { name: L, board: board.x }\n  m: {{m}}\n'))),
    ).toEqual(['d/a.yaml:1:9 D_YAML_SYNTAX', 'd/a.yaml:4:6 D_YAML_SYNTAX']);
  });
  it('in the project file hide no mistake of the desired files', () => {
    const project =
      'postform: 1\nworkspace: {{w}}\ndesired: [d/*.yaml]\nvars: { v: 1.0 }\nbudget: { maxCallsPerRun: x }\n';
    const file = `boards: { b: { name: "\${board.gone.id} \${var.v}", notes: { a: { secret: s } } } }\n`;
    expect(places(diagnosticsOf({ 'postform.yaml': project, 'd/a.yaml': file }))).toEqual([
      'd/a.yaml:1:23 D_REF_UNKNOWN',
      'postform.yaml:2:12 D_YAML_SYNTAX',
      'postform.yaml:4:12 D_YAML_NUMBER',
      'postform.yaml:5:27 D_WRONG_TYPE',
    ]);
  });
});

describe('quotes and brackets without an end', () => {
  it.each([
    ['boards:\n  b:\n    name: "B\n    notes: {}\n', `3:11 the quote " is never closed: "B → add the closing "`],
    ["boards:\n  b: { name: 'B }\n", `2:14 the quote ' is never closed: 'B } → add the closing '`],
    [
      'lamps:\n  l:\n    emails: [a, [b, c]\n    name: L\n',
      '3:13 the bracket [ is never closed: [a, [b, c] → add the closing ]',
    ],
    [
      'boards:\n  b:\n    name: "B\n    notes: { a: "x" }\n',
      `3:11 the quote " is never closed: "B → add the closing "`,
    ],
    [
      'boards:\n  b: {\n    name: B\n}\n',
      '4:1 the closing } is not indented enough → indent it deeper than the key whose value begins with {',
    ],
  ])('are reported where they begin: %j', (text, expected) => {
    expect(diagnosticsOf(desired(text))).toEqual([`d/a.yaml:${expected.replace(' ', ' D_YAML_SYNTAX ')}`]);
  });
});
