// Makes two variables equal that say the same in different ways.

import { isDeferredValue, isObject, type Json, type JsonObject, type Rule } from '@postform/engine';
import { present } from '../kind-tools/trees.ts';
import { textOf, valueText } from './source.ts';
import { isPlainType } from './values.ts';

/** Applies `change` to each variable; an undefined field goes. */
function onValues(change: (value: JsonObject) => Readonly<Record<string, Json | undefined>>): Rule['apply'] {
  return (spec) => {
    const values = spec['values'];
    if (!isObject(values)) return spec;
    const changed = Object.entries(values).map(([key, value]) => [
      key,
      isObject(value) && !isDeferredValue(value) ? present({ ...value, ...change(value) }) : value,
    ]);
    return { ...spec, values: Object.fromEntries(changed) };
  };
}

export const environmentRules: readonly Rule[] = [
  {
    name: 'plain-type',
    why: 'The API knows the types default and secret only (Postman OpenAPI 1.45.0, environmentVariables); exports up to Postman 6 say text, later ones any, others leave it out.',
    apply: onValues((value) => ({ type: isPlainType(value['type']) ? 'default' : value['type'] })),
  },
  {
    name: 'enabled-unless-said',
    why: 'A variable without `enabled` is enabled (Postman OpenAPI 1.45.0 does not require it; the apps write it always).',
    apply: onValues((value) => ({ enabled: value['enabled'] ?? true })),
  },
  {
    name: 'text-value',
    why: 'A value is text (Postman OpenAPI 1.45.0, environmentVariables); what an older environment holds otherwise is sent as the text that stands for it.',
    apply: onValues(({ value }) => ({ value: isDeferredValue(value) ? value : valueText(value) })),
  },
  {
    name: 'blank-value',
    why: 'A read leaves `value` out where the value lies in the vault, a write sends "" (Postman OpenAPI 1.45.0, getEnvironment and createEnvironment).',
    apply: onValues((value) => ({ value: value['value'] ?? '' })),
  },
  {
    name: 'plain-description',
    why: 'Exports up to Postman 6 hold a description as { content, type }; the API takes text (Postman OpenAPI 1.45.0).',
    apply: onValues((value) => {
      const description = value['description'];
      return {
        description: isObject(description) && !isDeferredValue(description) ? textOf(description) : description,
      };
    }),
  },
  {
    name: 'no-description',
    why: 'An empty description and none are the same: Postman writes "" where nobody has described a variable.',
    apply: onValues((value) => ({ description: value['description'] || undefined })),
  },
  {
    name: 'not-in-vault',
    why: '`secret` marks variables whose value lies in the vault; false, its default, says nothing (Postman OpenAPI 1.45.0, environmentSecret).',
    apply: onValues((value) => ({ secret: value['secret'] || undefined })),
  },
];
