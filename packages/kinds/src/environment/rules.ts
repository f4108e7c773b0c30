// Makes two variables equal that say the same in different ways.

import { isDeferredValue, isObject, type Json, type JsonObject, type Rule } from '@postform/engine';
import { changeEach, changeKey, without } from '../kind-tools/trees.ts';
import { textOf, valueText } from './source.ts';
import { isPlainType } from './values.ts';

/** Applies `change` to a field of each variable, there or not; undefined removes it. */
function onField(key: string, change: (value: Json | undefined) => Json | undefined): Rule['apply'] {
  return (spec) => changeKey(spec, 'values', (values) => (isObject(values) ? changeEach(values, changed) : values));

  function changed(variable: JsonObject): JsonObject {
    const value = variable[key];
    const next = change(value);
    if (next === value) return variable;
    return next === undefined ? without(variable, [key]) : { ...variable, [key]: next };
  }
}

export const environmentRules: readonly Rule[] = [
  {
    name: 'plain-type',
    why: 'The API knows the types default and secret only (Postman OpenAPI 1.45.0, environmentVariables); exports up to Postman 6 say text, later ones any, others leave it out.',
    apply: onField('type', (type) => (isPlainType(type) ? 'default' : type)),
  },
  {
    name: 'enabled-unless-said',
    why: 'A variable without `enabled` is enabled (Postman OpenAPI 1.45.0 does not require it; the apps write it always).',
    apply: onField('enabled', (enabled) => enabled ?? true),
  },
  {
    name: 'text-value',
    why: 'A value is text (Postman OpenAPI 1.45.0, environmentVariables); what an older environment holds otherwise is sent as the text that stands for it.',
    apply: onField('value', (value) => (isDeferredValue(value) ? value : valueText(value))),
  },
  {
    name: 'blank-value',
    why: 'A read leaves `value` out where the value lies in the vault, a write sends "" (Postman OpenAPI 1.45.0, getEnvironment and createEnvironment).',
    apply: onField('value', (value) => value ?? ''),
  },
  {
    name: 'plain-description',
    why: 'Exports up to Postman 6 hold a description as { content, type }; the API takes text (Postman OpenAPI 1.45.0).',
    apply: onField('description', (description) =>
      isObject(description) && !isDeferredValue(description) ? textOf(description) : description,
    ),
  },
  {
    name: 'no-description',
    why: 'An empty description and none are the same: Postman writes "" where nobody has described a variable.',
    apply: onField('description', (description) => description || undefined),
  },
  {
    name: 'not-in-vault',
    why: '`secret` marks variables whose value lies in the vault; false, its default, says nothing (Postman OpenAPI 1.45.0, environmentSecret).',
    apply: onField('secret', (secret) => secret || undefined),
  },
];
