// What is told of one change, in each of the forms that lines have.
import { type Detail, isDeferredValue, type Json, type Line } from '@postform/engine';
import { showValue } from '../../kind-tools/show.ts';
import { shownPair, shownValue } from './text.ts';

export interface Told {
  readonly mark: Line['mark'];
  /** A line of its own, long values shortened: `header Accept: a → b`. */
  readonly text: string;
  /** The same with whole values. */
  readonly full: string;
  /** As a part of the line of its request: `header Accept added: a`. */
  readonly fact: string;
  /** Lines of text below it, at depth 0. */
  readonly below?: (detail: Detail) => readonly Line[];
}

export function told(mark: Told['mark'], text: string, fact = text): Told {
  return { mark, text, full: text, fact };
}

const WHOLE = Number.POSITIVE_INFINITY;

/** `label: a → b`, or nothing where both are the same. */
export function changed(label: string, before: Json | undefined, after: Json | undefined): readonly Told[] {
  if (isSame(before, after)) return [];
  if (before === undefined) return [oneSided('+', 'added', label, after)];
  if (after === undefined) return [oneSided('-', 'removed', label, before)];
  const short = shownPair(before, after).join(' → ');
  const full = `${label}: ${shownValue(before, WHOLE)} → ${shownValue(after, WHOLE)}`;
  return [{ ...told('~', `${label}: ${short}`), full }];
}

/** As `changed`, for a label of ours that needs no colon within a heading: `method GET → POST`. */
export function changedWord(label: string, before: Json | undefined, after: Json | undefined): readonly Told[] {
  return changed(label, before, after).map((one) => ({ ...one, fact: one.fact.replace(`${label}: `, `${label} `) }));
}

function oneSided(mark: Told['mark'], verb: string, label: string, value: Json | undefined): Told {
  const short = shownValue(value);
  const full = `${label}: ${shownValue(value, WHOLE)}`;
  return { mark, text: `${label}: ${short}`, full, fact: `${label} ${verb}: ${short}` };
}

/** As `changed`, for a leaf of which one side is only a stand-in: the other side is told in few words. */
export function stoodIn(
  label: string,
  before: Json | undefined,
  after: Json | undefined,
  summarise: (value: Json) => string,
): readonly Told[] {
  if (isSame(before, after)) return [];
  const words = [before, after].flatMap((value) =>
    value === undefined ? [] : [isDeferredValue(value) ? showValue(value) : summarise(value)],
  );
  const value = words.join(' → ');
  const text = `${label}: ${value}`;
  if (before === undefined) return [told('+', text, `${label} added: ${value}`)];
  return [after === undefined ? told('-', text, `${label} removed: ${value}`) : told('~', text)];
}

export function isSame(a: Json | undefined, b: Json | undefined): boolean {
  return a === b || JSON.stringify(a) === JSON.stringify(b);
}
