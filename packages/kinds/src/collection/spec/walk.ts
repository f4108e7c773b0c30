// Applies changes to the parts of a spec in one walk. The same tree is returned where nothing changes.
import { isObject, type Json, type JsonObject } from '@postform/engine';
import { changeEach, changeFields, changeKey, changeList } from '../../kind-tools/trees.ts';
import { below, ENTRIES, type PartPlace, type Places, type Token, VALUES } from './places.ts';

/** From a value, and the key under which it stands, to the value that takes its place; undefined removes it. */
export type ChangeValue = (value: Json, key: string) => Json | undefined;

/** A change and where it applies. It reads nothing but the value at its place, and what lies below. */
export interface PlacedChange {
  readonly at: Places;
  readonly change: ChangeValue;
}

/** Changes parts as a whole; what is no object stays. */
export function onPart(at: Places, change: (part: JsonObject) => JsonObject): PlacedChange {
  return { at, change: (part) => (isObject(part) ? change(part) : part) };
}

/** Changes fields of parts, where they are there. */
export function onField(at: Places, key: string, change: ChangeValue): PlacedChange {
  return { at: below(at, key), change };
}

/**
 * One walk that does what one walk for each change would do, one after another. The collection's own fields, an item's,
 * a call and an example's own fields have nothing in common, so within each of them alone the order counts.
 */
export function walkOf(changes: readonly PlacedChange[]): (spec: JsonObject) => JsonObject {
  const steps = (of: PartPlace['of']): readonly Step[] =>
    changes.flatMap(({ at, change }) => at.filter((place) => place.of === of).map(({ path }) => ({ path, change })));
  const call = steps('call');
  const isAnswer: Step = { path: ['originalRequest'], change: inOrder(call) };
  const example = [isAnswer, ...steps('example')];
  const items: Step = { path: ['items', VALUES], change: (item, key) => ofItem(item, key) };
  const ofItem = inOrder([
    items,
    { path: ['request'], change: isAnswer.change },
    { path: ['examples', VALUES], change: inOrder(example) },
    ...steps('item'),
  ]);
  const ofCollection = inOrder([items, ...steps('collection')]);
  return (spec) => ofCollection(spec, '') as JsonObject;
}

interface Step {
  readonly path: readonly Token[];
  readonly change: ChangeValue;
}

/** All steps on one value. Steps below different fields stand apart, so a field is entered once for all of its steps. */
function inOrder(steps: readonly Step[]): ChangeValue {
  const changes: ChangeValue[] = [];
  let apart = new Map<Token, Step[]>();
  const flush = (): void => {
    if (apart.size > 0) changes.push(enter(apart));
    apart = new Map();
  };
  for (const { path, change } of steps) {
    const [token, ...rest] = path;
    const isApart = typeof token === 'string' ? ![...apart.keys()].some(isMany) : apart.size === 0 || apart.has(token!);
    if (token === undefined || !isApart) flush();
    if (token === undefined) changes.push(change);
    else apart.set(token, [...(apart.get(token) ?? []), { path: rest, change }]);
  }
  flush();
  return changes.length === 1 ? changes[0]! : (value, key) => applyAll(changes, value, key);
}

function isMany(token: Token): boolean {
  return typeof token !== 'string';
}

function applyAll(changes: readonly ChangeValue[], value: Json, key: string): Json | undefined {
  let changed = value;
  for (const change of changes) {
    const next = change(changed, key);
    if (next === undefined) return undefined;
    changed = next;
  }
  return changed;
}

/** Enters either fields by their keys, or all that stand side by side. */
function enter(apart: ReadonlyMap<Token, readonly Step[]>): ChangeValue {
  const fields: [string, ChangeValue][] = [];
  for (const [token, steps] of apart) {
    const change = inOrder(steps);
    if (typeof token !== 'string') return enterEach(token, change);
    fields.push([token, change]);
  }
  return (part) => (isObject(part) ? changeFields(part, fields) : part);
}

function enterEach(token: Exclude<Token, string>, change: ChangeValue): ChangeValue {
  switch (token) {
    case ENTRIES:
      return (list) => changeList(list, (entry) => change(entry, '') as Json);
    case VALUES:
      return (map) => (isObject(map) ? changeEach(map, (part, key) => change(part, key) as Json) : map);
    default:
      return (auth) => (isObject(auth) ? changeMethods(auth, change) : auth);
  }
}

function changeMethods(auth: JsonObject, change: ChangeValue): JsonObject {
  let changed = auth;
  for (const key of Object.keys(auth)) {
    if (key !== 'type') changed = changeKey(changed, key, (parameters) => change(parameters, key));
  }
  return changed;
}
