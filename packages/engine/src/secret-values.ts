// The values in a spec that must not be shown: what its kind veils or calls sensitive, as texts.
import { type Kind, normalize } from './kind.ts';
import { isLate, isObject, type Json, type JsonObject } from './tree.ts';

/** Unresolved secrets are none: a late node holds no value. */
export function secretValues(kind: Kind, spec: JsonObject): readonly string[] {
  const values: string[] = [];
  const take = (value: Json): void => {
    if (typeof value === 'string') values.push(value);
    else if (isObject(value) && !isLate(value) && typeof value['value'] === 'string') values.push(value['value']);
  };
  const normal = normalize(kind, spec);
  kind.veil?.(normal, (pasted) => {
    take(pasted);
    return pasted;
  });
  for (const leaf of kind.leaves(normal)) if (kind.isSensitive(leaf, normal)) take(leaf.value);
  return values;
}
