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
    inlineRefs: false,
    code: { source: true, lines: true, optimize: 2 },
  });
  formats.default(ajv);
  const code = standalone.default(ajv, ajv.compile(withSharedParts(withoutNotes(schema))));
  const [head, validate] = /^"use strict";\s*module\.exports = (\w+);\s*module\.exports\.default = \1;/.exec(code);
  return `(() => {\n${withoutErrors(code.slice(head.length))}\nreturn ${validate};\n})()`;
}

/** `change` is given each schema in a schema, as changed inside and as it was: the innermost first, the whole last. */
function mapSchemas(node, change, holdsNames = false) {
  if (Array.isArray(node)) return node.map((item) => mapSchemas(item, change));
  if (node === null || typeof node !== 'object') return node;
  const entries = Object.entries(node).map(([key, value]) => [
    key,
    isData(key, holdsNames) ? value : mapSchemas(value, change, holdsSchemas(key, holdsNames)),
  ]);
  return holdsNames ? Object.fromEntries(entries) : change(Object.fromEntries(entries), node);
}

const isData = (key, isName) => !isName && ['enum', 'const', 'required', 'type'].includes(key);
const holdsSchemas = (key, isName) => !isName && ['properties', 'patternProperties', 'definitions'].includes(key);

function withoutNotes(schema) {
  return mapSchemas(schema, (one) => Object.fromEntries(Object.entries(one).filter(([key]) => !NOTES.has(key))));
}

/** Schemas shorter than this as JSON are checked where they stand. */
const LEAST_SHARED = 40;

/** The same schema with a definition of each part that it holds more than once, so that the code has it once. */
function withSharedParts(schema) {
  const counts = new Map();
  mapSchemas(schema, (one, whole) => {
    counts.set(JSON.stringify(whole), (counts.get(JSON.stringify(whole)) ?? 0) + 1);
    return one;
  });
  const names = new Map();
  const parts = {};
  const changed = mapSchemas(schema, (one, whole) => {
    const text = JSON.stringify(whole);
    if (whole === schema || text.length < LEAST_SHARED || counts.get(text) === 1) return one;
    if (!names.has(text)) {
      names.set(text, `part${names.size}`);
      parts[names.get(text)] = one;
    }
    return { $ref: `#/definitions/${names.get(text)}` };
  });
  return { ...changed, definitions: { ...changed.definitions, ...parts } };
}

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
