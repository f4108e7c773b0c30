// Writes the keyed spec back to the v2.1 tree, as the API and files hold it.
import { isObject, type Json, type JsonObject, type Pointer } from '@postform/engine';
import { inWrittenOrder, isEmptyObject, namesAt, objectAt, present, without } from '../../kind-tools/trees.ts';
import { SCHEMA_URL } from '../format/shape.ts';
import { at } from './gather.ts';
import { childrenIn } from './item-pointers.ts';
import { writeScript, writeVariables } from './lists.ts';

/** What a body takes from elsewhere than the spec. */
export interface Origin {
  /** The id to send for a folder, request or example; undefined for none. */
  idOf(pointer: Pointer): string | undefined;
  /** Keys outside the format of the owner at this pointer. */
  extraOf(pointer: Pointer): JsonObject;
}

/** The content of `collection` in v2.1. Parts without a name leaf are not there: composing may have emptied them. */
export function toBody(spec: JsonObject, origin: Origin): JsonObject {
  return {
    info: {
      ...present({ name: spec['name'], description: spec['description'] }),
      schema: SCHEMA_URL,
      ...origin.extraOf('/info'),
    },
    item: itemsWriter(spec, origin)(spec, ''),
    ...writeOwn(spec, '', origin),
    ...origin.extraOf(''),
  };
}

/** What stands in a folder. */
export type ItemsWriter = (owner: JsonObject, pointer: Pointer) => Json;

function itemsWriter(spec: JsonObject, origin: Origin): ItemsWriter {
  const childrenOf = childrenIn(spec);
  const writeItems: ItemsWriter = (owner, parent) =>
    childrenOf(owner, parent).flatMap(({ pointer, item }) =>
      item['name'] === undefined ? [] : [writeItem(item, pointer, origin, writeItems)],
    );
  return writeItems;
}

/** A folder or request as it stands in a file. */
export function writeItem(item: JsonObject, pointer: Pointer, origin: Origin, writeItems: ItemsWriter): JsonObject {
  const { name, description } = item;
  const head = present({ name, id: origin.idOf(pointer) });
  if (!isObject(item['request'])) {
    return {
      ...head,
      ...present({ description }),
      item: writeItems(item, pointer),
      ...writeOwn(item, pointer, origin),
      ...origin.extraOf(pointer),
    };
  }
  return {
    ...head,
    ...present({ description }),
    ...writeOwn(item, pointer, origin),
    request: { ...writeCall(item['request']), ...origin.extraOf(`${pointer}/request`) },
    ...present({ response: writeExamples(item, pointer, origin) }),
    ...origin.extraOf(pointer),
  };
}

/** Variables, auth, scripts and settings, which collections, folders and requests have alike. */
function writeOwn(owner: JsonObject, pointer: Pointer, origin: Origin): JsonObject {
  const uncompared = objectAt(owner, 'uncompared');
  const scripts = withBlank(objectAt(owner, 'scripts'), objectAt(uncompared, 'scripts'));
  const settings = { ...objectAt(uncompared, 'settings'), ...objectAt(owner, 'settings') };
  const variables = objectAt(owner, 'variables');
  return present({
    event: isEmptyObject(scripts)
      ? undefined
      : Object.entries(scripts).map(([key, script]) => {
          const place = at(pointer, 'scripts', key);
          return writeScript(script as JsonObject, origin.extraOf(place), origin.extraOf(`${place}/event`));
        }),
    variable: writeVariables(owner, inWrittenOrder(variables, namesAt(owner, 'variableOrder'))),
    auth: owner['auth'],
    protocolProfileBehavior: isEmptyObject(settings) ? undefined : settings,
  });
}

/** All scripts; with blank ones among them, in the order in which they run. */
function withBlank(scripts: JsonObject, blank: JsonObject): JsonObject {
  if (isEmptyObject(blank)) return scripts;
  const rank = (key: string): number => (key.startsWith('prerequest') ? 0 : 1);
  const all = Object.entries({ ...blank, ...scripts });
  return Object.fromEntries(all.sort(([a], [b]) => rank(a) - rank(b)));
}

export function writeCall(request: JsonObject): JsonObject {
  const line = objectAt(request, 'line');
  return { ...present({ method: line['method'] }), ...without(request, ['line']), ...present({ url: line['url'] }) };
}

function writeExamples(item: JsonObject, parent: Pointer, origin: Origin): Json | undefined {
  const examples = objectAt(item, 'examples');
  const keys = inWrittenOrder(examples, namesAt(item, 'exampleOrder'));
  if (keys.length === 0) return undefined;
  return keys.map((key) => {
    const example = objectAt(examples, key);
    const pointer = at(parent, 'examples', key);
    const call = example['originalRequest'];
    return {
      ...present({ id: origin.idOf(pointer) }),
      ...example,
      ...(isObject(call) ? { originalRequest: writeCall(call) } : {}),
      ...origin.extraOf(pointer),
    };
  });
}
