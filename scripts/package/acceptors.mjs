// Generates acceptors: functions that say whether a value fits a schema, made by ajv, without what would word a mistake.
import { Ajv } from 'ajv';
import standalone from 'ajv/dist/standalone/index.js';
import formats from 'ajv-formats';

/** What describes a schema to people. A schema of ours never has a rule of these names. */
const NOTES = new Set(['title', 'description', 'examples', 'markdownDescription']);

/**
 * The text of a module that exports `name`: a Map from each key of `schemas` to the acceptor of its schema. It requires
 * parts of ajv's runtime, which the bundler takes in.
 */
export function acceptorsModule(name, schemas) {
  const entries = Object.entries(schemas).map(([key, schema]) => `[${JSON.stringify(key)}, ${acceptor(schema)}]`);
  return `export const ${name} = new Map([\n${entries.join(',\n')}\n]);\n`;
}

/** An expression that gives a function. */
function acceptor(schema) {
  const ajv = new Ajv({
    strict: false,
    meta: false,
    validateSchema: false,
    logger: false,
    messages: false,
    code: { source: true, lines: true, optimize: 2 },
  });
  formats.default(ajv);
  const code = standalone.default(ajv, ajv.compile(withoutNotes(schema)));
  const [head, validate] = /^"use strict";\s*module\.exports = (\w+);\s*module\.exports\.default = \1;/.exec(code);
  return `(() => {\n${withoutErrors(code.slice(head.length))}\nreturn ${validate};\n})()`;
}

function withoutNotes(node, holdsNames = false) {
  if (Array.isArray(node)) return node.map((item) => withoutNotes(item));
  if (node === null || typeof node !== 'object') return node;
  const kept = Object.entries(node).filter(([key]) => holdsNames || !NOTES.has(key));
  return Object.fromEntries(
    kept.map(([key, value]) => [
      key,
      isData(key, holdsNames) ? value : withoutNotes(value, holdsSchemas(key, holdsNames)),
    ]),
  );
}

const isData = (key, isName) => !isName && ['enum', 'const', 'required'].includes(key);
const holdsSchemas = (key, isName) => !isName && ['properties', 'patternProperties', 'definitions'].includes(key);

/** What ajv 8 writes to describe errors, and what is left of it: errors are counted, and places are not passed on. */
const DESCRIBING = [
  [
    /const (err\d+) = \{.*\};\nif\(vErrors === null\)\{\nvErrors = \[\1\];\n\}\nelse \{\nvErrors\.push\(\1\);\n\}\nerrors\+\+;/g,
    'errors++;',
  ],
  [
    /vErrors = vErrors === null \? ([\w.]+)\.errors : vErrors\.concat\(\1\.errors\);\nerrors = vErrors\.length;/g,
    'errors++;',
  ],
  [
    /if\(vErrors !== null\)\{\nif\(_errs\d+\)\{\nvErrors\.length = _errs\d+;\n\}\nelse \{\nvErrors = null;\n\}\n\}/g,
    '',
  ],
  [/\w+\.errors = \[\{.*\}\];\n/g, ''],
  [/\w+\.errors = vErrors;\n/g, ''],
  [/let vErrors = null;\n/g, ''],
  [/, \{instancePath="", parentData, parentDataProperty, rootData=data\}=\{\}\)/g, ')'],
  [/, \{instancePath(?::.*?)?,parentData.*?,rootData\}\)/g, ')'],
];

function withoutErrors(code) {
  const bare = DESCRIBING.reduce((text, [pattern, short]) => text.replace(pattern, short), code);
  const left = /.*(vErrors|\.errors\b|instancePath|\berr\d+\b).*/.exec(bare);
  if (left !== null) throw new Error(`ajv describes errors in a way that is new here: ${left[0].slice(0, 200)}`);
  return bare;
}
