// Each mistake in a resource is reported at its place, with what would be right.
import { describe, expect, it } from 'vitest';
import { desired, diagnosticsOf, lampWith, notes } from '../testing/diagnostics.ts';

describe('What is wrong with resources', () => {
  it('a file that is not a map', () => {
    expect(diagnosticsOf(desired('hello\n', { 'd/b.yaml': '- boards\n' }))).toEqual([
      'd/a.yaml:1:1 D_WRONG_TYPE a desired file must be a map, found a text "hello" → begin with one of: boards, lamps, each with a colon',
      'd/b.yaml:1:1 D_WRONG_TYPE a desired file must be a map, found a list of 1 → begin with one of: boards, lamps, each with a colon',
    ]);
  });
  it('an unknown kind, with the nearest known one', () => {
    expect(diagnosticsOf(desired('board:\n  b: { name: B }\nmoved: []\n'))).toEqual([
      'd/a.yaml:1:1 D_UNKNOWN_KEY unknown key "board" → did you mean "boards"?',
      'd/a.yaml:3:1 D_UNKNOWN_KEY unknown key "moved" → known keys: boards, lamps',
    ]);
  });
  it('sections that are not maps', () => {
    expect(diagnosticsOf(desired('boards:\nlamps: []\n'))).toEqual([
      'd/a.yaml:1:1 D_WRONG_TYPE "boards" must be a map of names, found nothing → write {} for none, or remove the key',
      'd/a.yaml:2:8 D_WRONG_TYPE "lamps" must be a map of names, found a list of 0 → write the name of a lamp under it, then its fields',
    ]);
  });
  it('names that cannot be part of an address', () => {
    expect(diagnosticsOf(desired('boards:\n  a b: { name: B }\n  _x: { name: c }\n'))).toEqual([
      'd/a.yaml:2:3 D_NAME "a b" cannot be a name → begin with a letter or digit, then letters, digits, _ and - only; what people see goes into the field "name"',
      'd/a.yaml:3:3 D_NAME "_x" cannot be a name → begin with a letter or digit, then letters, digits, _ and - only; what people see goes into the field "name"',
    ]);
  });
  it('resources that are not maps', () => {
    expect(diagnosticsOf(desired('boards:\n  b:\n  c: text\n'))).toEqual([
      'd/a.yaml:2:3 D_WRONG_TYPE board.b must be a map, found nothing → write its fields under the name',
      'd/a.yaml:3:6 D_WRONG_TYPE board.c must be a map, found a text "text" → write its fields under the name',
    ]);
  });
  it('an address declared in two files, with both places', () => {
    expect(
      diagnosticsOf(
        desired('boards:\n  b: { name: B }\n', { 'd/b.yaml': 'boards:\n  x: { name: B }\n  b: { name: C }\n' }),
      ),
    ).toEqual([
      'd/b.yaml:3:3 D_DUPLICATE_ADDRESS board.b is declared twice → rename one of the two (first here d/a.yaml:2:3)',
    ]);
  });
  it('unknown keys, with the nearest known ones', () => {
    expect(
      diagnosticsOf(lampWith('    activ: true\n    lifecyle: {}\n    lifecycle: { protec: true }\n    zzzz: 1\n')),
    ).toEqual([
      'd/a.yaml:5:5 D_UNKNOWN_KEY unknown key "activ" → did you mean "active"?',
      'd/a.yaml:6:5 D_UNKNOWN_KEY unknown key "lifecyle" → did you mean "lifecycle"?',
      'd/a.yaml:7:18 D_UNKNOWN_KEY unknown key "protec" → did you mean "protect"?',
      'd/a.yaml:8:5 D_UNKNOWN_KEY unknown key "zzzz" → known keys: name, board, schedule, active, delay, color, emails, lifecycle, import',
    ]);
  });
  it('wrong types, with the value and what to write', () => {
    expect(
      diagnosticsOf(
        lampWith(
          '    active: yes\n    delay: "10"\n    color: redd\n    emails: ops@example.com\n    schedule: "*/5"\n',
        ),
      ),
    ).toEqual([
      'd/a.yaml:5:13 D_WRONG_TYPE "active" must be true or false, found a text "yes" → write true',
      'd/a.yaml:6:12 D_WRONG_TYPE "delay" must be a whole number, found a text "10" → remove the quotes: 10',
      'd/a.yaml:7:12 D_WRONG_VALUE "color" is "redd" → did you mean "red"? One of: red, green, blue',
      'd/a.yaml:8:13 D_WRONG_TYPE "emails" must be a list, found a text "ops@example.com" → write a list: ["ops@example.com"]',
      'd/a.yaml:9:15 D_WRONG_TYPE "schedule" must be a map, found a text "*/5" → A map with: cron, timezone.',
    ]);
  });
  it('values out of bounds and of a wrong form', () => {
    expect(diagnosticsOf(lampWith('    delay: 0\n    emails: [notmail, 5]\n'))).toEqual([
      'd/a.yaml:5:12 D_WRONG_VALUE "delay" must be >= 1, found a number 0 → From 1 to 900000.',
      'd/a.yaml:6:14 D_WRONG_VALUE "emails[0]" is "notmail", which does not have the right form → For example: ops@example.com',
      'd/a.yaml:6:23 D_WRONG_TYPE "emails[1]" must be a text, found a number 5 → quote it: "5"',
    ]);
  });
  it('texts that YAML reads as numbers, and empty ones', () => {
    expect(
      diagnosticsOf(desired('boards:\n  b: { name: 12 }\n  c: { name: "" }\n  d: { name: true, notes: [a] }\n')),
    ).toEqual([
      'd/a.yaml:2:14 D_WRONG_TYPE "name" must be a text, found a number 12 → quote it: "12"',
      'd/a.yaml:3:14 D_WRONG_VALUE "name" is empty → For example: Orders',
      'd/a.yaml:4:14 D_WRONG_TYPE "name" must be a text, found true → quote it: "true"',
      'd/a.yaml:4:27 D_WRONG_TYPE "notes" must be a map, found a list of 1 → write a map',
    ]);
  });
  it('in a union, only the mistakes of the branch that was meant', () => {
    expect(
      diagnosticsOf(notes('      u: { valu: 1 }\n      v: [1]\n      w: { value: 1, type: secre }\n      n: null\n')),
    ).toEqual([
      'd/a.yaml:5:12 D_UNKNOWN_KEY unknown key "valu" → did you mean "value"?',
      'd/a.yaml:6:10 D_WRONG_TYPE "v" must be a text, a number, true or false or a map, found a list of 1 → write a text, a number or true or false',
      'd/a.yaml:7:28 D_WRONG_VALUE "type" is "secre" → did you mean "secret"? One of: default, secret',
      'd/a.yaml:8:10 D_WRONG_TYPE "n" must be a text, a number, true or false or a map, found nothing → write "" for an empty text, or remove the key',
    ]);
  });
  it('a missing field', () => {
    expect(diagnosticsOf(desired('lamps:\n  l: { name: x }\n'))).toEqual([
      'd/a.yaml:2:3 D_MISSING_FIELD the field "board" is missing → add "board:". The board that it watches. For example: board.orders',
    ]);
  });
  it('only the misspelling where a required field is misspelled', () => {
    expect(diagnosticsOf(desired('boards:\n  b: { nam: x }\n'))).toEqual([
      'd/a.yaml:2:8 D_UNKNOWN_KEY unknown key "nam" → did you mean "name"?',
    ]);
  });
  it('lifecycle and import that do not fit', () => {
    expect(
      diagnosticsOf(lampWith('    import: {}\n    lifecycle: { ignore: [delay], drift: keeep, protect: "yes" }\n')),
    ).toEqual([
      'd/a.yaml:5:5 D_MISSING_FIELD "import": the field "id" is missing → add "id:". Its id or uid in Postman. For example: c2e3a5c6-ab49-4a31-b2a7-0c5d3d2a1b11',
      'd/a.yaml:6:27 D_WRONG_VALUE "ignore[0]" is "delay", which does not have the right form → A JSON Pointer into the resource; * matches any one step. For example: /description',
      'd/a.yaml:6:42 D_WRONG_VALUE "drift" is "keeep" → did you mean "keep"? One of: undo, keep, stop',
      'd/a.yaml:6:58 D_WRONG_TYPE "protect" must be true or false, found a text "yes" → write true',
    ]);
  });
  it('a drift policy without a policy', () => {
    expect(diagnosticsOf(lampWith('    import: abc\n    lifecycle: { drift: [{ at: /x }] }\n'))).toEqual([
      'd/a.yaml:5:13 D_WRONG_TYPE "import" must be a map, found a text "abc" → Adopt an object that exists already. A map with: id.',
      'd/a.yaml:6:26 D_MISSING_FIELD "drift[0]": the field "policy" is missing → add "policy:". undo: write ours back (the default). For example: keep',
      'd/a.yaml:6:32 D_POLICY_PATH "/x" is no part of a lamp that Postform compares → postform schema leaves lamp lists the paths',
    ]);
  });
  it('an id to import that is known only after apply', () => {
    expect(diagnosticsOf(desired(`boards: { b: { name: B, import: { id: "\${board.b.id}" } } }\n`))).toEqual([
      `d/a.yaml:1:39 D_WRONG_VALUE the id to import must be known now, found "\${board.b.id}" → write the id itself, or a \${var.NAME} that holds it`,
    ]);
  });
  it('what a kind finds wrong, at its place in the file', () => {
    expect(diagnosticsOf(lampWith('    schedule: { cron: "* * *" }\n'))).toEqual([
      'd/a.yaml:5:23 D_LAMP_CRON five fields → */30 * * * *',
    ]);
  });
});
