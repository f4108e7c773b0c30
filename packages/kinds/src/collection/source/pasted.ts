// Secrets that people pasted into a collection, taken out of its source file and put back by name and place.
import {
  eachDeferredValue,
  getAt,
  isObject,
  type Json,
  type JsonObject,
  joinPointer,
  occurrenceKeys,
  type Pointer,
  type Problem,
  setAt,
  splitPointer,
} from '@postform/engine';
import { textAt } from '../../kind-tools/trees.ts';
import { redactCollection } from '../spec/redact.ts';

/**
 * A place is a pointer into the spec in which an entry of a list is named by its key and occurrence and stands for its
 * value: `/items/Login/request/auth/bearer/token`, `/items/Login/request/header/Authorization`.
 */
export type PastedPlace = string;

export interface TakenOut {
  /** The spec with an empty text at each place. */
  readonly spec: JsonObject;
  /** Names of secrets by place; equal values have one name. */
  readonly secrets: Readonly<Record<PastedPlace, string>>;
  /** Places whose values cannot stand for a secret because they are no texts. They stay in the spec. */
  readonly left: readonly PastedPlace[];
}

/** `nameOf` gives a name of its own to each text that it is asked for. */
export function takeOut(spec: JsonObject, nameOf: (about: string) => string): TakenOut {
  const values: Json[] = [];
  const redacted = redactCollection(spec, (value) => ({ $deferred: 'secret', name: String(values.push(value) - 1) }));
  const names = new Map<Json, string>();
  const secrets: Record<PastedPlace, string> = {};
  const left: PastedPlace[] = [];
  let rest = spec;
  eachDeferredValue(redacted, (deferred, pointer) => {
    if (deferred.$deferred !== 'secret') return;
    const value = values[Number(deferred.name)];
    const place = placeOf(spec, pointer);
    if (typeof value !== 'string') {
      left.push(place);
      return;
    }
    const name = names.get(value) ?? nameOf(aboutOf(place));
    names.set(value, name);
    secrets[place] = name;
    rest = setAt(rest, pointer, '') as JsonObject;
  });
  return { spec: rest, secrets, left };
}

/** Places of what is pasted in a spec. */
export function pastedPlaces(spec: JsonObject): readonly PastedPlace[] {
  const { secrets, left } = takeOut(spec, () => '');
  return [...Object.keys(secrets), ...left];
}

/** The spec with secret nodes at their places. `written` maps places to them. */
export function putBack(
  spec: JsonObject,
  written: JsonObject,
): { readonly spec: JsonObject; readonly problems: readonly Problem[]; readonly warnings: readonly Problem[] } {
  const problems: Problem[] = [];
  const warnings: Problem[] = [];
  let result = spec;
  for (const [place, secret] of Object.entries(written)) {
    const found = pointerOf(spec, place);
    const pointer = joinPointer('secrets', place);
    if ('missing' in found) {
      const message = `The source has no ${JSON.stringify(found.missing)} at ${JSON.stringify(place)}.`;
      const hint = `It has: ${found.known.slice(0, 10).join(', ') || 'nothing there'}.`;
      problems.push({ code: 'D_COLLECTION_SECRET', message, hint, pointer });
      continue;
    }
    const there = getAt(spec, found.pointer);
    if (typeof there === 'string' && there !== '') {
      const message = 'The source holds a value of its own at this place; the secret is sent instead.';
      const hint = 'Make it an empty text in the source, so that it stands in no file.';
      warnings.push({ code: 'D_COLLECTION_SECRET', message, hint, pointer });
    }
    result = setAt(result, found.pointer, secret) as JsonObject;
  }
  return { spec: result, problems, warnings };
}

/** List indexes become keys, and the `value` below them goes. */
function placeOf(spec: JsonObject, pointer: Pointer): PastedPlace {
  const tokens = splitPointer(pointer);
  const place: string[] = [];
  let here: Json | undefined = spec;
  for (let index = 0; index < tokens.length; index++) {
    const token = tokens[index]!;
    const next: Json | undefined = getAt(here ?? null, joinPointer(token));
    if (Array.isArray(here) && isObject(next)) {
      place.push(keysIn(here)[Number(token)]!);
      here = next['value'];
      index += 1;
    } else {
      place.push(token);
      here = next;
    }
  }
  return joinPointer(...place);
}

/** The pointer of a place; where there is none, what is missing. */
export function pointerOf(
  spec: JsonObject,
  place: PastedPlace,
): { readonly pointer: Pointer } | { readonly missing: string; readonly known: readonly string[] } {
  let pointer = '';
  let here: Json | undefined = spec;
  for (const token of splitPointer(place)) {
    const known: readonly string[] = Array.isArray(here) ? keysIn(here) : isObject(here) ? Object.keys(here) : [];
    const at: number = known.indexOf(token);
    if (at < 0) return { missing: token, known };
    const isEntry: boolean = Array.isArray(here) && isObject(here[at]);
    const step = Array.isArray(here) ? String(at) : token;
    pointer += joinPointer(step, ...(isEntry ? ['value'] : []));
    const next: Json | undefined = getAt(here ?? null, joinPointer(step));
    here = isEntry ? (next as JsonObject)['value'] : next;
  }
  return { pointer };
}

/** The keys of a list's entries by occurrence; an entry without one is known by its number. */
function keysIn(list: readonly Json[]): readonly string[] {
  const names = list.map((entry) => (isObject(entry) ? (textAt(entry, 'key') ?? textAt(entry, 'name')) : undefined));
  const keys = occurrenceKeys(names.map((name) => name ?? ''));
  return names.map((name, index) => (name === undefined ? String(index) : keys[index]!));
}

/** For the name of the secret: the request or folder, and what it is of it. */
function aboutOf(place: PastedPlace): string {
  const tokens = splitPointer(place).filter((token, index, all) => index < all.length - 1 || token !== 'value');
  const owner = tokens.lastIndexOf('items');
  return [...(owner < 0 ? [] : [tokens[owner + 1]!]), tokens.at(-1)!].join(' ');
}
