// The value that stands for one that nobody can know, because a mistake in its place is reported already.
import { type DeferredValue, eachDeferredValue, isObject, type Json } from '@postform/engine';

/** Checks pass it over, as they pass over what is known only after apply. */
export const STAND_IN: Json = { $late: 'unknown', of: '' } satisfies DeferredValue;

export function isStandIn(value: Json | undefined): boolean {
  return isObject(value) && value['$late'] === 'unknown' && value['of'] === '';
}

export function holdsStandIn(tree: Json): boolean {
  let found = false;
  eachDeferredValue(tree, (value) => {
    found ||= isStandIn(value as Json);
  });
  return found;
}

/** What stands for it where a schema is checked: every scalar of a widened schema takes a use. */
export const STAND_IN_TEXT = `\${unknown}`;
