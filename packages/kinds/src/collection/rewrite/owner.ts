// Rewrites the own fields of a collection, folder or request in a file; what is in it has its own turn.
import { equalTrees, isObject, type Json, type JsonObject, occurrenceKeys } from '@postform/engine';
import { inWrittenOrder, isEmptyObject, namesAt, objectAt, present, textAt, without } from '../../kind-tools/trees.ts';
import { at } from '../spec/gather.ts';
import { writeScript } from '../spec/lists.ts';
import { rewriteCall, rewriteExamples } from './call.ts';
import { choose, type OwnerChange, withExtra } from './owner-change.ts';
import { readOwner } from './read-part.ts';

export function rewriteOwner(raw: JsonObject, change: OwnerChange): JsonObject {
  const { sort, pointer } = change;
  let now = sort === 'collection' ? rewriteInfo(raw, change) : rewriteName(raw, change);
  if (sort !== 'collection') now = rewriteField(now, change, 'description');
  if (sort !== 'request') now = rewriteField(now, change, 'auth');
  now = rewriteSettings(now, change);
  now = rewriteVariables(now, change);
  now = rewriteScripts(now, change);
  if (sort === 'request') now = rewriteExamples(rewriteCall(now, change), change);
  return withExtra(now, change, pointer);
}

function rewriteInfo(raw: JsonObject, change: OwnerChange): JsonObject {
  const info = objectAt(raw, 'info');
  const named = rewriteName(info, change);
  const made = rewriteField(named, change, 'description', (description) => ({ info: { name: 'x', description } }));
  const next = withExtra(made, change, '/info');
  return next === info ? raw : { ...raw, info: next };
}

function rewriteName(raw: JsonObject, { before, after }: OwnerChange): JsonObject {
  return before['name'] === after['name'] ? raw : { ...raw, name: after['name']! };
}

function rewriteField(
  raw: JsonObject,
  change: OwnerChange,
  field: string,
  wrap: (value: Json) => JsonObject = (value) => ({ [field]: value }),
): JsonObject {
  const [before, after] = [change.before[field], change.after[field]];
  if (equalTrees(before, after)) return raw;
  if (after === undefined) return without(raw, [field]);
  const made = choose(change, [field], { raw: raw[field], before, after }, (candidate) =>
    equalTrees(readOwner(change.sort, wrap(candidate))[field], after),
  );
  return made === undefined ? raw : { ...raw, [field]: made };
}

/** Settings that nobody compares stay. */
function rewriteSettings(raw: JsonObject, change: OwnerChange): JsonObject {
  const [before, after] = [objectAt(change.before, 'settings'), objectAt(change.after, 'settings')];
  if (equalTrees(before, after)) return raw;
  const key = 'protocolProfileBehavior';
  const made = choose(change, ['settings'], { raw: raw[key], before, after }, (candidate) =>
    equalTrees(objectAt(readOwner(change.sort, { [key]: candidate }), 'settings'), after),
  );
  if (made === undefined) return raw;
  return isEmptyObject(made) ? without(raw, [key]) : { ...raw, [key]: made };
}

function rewriteVariables(raw: JsonObject, change: OwnerChange): JsonObject {
  const [before, after] = [objectAt(change.before, 'variables'), objectAt(change.after, 'variables')];
  if (equalTrees(before, after)) return raw;
  const [from, to] = [entriesOf(change.before), entriesOf(change.after)];
  if (to.length === 0) return without(raw, ['variable']);
  const made = choose(change, ['variables'], { raw: raw['variable'] ?? [], before: from, after: to }, (candidate) => {
    const read = objectAt(readOwner(change.sort, { variable: candidate }), 'variables');
    return equalTrees(sorted(read), sorted(after));
  });
  return made === undefined ? raw : { ...raw, variable: made };
}

function entriesOf(owner: JsonObject): readonly Json[] {
  const variables = objectAt(owner, 'variables');
  return inWrittenOrder(variables, namesAt(owner, 'variableOrder')).map((key) => variables[key]!);
}

/** Twins in the order of their occurrence; other keys in any. */
function sorted(variables: JsonObject): Json {
  const keys = Object.keys(variables).sort((a, b) => a.localeCompare(b, 'en', { numeric: true }));
  return keys.map((key) => variables[key]!);
}

function rewriteScripts(raw: JsonObject, change: OwnerChange): JsonObject {
  const [before, after] = [objectAt(change.before, 'scripts'), objectAt(change.after, 'scripts')];
  const events = Array.isArray(raw['event']) ? raw['event'] : [];
  const keys = scriptKeys(events);
  const now: (Json | undefined)[] = events.map((event: Json, index) => {
    const key = keys[index];
    if (key === undefined || !isObject(event)) return event;
    if (after[key] === undefined) return before[key] === undefined ? event : undefined;
    return rewriteScript(event, change, key, objectAt(before, key), objectAt(after, key));
  });
  for (const key of Object.keys(after))
    if (!keys.includes(key)) now.push(withScriptExtra(writeScript(objectAt(after, key), {}, {}), change, key));
  const kept = now.filter((event) => event !== undefined);
  if (kept.length === events.length && kept.every((event, index) => event === events[index])) return raw;
  return kept.length === 0 ? without(raw, ['event']) : { ...raw, event: kept };
}

function scriptKeys(events: readonly Json[]): readonly (string | undefined)[] {
  const keys = occurrenceKeys(events.filter(isObject).map((event) => textAt(event, 'listen') ?? ''));
  let next = 0;
  return events.map((event) => (isObject(event) ? keys[next++] : undefined));
}

function rewriteScript(
  event: JsonObject,
  change: OwnerChange,
  key: string,
  before: JsonObject,
  after: JsonObject,
): JsonObject {
  let now = event;
  if (!equalTrees(before, after)) {
    const own = (script: JsonObject) => without(script, ['listen', 'disabled']);
    const whole = (script: Json): JsonObject =>
      present({ ...without(event, ['disabled']), script, disabled: after['disabled'] });
    const weft = { raw: objectAt(event, 'script'), before: own(before), after: own(after) };
    const made = choose(change, ['scripts', key], weft, (script) =>
      equalTrees(Object.values(objectAt(readOwner(change.sort, { event: [whole(script)] }), 'scripts'))[0], after),
    );
    if (made !== undefined) now = before['disabled'] === after['disabled'] ? { ...event, script: made } : whole(made);
  }
  return withScriptExtra(now, change, key);
}

function withScriptExtra(event: JsonObject, change: OwnerChange, key: string): JsonObject {
  const place = at(change.pointer, 'scripts', key);
  const script = objectAt(event, 'script');
  const made = withExtra(script, change, place);
  return withExtra(made === script ? event : { ...event, script: made }, change, `${place}/event`);
}
