// Each mistake in YAML is reported at its place, with what would be right.
import { describe, expect, it } from 'vitest';
import { desired, diagnosticsOf, lampWith, notes } from '../testing/diagnostics.ts';

describe('What is wrong with YAML itself', () => {
  it('an unquoted cron pattern is reported from an alias', () => {
    expect(diagnosticsOf(lampWith('    schedule:\n      cron: */30 * * * *\n'))).toEqual([
      'd/a.yaml:6:13 D_YAML_SYNTAX an unquoted * starts an alias in YAML: */30 * * * * → quote it: "*/30 * * * *"',
    ]);
  });
  it('an unquoted cron pattern in a flow map', () => {
    expect(diagnosticsOf(lampWith('    schedule: { cron: */30 * * * *, timezone: UTC }\n'))).toEqual([
      'd/a.yaml:5:23 D_YAML_SYNTAX an unquoted * starts an alias in YAML: */30 * * * * → quote it: "*/30 * * * *"',
    ]);
  });
  it('an unquoted cron pattern of stars only', () => {
    expect(diagnosticsOf(lampWith('    schedule:\n      cron: * * * * *\n'))).toEqual([
      'd/a.yaml:6:13 D_YAML_SYNTAX an unquoted * starts an alias in YAML: * * * * * → quote it: "* * * * *"',
    ]);
  });
  it('an unquoted Postman variable', () => {
    expect(diagnosticsOf(notes('      u: {{host}}\n'))).toEqual([
      'd/a.yaml:5:10 D_YAML_SYNTAX an unquoted {{ starts a map in YAML: {{host}} → quote it: "{{host}}"',
    ]);
  });
  it('an unquoted Postman variable with text behind it', () => {
    expect(diagnosticsOf(notes('      u: {{host}}/v1\n'))).toEqual([
      'd/a.yaml:5:10 D_YAML_SYNTAX an unquoted {{ starts a map in YAML: {{host}}/v1 → quote it: "{{host}}/v1"',
    ]);
  });
  it('an unquoted Postman variable in a flow map', () => {
    expect(diagnosticsOf(notes('      u: { value: {{host}} }\n'))).toEqual([
      'd/a.yaml:5:19 D_YAML_SYNTAX an unquoted {{ starts a map in YAML: {{host}} → quote it: "{{host}}"',
    ]);
  });
  it('an unquoted use in a flow map', () => {
    expect(diagnosticsOf(notes(`      u: { value: \${var.host} }\n`))).toEqual([
      `d/a.yaml:5:19 D_YAML_SYNTAX an unquoted \${…} inside { } or [ ], or before a colon, is read as a map: \${var.host} → quote it: "\${var.host}"`,
    ]);
  });
  it('an unquoted use in a flow map with text around it', () => {
    expect(diagnosticsOf(notes(`      u: { value: https://\${var.host}/x, enabled: true }\n`))).toEqual([
      `d/a.yaml:5:19 D_YAML_SYNTAX an unquoted \${…} inside { } or [ ], or before a colon, is read as a map: https://\${var.host}/x → quote it: "https://\${var.host}/x"`,
    ]);
  });
  it('an unquoted use in a flow list', () => {
    expect(diagnosticsOf(lampWith(`    emails: [\${var.host}]\n`))).toEqual([
      `d/a.yaml:5:14 D_YAML_SYNTAX an unquoted \${…} inside { } or [ ], or before a colon, is read as a map: \${var.host} → quote it: "\${var.host}"`,
    ]);
  });
  it('a use as a key of a flow map', () => {
    expect(diagnosticsOf(notes(`      u: {\${var.host}: 1}\n`))).toEqual([
      `d/a.yaml:5:11 D_YAML_SYNTAX an unquoted \${…} inside { } or [ ], or before a colon, is read as a map: \${var.host} → quote it: "\${var.host}"`,
    ]);
  });
  it('reserved characters at the start of a text', () => {
    expect(diagnosticsOf(notes('      a: @x\n      b: `x`\n      c: %x\n'))).toEqual([
      'd/a.yaml:5:10 D_YAML_SYNTAX a plain YAML text cannot start with this character: @x → quote it: "@x"',
      'd/a.yaml:6:10 D_YAML_SYNTAX a plain YAML text cannot start with this character: `x` → quote it: "`x`"',
      'd/a.yaml:7:10 D_YAML_SYNTAX a plain YAML text cannot start with this character: %x → quote it: "%x"',
    ]);
  });
  it('a colon inside a plain text', () => {
    expect(diagnosticsOf(notes('      u: a: b\n'))).toEqual([
      'd/a.yaml:5:10 D_YAML_SYNTAX a plain YAML text cannot contain a colon and a space: a: b → quote it: "a: b"',
    ]);
  });
  it('a tab as indentation', () => {
    expect(diagnosticsOf(desired('boards:\n\tb: { name: B }\n'))).toEqual([
      'd/a.yaml:2:1 D_YAML_TAB a tab is used for indentation → indent with spaces',
    ]);
  });
  it('a key that is written twice, with the first place', () => {
    expect(diagnosticsOf(notes('      u: 1\n      v: 2\n      u: 3\n'))).toEqual([
      'd/a.yaml:7:7 D_YAML_DUPLICATE_KEY "u" is written twice → keep one of the two (first here d/a.yaml:5:7)',
    ]);
  });
  it('the directive that would turn "no" into false', () => {
    expect(diagnosticsOf(desired('%YAML 1.1\n---\nboards: {}\n'))).toEqual([
      'd/a.yaml:1:1 D_YAML_DIRECTIVE %YAML 1.1 changes what words such as "no" mean → remove the directive; Postform reads YAML 1.2',
    ]);
  });
  it('a key that is a list, and one that is nothing', () => {
    expect(diagnosticsOf(notes('      ? [a]\n      : b\n      : c\n'))).toEqual([
      'd/a.yaml:5:9 D_YAML_KEY a key must be a text: "[a]" → write a name before the colon',
      'd/a.yaml:7:9 D_YAML_KEY a key is missing → write a name before the colon',
    ]);
  });
  it('an alias inside what it repeats', () => {
    expect(diagnosticsOf(desired('boards:\n  b: &b { name: B, notes: *b }\n'))).toEqual([
      'd/a.yaml:2:27 D_YAML_ALIAS *b refers to a value that contains it → write the value out',
    ]);
  });
  it('an alias without an anchor', () => {
    expect(diagnosticsOf(desired('boards:\n  b: { name: *foo }\n'))).toEqual([
      'd/a.yaml:2:14 D_YAML_ALIAS *foo is an alias, but there is no anchor &foo above it → quote a text that starts with *: "*foo"',
    ]);
  });
  it('a tag', () => {
    expect(diagnosticsOf(desired('boards:\n  b: { name: !env X }\n'))).toEqual([
      'd/a.yaml:2:14 D_YAML_TAG unknown tag: !env → remove the tag, or quote a text that starts with "!"',
    ]);
  });
  it('numbers that would lose their spelling', () => {
    expect(
      diagnosticsOf(
        notes(
          '      zip: 012\n      v: 1.10\n      e: 1e3\n      i: .inf\n      ok: 1.5\n      big: 99999999999999999999\n',
        ),
      ),
    ).toEqual([
      'd/a.yaml:5:12 D_YAML_NUMBER YAML reads 012 as the number 12 → quote it to keep the text: "012", or write 12 for the number',
      'd/a.yaml:6:10 D_YAML_NUMBER YAML reads 1.10 as the number 1.1 → quote it to keep the text: "1.10", or write 1.1 for the number',
      'd/a.yaml:7:10 D_YAML_NUMBER YAML reads 1e3 as the number 1000 → quote it to keep the text: "1e3", or write 1000 for the number',
      'd/a.yaml:8:10 D_YAML_NUMBER YAML reads .inf as the number Infinity → quote it to keep the text: ".inf"',
      'd/a.yaml:10:12 D_YAML_NUMBER YAML reads 99999999999999999999 as the number 100000000000000000000 → quote it to keep the text: "99999999999999999999", or write 100000000000000000000 for the number',
    ]);
  });
  it('a second document', () => {
    expect(diagnosticsOf(desired('boards: {}\n---\nlamps: {}\n'))).toEqual([
      'd/a.yaml:3:1 D_YAML_DOCUMENTS a second YAML document starts here → put it into a file of its own',
    ]);
  });
  it('an empty file, as a warning', () => {
    expect(diagnosticsOf(desired('# nothing\n'))).toEqual([
      'd/a.yaml:1:1 warning D_FILE_EMPTY d/a.yaml declares nothing → remove the file, or declare something in it',
    ]);
  });
  it('places in a file with a byte order mark and Windows line ends', () => {
    expect(diagnosticsOf(desired('\uFEFFboards:\r\n  b: { nam: B }\r\n'))).toEqual([
      'd/a.yaml:2:8 D_UNKNOWN_KEY unknown key "nam" → did you mean "name"?',
    ]);
  });
  it('UTF-16', () => {
    expect(diagnosticsOf(desired(Buffer.from('\uFEFFboards: {}', 'utf16le')))).toEqual([
      'd/a.yaml:1:1 D_FILE_ENCODING d/a.yaml is UTF-16, not UTF-8 → save the file as UTF-8',
    ]);
  });
  it('a byte that is not UTF-8', () => {
    expect(diagnosticsOf(desired(Buffer.from('boards:\n  b: { name: "\xe9" }\n', 'latin1')))).toEqual([
      'd/a.yaml:2:15 D_FILE_ENCODING d/a.yaml is not UTF-8 from here on → save the file as UTF-8',
    ]);
  });
  it('a file that is too large', () => {
    expect(diagnosticsOf(desired('#'.repeat(5 * 1024 * 1024)))).toEqual([
      'd/a.yaml:1:1 D_FILE_TOO_LARGE d/a.yaml has 5 MiB, more than 4 MiB → split the file',
    ]);
  });
  it('a bracket and a quote that are never closed', () => {
    expect(
      diagnosticsOf(desired('boards: { b: { name: B }\n', { 'd/b.yaml': 'boards:\n  b:\n    name: "B\n' })),
    ).toEqual([
      'd/a.yaml:1:9 D_YAML_SYNTAX the bracket { is never closed: { b: { name: B } → add the closing }',
      'd/b.yaml:3:11 D_YAML_SYNTAX the quote " is never closed: "B → add the closing "',
    ]);
  });
  it('wrong indentation', () => {
    expect(diagnosticsOf(desired('boards:\n  b:\n    name: B\n   notes: {}\n'))).toEqual([
      'd/a.yaml:4:1 D_YAML_SYNTAX All mapping items must start at the same column: "notes: {}" → check indentation, brackets and quotes here and in the lines above',
    ]);
  });
  it('flow nesting beyond what the parser takes', () => {
    expect(diagnosticsOf(desired(`a: ${'['.repeat(3000)}`))).toEqual([
      expect.stringMatching(/^d\/a\.yaml:1:\d+ D_YAML_TOO_DEEP the file nests too deeply → nest at most 100 levels$/),
    ]);
  });
  it('nesting beyond what anybody needs', () => {
    expect(diagnosticsOf(desired(`boards: ${'{a: '.repeat(300)}1${'}'.repeat(300)}`))).toEqual([
      'd/a.yaml:1:409 D_YAML_TOO_DEEP the file nests too deeply → nest at most 100 levels',
    ]);
  });
  it('aliases that would fill the memory', () => {
    expect(
      diagnosticsOf(
        desired(
          Array.from({ length: 9 }, (_, i) => `k${i}: &k${i} [${Array(9).fill(i === 0 ? 'x' : `*k${i - 1}`)}]\n`).join(
            '',
          ),
        ),
      ),
    ).toEqual([
      'd/a.yaml:1:22 D_YAML_TOO_DEEP the file holds more than 200000 values → split the file, or use fewer aliases',
    ]);
  });
  it('one slip, and not what it breaks further down', () => {
    expect(diagnosticsOf(notes(`      u: { value: \${var.host} }\n  c:\n    name: C\nlamps: {}\n`))).toEqual([
      `d/a.yaml:5:19 D_YAML_SYNTAX an unquoted \${…} inside { } or [ ], or before a colon, is read as a map: \${var.host} → quote it: "\${var.host}"`,
    ]);
  });
});
