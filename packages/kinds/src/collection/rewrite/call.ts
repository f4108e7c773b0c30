// Rewrites a request and its examples in a file.
import { equalTrees, isObject, type Json, type JsonObject, occurrenceKeys } from '@postform/engine';
import { inWrittenOrder, namesAt, objectAt, present, textAt, without } from '../../kind-tools/trees.ts';
import { writeCall } from '../spec/body.ts';
import { at } from '../spec/gather.ts';
import { choose, type OwnerChange, withExtra } from './owner-change.ts';
import { readOwner } from './read-part.ts';

/** A request written as its URL alone stays one where that is all there is. */
export function rewriteCall(item: JsonObject, change: OwnerChange): JsonObject {
  const raw = item['request'];
  const [before, after] = [objectAt(change.before, 'request'), objectAt(change.after, 'request')];
  let call: JsonObject = isObject(raw) ? raw : typeof raw === 'string' ? { url: raw } : {};
  const start = call;
  const [from, to] = [writeCall(before), writeCall(after)];
  for (const key of new Set([...Object.keys(from), ...Object.keys(to)])) {
    if (equalTrees(from[key], to[key])) continue;
    const isLine = key === 'method' || key === 'url';
    const wanted = to[key];
    const made =
      wanted === undefined
        ? undefined
        : choose(
            change,
            ['request', isLine ? 'line' : key],
            { raw: call[key], before: from[key], after: wanted },
            (candidate) =>
              equalTrees(
                writeCall(objectAt(readOwner('request', { request: { [key]: candidate } }), 'request'))[key],
                wanted,
              ),
          );
    if (made !== undefined || wanted === undefined) call = present({ ...call, [key]: made });
  }
  call = withExtra(withName(call, change), change, at(change.pointer, 'request'));
  if (call === start) return item;
  const [only, ...more] = Object.keys(call);
  const isText = typeof raw === 'string' && only === 'url' && more.length === 0 && typeof call['url'] === 'string';
  return { ...item, request: isText ? call['url']! : call };
}

/** Some converters repeat the name of the item here. */
function withName(call: JsonObject, { before, after }: OwnerChange): JsonObject {
  const isRepeated = call['name'] !== undefined && call['name'] === before['name'];
  return isRepeated && before['name'] !== after['name'] ? { ...call, name: after['name']! } : call;
}

/** In the order of the spec, where that has changed; else each stays where it is. */
export function rewriteExamples(item: JsonObject, change: OwnerChange): JsonObject {
  const [before, after] = [objectAt(change.before, 'examples'), objectAt(change.after, 'examples')];
  const list: readonly Json[] = Array.isArray(item['response']) ? item['response'] : [];
  const objects = list.filter(isObject);
  const keys = occurrenceKeys(objects.map((example) => textAt(example, 'name') ?? ''));
  const rawOf = new Map(keys.map((key, index) => [key, objects[index]!]));
  const wanted = inWrittenOrder(after, namesAt(change.after, 'exampleOrder'));
  const rewritten = new Map(
    wanted.map((key) => [key, rewriteExample(rawOf.get(key), change, key, before[key], objectAt(after, key))]),
  );
  const isSameList = wanted.length === keys.length && wanted.every((key, index) => key === keys[index]);
  const made = isSameList
    ? list.map((example) => (isObject(example) ? rewritten.get(keys[objects.indexOf(example)]!)! : example))
    : [...rewritten.values()];
  if (made.length === list.length && made.every((example, index) => example === list[index])) return item;
  return made.length === 0 ? without(item, ['response']) : { ...item, response: made };
}

function rewriteExample(
  raw: JsonObject | undefined,
  change: OwnerChange,
  key: string,
  before: Json | undefined,
  after: JsonObject,
): JsonObject {
  const pointer = at(change.pointer, 'examples', key);
  if (raw !== undefined && equalTrees(before, after)) return withExtra(raw, change, pointer);
  const [from, to] = [isObject(before) ? inFileForm(before) : undefined, inFileForm(after)];
  const made = choose(change, ['examples', key], { raw, before: from, after: to }, (candidate) =>
    equalTrees(Object.values(objectAt(readOwner('request', { response: [candidate] }), 'examples'))[0], after),
  );
  return withExtra((made ?? raw ?? to) as JsonObject, change, pointer);
}

function inFileForm(example: JsonObject): JsonObject {
  const call = example['originalRequest'];
  return isObject(call) ? { ...example, originalRequest: writeCall(call) } : example;
}
