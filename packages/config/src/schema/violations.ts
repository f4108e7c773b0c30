// Explains violations of a schema: one mistake for each slip, with what would be right.
import { isObject, type Json, joinPointer, nearest, splitPointer } from '@postform/engine';
import { quoteValue, typeOf, typeWords } from '../files/wording.ts';
import type { Mistake } from '../yaml/mistakes.ts';
import { printFlow } from '../yaml/yaml.ts';
import { aboutSchema, formHint, typeHint } from './hints.ts';
import { reduceUnions } from './unions.ts';
import type { Violation } from './validator.ts';

/** `extraKeys` are allowed at the top beside those of the schema. */
export function explain(violations: readonly Violation[], extraKeys: readonly string[] = []): readonly Mistake[] {
  const crowded = crowdedSecrets(violations);
  const isCrowded = ({ pointer }: Violation) =>
    crowded.some((one) => pointer === one.pointer || pointer.startsWith(`${one.pointer}/`));
  const all = violations.filter(({ at }) => !at.includes('/propertyNames/'));
  const reduced = reduceUnions(all).filter((one) => !isCrowded(one));
  const unknown = reduced
    .filter(({ rule }) => rule === 'additionalProperties')
    .map((one) => unknownKey(one, extraKeys));
  const meant = new Set(unknown.map((one) => joinPointer(...splitPointer(one.pointer).slice(0, -1), one.meant ?? '')));
  const others = reduced.flatMap((one) => {
    if (one.rule === 'additionalProperties') return [];
    if (one.rule === 'required' && meant.has(one.pointer + joinPointer(String(one.params['missingProperty']))))
      return [];
    return [explainOne(one)];
  });
  const byText = new Map<string, Mistake>(
    [...crowded, ...unknown, ...others].map((one) => [`${one.pointer}\n${one.code}\n${one.message}`, one]),
  );
  return [...byText.values()];
}

/** `{ secret: name }` with fields beside it, where another form of the same value has a field `value`. */
function crowdedSecrets(all: readonly Violation[]): readonly Mistake[] {
  return all.flatMap(({ pointer, rule, params, schema, value }) => {
    if (rule === 'const' && params['allowedValue'] === true && pointer.endsWith('/secret') && typeof value === 'string')
      return all.some((one) => `${one.pointer}/secret` === pointer && fieldsOf(one.schema).join() === 'secret')
        ? []
        : [
            {
              pointer,
              code: 'D_WRONG_TYPE',
              message: '"secret" names a secret, and is not its value here',
              hint: `write value: ${printFlow({ secret: value })}`,
            },
          ];
    const { secret, ...beside } = isObject(value) ? value : {};
    const isOnlyField = rule === 'additionalProperties' && fieldsOf(schema).join() === 'secret';
    if (!isOnlyField || typeof secret !== 'string') return [];
    const takesValue = (one: Violation) =>
      (one.pointer === `${pointer}/secret` && one.rule === 'const') ||
      (one.pointer === pointer && fieldsOf(one.schema).includes('value'));
    if (!all.some(takesValue)) return [];
    const hint = `write ${printFlow({ value: { secret }, ...beside })}`;
    return [{ pointer, code: 'D_UNKNOWN_KEY', message: 'a secret with fields beside it is written as a value', hint }];
  });
}

function fieldsOf({ properties }: Violation['schema']): readonly string[] {
  return isObject(properties) ? Object.keys(properties) : [];
}

type UnknownKey = Mistake & {
  /** The known key that it most likely stands for. */
  readonly meant?: string;
};

function unknownKey({ pointer, params, schema }: Violation, extraKeys: readonly string[]): UnknownKey {
  const key = String(params['additionalProperty']);
  const own = isObject(schema['properties']) ? Object.keys(schema['properties']) : [];
  const known = [...own, ...(pointer === '' ? extraKeys : [])];
  const meant = nearest(key, known);
  return {
    pointer: pointer + joinPointer(key),
    code: 'D_UNKNOWN_KEY',
    message: `unknown key ${quoteValue(key)}`,
    hint: meant === undefined ? `known keys: ${known.join(', ') || 'none'}` : `did you mean "${meant}"?`,
    atKey: true,
    ...(meant === undefined ? {} : { meant }),
  };
}

function explainOne({ pointer, rule, params, schema, value, message }: Violation): Mistake {
  const field = pointer === '' ? 'this' : `"${fieldName(pointer)}"`;
  const wrong = (what: string, hint: string): Mistake => ({
    pointer,
    code: 'D_WRONG_VALUE',
    message: `${field} ${what}`,
    hint,
  });
  switch (rule) {
    case 'type': {
      const what = `${field} must be ${typeWords(params['type'])}, found ${typeOf(value)}`;
      return { pointer, code: 'D_WRONG_TYPE', message: what, hint: typeHint(params['type'], value, schema) };
    }
    case 'required':
      return missingField(pointer, String(params['missingProperty']), schema['properties']);
    case 'enum': {
      const allowed = (params['allowedValues'] as readonly Json[]).map(String);
      const near = typeof value === 'string' ? nearest(value, allowed) : undefined;
      return wrong(
        `is ${quoteValue(value)}`,
        `${near === undefined ? '' : `did you mean "${near}"? `}One of: ${allowed.join(', ')}`,
      );
    }
    case 'const':
      return wrong(`is ${quoteValue(value)}`, `write ${String(params['allowedValue'])}`);
    case 'pattern':
    case 'format':
      return wrong(`is ${quoteValue(value)}, which does not have the right form`, formHint(schema));
    case 'minLength':
      return wrong(value === '' ? 'is empty' : `is too short: ${quoteValue(value)}`, formHint(schema));
    case 'propertyNames': {
      const key = String(params['propertyName']);
      const names = isObject(schema['propertyNames']) ? schema['propertyNames'] : {};
      return {
        pointer: pointer + joinPointer(key),
        code: 'D_NAME',
        message: `${quoteValue(key)} cannot be a name here`,
        hint: formHint(names),
        atKey: true,
      };
    }
    case 'anyOf':
    case 'oneOf':
      return wrong('fits none of the forms that it may have', formHint(schema));
    case 'minItems':
    case 'minProperties':
      return wrong(
        `needs at least ${params['limit']} entr${params['limit'] === 1 ? 'y' : 'ies'}, found ${typeOf(value)}`,
        formHint(schema),
      );
    case 'maxItems':
    case 'maxProperties':
      return wrong(`takes at most ${params['limit']} entries, found ${typeOf(value)}`, formHint(schema));
    case 'maxLength':
      return wrong(`has more than ${params['limit']} characters: ${quoteValue(value)}`, formHint(schema));
    case 'uniqueItems':
      return wrong(
        `holds the same entry twice, at ${params['j']} and ${params['i']} (from 0)`,
        'remove one of the two',
      );
    case 'multipleOf':
      return wrong(`is ${quoteValue(value)}, which is no multiple of ${params['multipleOf']}`, formHint(schema));
    case 'not':
      return wrong('is not allowed like this', formHint(schema));
    default:
      return wrong(`${message.replace('NOT', 'not')}, found ${typeOf(value)}`, formHint(schema));
  }
}

function missingField(pointer: string, key: string, fields: Json | undefined): Mistake {
  const owner = pointer === '' ? '' : `"${fieldName(pointer)}": `;
  const field = isObject(fields) ? fields[key] : undefined;
  const hint = `add "${key}:". ${isObject(field) ? aboutSchema(field) : ''}`.trim();
  return { pointer, code: 'D_MISSING_FIELD', message: `${owner}the field "${key}" is missing`, hint, atKey: true };
}

/** The last step of a pointer for people: `emails[0]`. */
function fieldName(pointer: string): string {
  const tokens = splitPointer(pointer);
  const last = tokens.at(-1) ?? '';
  return /^\d+$/.test(last) && tokens.length > 1 ? `${tokens.at(-2)}[${last}]` : last;
}
