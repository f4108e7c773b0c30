// Declares the value that replaces one that is unknown because a mistake in its place is reported already.
import { type DeferredValue, eachDeferredValue, isDeferredValue, isObject, type Json } from '@postform/engine';

/** Checks pass it over, as they pass over what is known only after apply. */
export const STAND_IN: Json = { $deferred: 'unknown', of: '' } satisfies DeferredValue;

function isStandIn(value: Json | undefined): boolean {
  return isObject(value) && value['$deferred'] === 'unknown' && value['of'] === '';
}

export function holdsStandIn(tree: Json): boolean {
  let found = false;
  eachDeferredValue(tree, (value) => {
    found ||= isStandIn(value as Json);
  });
  return found;
}

/** What stands for it where a schema is checked: every scalar of a widened schema takes a use. */
const STAND_IN_TEXT = `\${unknown}`;

/** What is not known yet is checked as it was written. */
export function checkable(written: Json | undefined, expanded: Json): Json {
  if (isStandIn(expanded)) return STAND_IN_TEXT;
  if (isDeferredValue(expanded)) return written ?? '';
  if (Array.isArray(expanded))
    return expanded.map((item: Json, index) => checkable(Array.isArray(written) ? written[index] : undefined, item));
  if (!isObject(expanded)) return expanded;
  return Object.fromEntries(
    Object.entries(expanded).map(([key, value]) => [
      key,
      checkable(isObject(written) && Object.hasOwn(written, key) ? written[key] : undefined, value),
    ]),
  );
}
