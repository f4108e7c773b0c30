// Keys scripts and variables: scripts by when they run, variables by their key.
import { isObject, type Json, type JsonObject, occurrenceKeys, type Pointer } from '@postform/engine';
import { present, textAt, without } from '../../kind-tools/trees.ts';
import { PARTS } from '../format/shape.ts';
import { at, type Gathering, keepRest, onlyKeys } from './gather.ts';

/** Variables by key and occurrence, with their written order. An entry without `key` is known by its `id`. */
export function readVariables(list: Json | undefined): JsonObject {
  if (!Array.isArray(list)) return {};
  const variables = list.filter(isObject);
  if (variables.length === 0) return {};
  const keys = occurrenceKeys(variables.map((entry) => textAt(entry, 'key') ?? textAt(entry, 'id') ?? ''));
  return {
    variables: Object.fromEntries(variables.map((entry, index) => [keys[index]!, entry])),
    variableOrder: keys,
  };
}

/** Events by what they listen to and occurrence: `{ listen, disabled?, exec, type, … }`. */
export function readScripts(list: Json | undefined, owner: Pointer, gathering: Gathering): JsonObject | undefined {
  const events = Array.isArray(list) ? list.filter(isObject) : [];
  if (events.length === 0) return undefined;
  const keys = occurrenceKeys(events.map((event) => textAt(event, 'listen') ?? ''));
  return Object.fromEntries(
    events.map((event, index) => {
      const pointer = at(owner, 'scripts', keys[index]!);
      const script = isObject(event['script']) ? event['script'] : {};
      keepRest(gathering, pointer, script, PARTS.script, []);
      keepRest(gathering, `${pointer}/event`, event, PARTS.event, []);
      const own = {
        ...present({ listen: event['listen'], disabled: event['disabled'] }),
        ...onlyKeys(script, PARTS.script),
      };
      return [keys[index]!, own];
    }),
  );
}

/** The entries of a keyed map as they stand in a file. */
export function writeVariables(owner: JsonObject, keys: readonly string[]): Json | undefined {
  const variables = owner['variables'];
  return isObject(variables) && keys.length > 0 ? keys.map((key) => variables[key]!) : undefined;
}

/** A script as an event. `type` is always written, as Postman does. */
export function writeScript(script: JsonObject, scriptExtra: JsonObject, eventExtra: JsonObject): JsonObject {
  const { listen, disabled } = script;
  return {
    ...present({ listen, disabled }),
    script: { type: 'text/javascript', ...without(script, ['listen', 'disabled']), ...scriptExtra },
    ...eventExtra,
  };
}
