// Room: violations of a schema become mistakes in people's words: one for each slip, with what would be right.
import { isObject, type Json, type JsonObject } from '@postform/engine';
import type { Mistake } from './expand.ts';
import { nearest } from './nearest.ts';
import { shown } from './text.ts';
import type { Violation } from './validator.ts';
import { USE } from './widen.ts';

/** A mistake whose place is the key rather than the value. */
export interface SchemaMistake extends Mistake {
  readonly atKey?: boolean;
}

/** Unions are reduced to the branch that the user most likely meant. */
export function explain(violations: readonly Violation[], extraKeys: readonly string[] = []): readonly SchemaMistake[] {
  const mistakes = reduceUnions(violations).map((violation) => explainOne(violation, extraKeys));
  const seen = new Set<string>();
  return mistakes.filter(({ pointer, code, message }) => {
    const key = `${pointer}\n${code}\n${message}`;
    return seen.has(key) ? false : (seen.add(key), true);
  });
}

const isUnion = ({ rule }: Violation) => rule === 'anyOf' || rule === 'oneOf';

function reduceUnions(violations: readonly Violation[]): readonly Violation[] {
  let left = violations.filter(({ schema, rule }) => schema['pattern'] !== USE['pattern'] && rule !== 'if');
  const unions = left.filter(isUnion).sort((a, b) => a.at.length - b.at.length);
  for (const union of unions) {
    if (!left.includes(union)) continue;
    const inside = (v: Violation) =>
      v !== union &&
      v.at.startsWith(`${union.at}/`) &&
      (v.pointer === union.pointer || v.pointer.startsWith(`${union.pointer}/`));
    const branches = new Map<string, Violation[]>();
    for (const violation of left.filter(inside)) {
      const index = violation.at.slice(union.at.length + 1).split('/', 1)[0]!;
      branches.set(index, [...(branches.get(index) ?? []), violation]);
    }
    const kept = closest([...branches.values()], union);
    left = left.filter((violation) => violation !== union && !inside(violation)).concat(kept);
  }
  return left;
}

/** The branch with the right type, then the right discriminator, then the fewest mistakes. */
function closest(branches: readonly Violation[][], union: Violation): readonly Violation[] {
  if (branches.length === 0) return [union];
  const wrongType = (branch: Violation[]) =>
    branch.some(({ rule, pointer }) => rule === 'type' && pointer === union.pointer);
  const fitting = branches.filter((branch) => !wrongType(branch));
  if (fitting.length === 0) {
    const types = new Set(
      branches
        .flat()
        .filter(({ rule, pointer }) => rule === 'type' && pointer === union.pointer)
        .flatMap(({ params }) => params['type'] as string | string[]),
    );
    const first = branches[0]!.find(({ rule, pointer }) => rule === 'type' && pointer === union.pointer)!;
    return [
      {
        ...first,
        params: { type: [...types] },
        schema: { ...union.schema, ...(first.schema['examples'] ? { examples: first.schema['examples'] } : {}) },
      },
    ];
  }
  const wrongWord = (branch: Violation[]) =>
    branch.filter(({ rule, pointer }) => (rule === 'const' || rule === 'enum') && pointer !== union.pointer).length;
  return [...fitting].sort((a, b) => wrongWord(a) - wrongWord(b) || a.length - b.length)[0]!;
}

const TYPE_WORDS: Readonly<Record<string, string>> = {
  string: 'a text',
  number: 'a number',
  integer: 'a whole number',
  boolean: 'true or false',
  object: 'a map',
  array: 'a list',
  null: 'nothing',
};

export function typeOf(value: Json | undefined): string {
  if (value === null || value === undefined) return 'nothing';
  if (Array.isArray(value)) return `a list of ${value.length}`;
  if (isObject(value))
    return Object.keys(value).length === 0 ? 'an empty map' : `a map (${Object.keys(value).slice(0, 3).join(', ')})`;
  return `${TYPE_WORDS[typeof value] === 'true or false' ? '' : `${TYPE_WORDS[typeof value]} `}${shown(value)}`.trim();
}

function explainOne(violation: Violation, extraKeys: readonly string[]): SchemaMistake {
  const { pointer, rule, params, schema, value, message } = violation;
  const field = pointer === '' ? 'this' : `"${lastToken(pointer)}"`;
  const wrong = (code: string, text: string, hint: string): SchemaMistake => ({ pointer, code, message: text, hint });
  switch (rule) {
    case 'type':
      return wrong(
        'D_WRONG_TYPE',
        `${field} must be ${typeWords(params['type'])}, found ${typeOf(value)}`,
        typeHint(params['type'], value, schema),
      );
    case 'additionalProperties': {
      const key = String(params['additionalProperty']);
      const known = [
        ...Object.keys(isObject(schema['properties']) ? schema['properties'] : {}),
        ...(pointer === '' ? extraKeys : []),
      ];
      const near = nearest(key, known);
      return {
        pointer: `${pointer}/${escaped(key)}`,
        code: 'D_UNKNOWN_KEY',
        message: `unknown key ${shown(key)}`,
        hint: near === undefined ? `known keys: ${known.join(', ')}` : `did you mean "${near}"?`,
        atKey: true,
      };
    }
    case 'required': {
      const key = String(params['missingProperty']);
      return {
        pointer,
        code: 'D_MISSING_FIELD',
        message: `${pointer === '' ? '' : `${field}: `}the field "${key}" is missing`,
        hint: missingHint(key, schema),
        atKey: true,
      };
    }
    case 'enum': {
      const allowed = (params['allowedValues'] as readonly Json[]).map(String);
      const near = typeof value === 'string' ? nearest(value, allowed) : undefined;
      return wrong(
        'D_WRONG_VALUE',
        `${field} is ${shown(value)}`,
        `${near === undefined ? '' : `did you mean "${near}"? `}One of: ${allowed.join(', ')}`,
      );
    }
    case 'const':
      return wrong('D_WRONG_VALUE', `${field} is ${shown(value)}`, `write ${String(params['allowedValue'])}`);
    case 'pattern':
    case 'format':
      return wrong(
        'D_WRONG_VALUE',
        `${field} is ${shown(value)}, which does not have the right form`,
        formHint(schema),
      );
    case 'propertyNames':
      return {
        pointer: `${pointer}/${escaped(String(params['propertyName']))}`,
        code: 'D_NAME',
        message: `${shown(params['propertyName'])} cannot be a name here`,
        hint: formHint(schema),
        atKey: true,
      };
    case 'anyOf':
    case 'oneOf':
      return wrong('D_WRONG_VALUE', `${field} fits none of the forms that it may have`, formHint(schema));
    default:
      return wrong(
        'D_WRONG_VALUE',
        `${field} ${message.replace(/NOT/g, 'not')}, found ${typeOf(value)}`,
        formHint(schema),
      );
  }
}

function typeWords(type: unknown): string {
  const words = (Array.isArray(type) ? type : [type])
    .filter((one) => one !== 'null')
    .map((one) => TYPE_WORDS[String(one)] ?? String(one));
  return [...new Set(words)].join(' or ');
}

function typeHint(type: unknown, value: Json | undefined, schema: JsonObject): string {
  const wanted = Array.isArray(type) ? type : [type];
  if (value === null)
    return wanted.includes('object') ? 'write {} for none, or remove the key' : 'write a value, or remove the key';
  if (wanted.includes('string') && (typeof value === 'number' || typeof value === 'boolean'))
    return `quote it: "${value}"`;
  if (
    typeof value === 'string' &&
    /^-?\d+(\.\d+)?$/.test(value) &&
    (wanted.includes('integer') || wanted.includes('number'))
  )
    return `remove the quotes: ${value}`;
  if (wanted.includes('boolean') && typeof value === 'string') {
    if (/^(yes|on|true)$/i.test(value)) return 'write true';
    if (/^(no|off|false)$/i.test(value)) return 'write false';
  }
  if (wanted.includes('array') && !isObject(value)) return `write a list: [${shown(value)}]`;
  return formHint(schema);
}

function missingHint(key: string, schema: JsonObject): string {
  const field = isObject(schema['properties']) ? schema['properties'][key] : undefined;
  const about = isObject(field) ? formHint(field) : '';
  return about === '' ? `add "${key}:"` : `add "${key}:"; ${about}`;
}

/** What the schema says of itself: its first example and the first sentence of its description. */
function formHint(schema: JsonObject): string {
  const { examples, description } = schema;
  const example = Array.isArray(examples) && examples.length > 0 ? `for example ${shown(examples[0])}` : '';
  const about = typeof description === 'string' ? (/^.*?[.](?=\s|$)/s.exec(description)?.[0] ?? description) : '';
  return (
    [example, about].filter((text) => text !== '').join('; ') || 'see the description of this field in your editor'
  );
}

const escaped = (key: string) => key.replaceAll('~', '~0').replaceAll('/', '~1');
const lastToken = (pointer: string) =>
  pointer
    .slice(pointer.lastIndexOf('/') + 1)
    .replaceAll('~1', '/')
    .replaceAll('~0', '~');
