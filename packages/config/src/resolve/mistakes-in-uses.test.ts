// Each mistake in a use or a ref is reported at its place, with what would be right.
import { describe, expect, it } from 'vitest';
import { desired, diagnosticsOf, lampWith, notes } from '../testing/diagnostics.ts';

describe('What is wrong with uses, refs and secrets', () => {
  it('refs that name nothing, the wrong kind, or have no form', () => {
    expect(
      diagnosticsOf(
        desired(
          `boards: { orders: { name: O } }\nlamps:\n  a: { name: a, board: board.order }\n  b: { name: b, board: lamp.a }\n  c: { name: c, board: orders }\n  d: { name: d, board: bord.orders }\n  e: { name: e, board: "\${lamp.a.uid}" }\n  f: { name: f, board: "x\${board.orders.uid}" }\n  g: { name: g, board: 5 }\n  h: { name: h, board: [] }\n  i: { name: i, board: "" }\n`,
        ),
      ),
    ).toEqual([
      'd/a.yaml:3:24 D_REF_UNKNOWN there is no board.order in the desired files → did you mean "board.orders"?',
      'd/a.yaml:4:24 D_REF_KIND "board" must name a board, found "lamp.a" → write board.NAME, or { uid: … } for an object managed elsewhere',
      'd/a.yaml:5:24 D_REF_FORM "orders" does not name a board → did you mean "board.orders"? write board.NAME, or { uid: … } for an object managed elsewhere',
      'd/a.yaml:6:24 D_REF_FORM "bord.orders" does not name a board → did you mean "board.orders"? write board.NAME, or { uid: … } for an object managed elsewhere',
      'd/a.yaml:7:24 D_REF_KIND "board" must name a board, found lamp.a → write board.NAME, or { uid: … } for an object managed elsewhere',
      'd/a.yaml:8:24 D_REF_FORM "board" must name one board → write board.NAME, or { uid: … } for an object managed elsewhere',
      'd/a.yaml:9:24 D_WRONG_TYPE "board" must be a text or a map, found a number 5 → quote it: "5"',
      'd/a.yaml:10:24 D_WRONG_TYPE "board" must be a text or a map, found a list of 0 → The board that it watches. For example: board.orders',
      'd/a.yaml:11:24 D_REF_FORM "" does not name a board → write board.NAME, or { uid: … } for an object managed elsewhere',
    ]);
  });
  it('variables, files, resources and attributes that are not there', () => {
    expect(
      diagnosticsOf(
        notes(
          `      a: \${var.hst}\n      b: \${env.NOPE}\n      c: \${file.nope.js}\n      d: \${board.x.url}\n      e: \${board.b.ur}\n      m: \${file.../../x}\n`,
        ),
      ),
    ).toEqual([
      'd/a.yaml:5:10 D_VAR_UNKNOWN the variable "hst" is not set → did you mean "host"? Or set it under "vars:" in the project file or with --var hst=…',
      'd/a.yaml:6:10 D_ENV_UNLISTED the environment variable NOPE is not listed in the project file, and only listed ones are read → add the line "env: [NOPE]" to postform.yaml. What must not be seen belongs under "secrets:" there',
      'd/a.yaml:7:10 D_FILE_UNREADABLE d/nope.js does not exist → paths are relative to the file that names them',
      'd/a.yaml:8:10 D_REF_UNKNOWN there is no board.x in the desired files → did you mean "board.b"?',
      'd/a.yaml:9:10 D_ATTRIBUTE_UNKNOWN a board has no attribute "ur" → did you mean "url"?',
      'd/a.yaml:10:10 D_FILE_OUTSIDE "../../x" lies outside the project → name a file inside the project, relative to this file',
    ]);
  });
  it('uses that have no form', () => {
    expect(
      diagnosticsOf(
        notes(
          `      f: \${boar.b.url}\n      g: \${secret.tok}\n      h: \${}\n      i: \${var}\n      j: "a \${var.host"\n      k: \${board.b}\n      l: \${board.b.url.x}\n`,
        ),
      ),
    ).toEqual([
      `d/a.yaml:5:10 D_INTERPOLATION \${boar.b.url} does not say where the value comes from → did you mean "board"? Write \${var.NAME}, \${env.NAME}, \${file.PATH} or \${KIND.NAME.ATTRIBUTE}; $\${ is a literal \${`,
      `d/a.yaml:6:10 D_INTERPOLATION \${secret.tok} is not how a secret is written → write the whole value as { secret: tok }`,
      `d/a.yaml:7:10 D_INTERPOLATION \${} does not say where the value comes from → known here: var, env, file, board, lamp. Write \${var.NAME}, \${env.NAME}, \${file.PATH} or \${KIND.NAME.ATTRIBUTE}; $\${ is a literal \${`,
      `d/a.yaml:8:10 D_INTERPOLATION \${var} names nothing → write \${var.NAME}`,
      `d/a.yaml:9:13 D_INTERPOLATION \${ is never closed: "\${var.host" → add the }, or write $\${ for a literal \${`,
      `d/a.yaml:10:10 D_INTERPOLATION \${board.b} does not name an attribute of a resource → write \${board.b.id}; attributes: id, uid, url`,
      `d/a.yaml:11:10 D_INTERPOLATION \${board.b.url.x} does not name an attribute of a resource → write \${board.b.id}; attributes: id, uid, url`,
    ]);
  });
  it('a secret that is not listed', () => {
    expect(diagnosticsOf(notes('      l: { secret: tokk }\n'))).toEqual([
      'd/a.yaml:5:20 D_SECRET_UNLISTED the secret "tokk" is not listed in the project file, and only listed secrets are uploaded → did you mean "tok"? To consent to its upload, write tokk: { env: NAME } under "secrets:" there',
    ]);
  });
  it('a use in the middle of a block of text', () => {
    expect(diagnosticsOf(notes(`      n: |\n        line\n        \${var.zz}\n`))).toEqual([
      'd/a.yaml:7:9 D_VAR_UNKNOWN the variable "zz" is not set → known here: host, num. Or set it under "vars:" in the project file or with --var zz=…',
    ]);
  });
  it('a use in a key, as a warning', () => {
    expect(diagnosticsOf(notes(`      "\${var.host}": x\n`))).toEqual([
      `d/a.yaml:5:7 warning D_INTERPOLATION \${…} is not understood in a key: "\${var.host}" → write the key out, or leave it if the key is meant like that`,
    ]);
  });
  it('values of uses that do not fit, without the value itself', () => {
    expect(
      diagnosticsOf(
        lampWith(
          `    delay: \${var.num}\n    active: \${var.num}\n    color: \${var.host}\n    emails: ["\${var.num}"]\n`,
        ),
      ),
    ).toEqual([
      `d/a.yaml:5:12 D_WRONG_TYPE the value of "\${var.num}" does not fit: "delay" must be a whole number → Milliseconds. From 1 to 900000.`,
      `d/a.yaml:6:13 D_WRONG_TYPE the value of "\${var.num}" does not fit: "active" must be true or false → Whether it shines.`,
      `d/a.yaml:7:12 D_WRONG_VALUE the value of "\${var.host}" does not fit: "color" → One of: red, green, blue`,
      `d/a.yaml:8:15 D_WRONG_VALUE the value of "\${var.num}" does not fit: "emails[0]" → For example: ops@example.com`,
    ]);
  });
  it('nothing about unknown resources where some file could not be read', () => {
    expect(diagnosticsOf(desired('lamps: { a: { name: a, board: board.x } }\n', { 'd/b.yaml': 'boards: {' }))).toEqual([
      'd/b.yaml:1:9 D_YAML_SYNTAX the bracket { is never closed: { → add the closing }',
    ]);
  });
  it('refs, uses and secrets of resources that do not fit their schema either', () => {
    expect(
      diagnosticsOf(
        desired(
          `lamps:\n  a: { name: 1, board: board.x, color: "\${var.no}" }\n  b: { board: "\${var.no}" }\nboards:\n  y: { nam: y, notes: { a: { secret: no }, b: { c: 1 } } }\n`,
        ),
      ),
    ).toEqual([
      'd/a.yaml:2:14 D_WRONG_TYPE "name" must be a text, found a number 1 → quote it: "1"',
      'd/a.yaml:2:24 D_REF_UNKNOWN there is no board.x in the desired files → did you mean "board.y"?',
      'd/a.yaml:2:41 D_VAR_UNKNOWN the variable "no" is not set → known here: host, num. Or set it under "vars:" in the project file or with --var no=…',
      'd/a.yaml:3:3 D_MISSING_FIELD the field "name" is missing → add "name:".',
      'd/a.yaml:3:16 D_VAR_UNKNOWN the variable "no" is not set → known here: host, num. Or set it under "vars:" in the project file or with --var no=…',
      'd/a.yaml:5:8 D_UNKNOWN_KEY unknown key "nam" → did you mean "name"?',
      'd/a.yaml:5:38 D_SECRET_UNLISTED the secret "no" is not listed in the project file, and only listed secrets are uploaded → known here: tok. To consent to its upload, write no: { env: NAME } under "secrets:" there',
      'd/a.yaml:5:44 D_MISSING_FIELD "b": the field "secret" is missing → add "secret:".',
      'd/a.yaml:5:49 D_UNKNOWN_KEY unknown key "c" → known keys: secret',
    ]);
  });
});
