// Converts texts that came out of uses where the schema expects a number or a boolean.
import { getAt, isDeferredValue, isObject, type Json, setAt } from '@postform/engine';
import { quoteValue } from '../files/wording.ts';
import type { Mistake } from '../yaml/mistakes.ts';
import { checkable } from './stand-in.ts';
import type { Validate } from './validator.ts';
import { explain } from './violations.ts';

export interface Coerced {
  readonly value: Json;
  readonly mistakes: readonly Mistake[];
}

/** Checks the tree once more with uses replaced. Messages show what was written, because the value may be private. */
export function coerce(written: Json, expanded: Json, validate: Validate): Coerced {
  if (!differs(written, expanded)) return { value: expanded, mistakes: [] };
  let value = expanded;
  let violations = validate(checkable(written, value));
  for (const { pointer, rule, params } of violations) {
    const text = getAt(value, pointer);
    if (rule !== 'type' || typeof text !== 'string' || getAt(written, pointer) === text) continue;
    const converted = convert(text, [params['type']].flat() as string[]);
    if (converted !== undefined) value = setAt(value, pointer, converted);
  }
  if (value !== expanded) violations = validate(checkable(written, value));
  return { value, mistakes: explain(violations).map((mistake) => withoutValue(mistake, written, expanded)) };
}

function convert(text: string, types: readonly string[]): Json | undefined {
  if (types.includes('boolean') && (text === 'true' || text === 'false')) return text === 'true';
  const wantsNumber = types.includes('number') || types.includes('integer');
  return wantsNumber && /^-?(0|[1-9]\d*)(\.\d+)?$/.test(text) ? Number(text) : undefined;
}

function withoutValue(mistake: Mistake, written: Json, expanded: Json): Mistake {
  const source = getAt(written, mistake.pointer);
  if (typeof source !== 'string' || getAt(expanded, mistake.pointer) === source) return mistake;
  return {
    ...mistake,
    message: `the value of ${quoteValue(source)} does not fit: ${mistake.message.replace(/(, found| is) .*$/s, '')}`,
    raw: source,
  };
}

function differs(written: Json, expanded: Json): boolean {
  if (written === expanded) return false;
  if (isDeferredValue(expanded)) return false;
  if (Array.isArray(expanded) && Array.isArray(written))
    return expanded.some((item: Json, index) => differs(written[index] ?? null, item));
  if (isObject(expanded) && isObject(written))
    return Object.keys(expanded).some((key) =>
      differs(Object.hasOwn(written, key) ? written[key]! : null, expanded[key]!),
    );
  return true;
}
