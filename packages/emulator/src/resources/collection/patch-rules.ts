// Words what PATCH refuses in auth, scripts and variables.

import { isArray, isObject, type Json, type JsonObject, wordOf } from '../../json/json.ts';
import { badRequest, type Reply, refusal } from '../../reply/replies.ts';

// The wordings are those of OpenAPI 1.45.0, collectionPatch400Errors.

/** The auth types of OpenAPI 1.45.0, patchCollection; `noauth` is not one of them. */
const authTypes = 'basic bearer apikey digest oauth1 oauth2 hawk awsv4 ntlm edgegrid jwt asap'.split(' ');

/** An `auth` names its type, and holds the list of that name. */
export function authProblem(auth: Json | undefined): Reply | undefined {
  if (auth === undefined) return undefined;
  const type = isObject(auth) ? auth['type'] : undefined;
  if (typeof type !== 'string' || !authTypes.includes(type)) {
    return invalid(wordOf(type ?? 'type'), 'collection.auth.type');
  }
  if (isObject(auth) && auth[type] !== undefined) return undefined;
  const message = `The key '${type}' must be present in 'collection.auth' when 'type' is '${type}'.`;
  return refusal(400, 'paramMissingError', message, { param: type });
}

/** An event has a `listen` and a `script` of `id`, `type`, `exec` and `packages`. */
export function eventsProblem(events: Json | undefined): Reply | undefined {
  if (events === undefined) return undefined;
  if (!isArray(events)) return invalid('events', 'collection');
  return firstOf(events, (event) => {
    const script = isObject(event['script']) ? event['script'] : {};
    return (
      strangerIn(event, ['listen', 'script'], 'collection.events') ??
      strangerIn(script, ['id', 'type', 'exec', 'packages', 'src', 'name'], 'collection.events.script') ??
      missingIn(script, ['type', 'exec'], 'collection.events.script')
    );
  });
}

const schemaFields = ['key', 'value', 'disabled'];
const exampleFields = [...schemaFields, 'description', 'enabled', 'secret', 'source', 'type'];

/**
 * A variable has a value, unless its `source` holds it. Which fields it may have, the schema and the example say
 * differently (switch patchVariableFields).
 */
export function variablesProblem(variable: Json | undefined, fields: 'example' | 'schema'): Reply | undefined {
  if (!isArray(variable)) return undefined;
  const place = 'collection.variables';
  return firstOf(variable, (one) => {
    const stranger = strangerIn(one, fields === 'schema' ? schemaFields : exampleFields, place);
    return stranger ?? (one['source'] === undefined ? missingIn(one, ['value'], place) : undefined);
  });
}

function firstOf(list: readonly Json[], problemOf: (one: JsonObject) => Reply | undefined): Reply | undefined {
  return list.map((one) => problemOf(isObject(one) ? one : {})).find((found) => found !== undefined);
}

function strangerIn(object: JsonObject, known: readonly string[], place: string): Reply | undefined {
  const stranger = Object.keys(object).find((name) => !known.includes(name));
  return stranger === undefined ? undefined : invalid(stranger, place);
}

/** All the required names are listed as soon as one of them is missing. */
function missingIn(object: JsonObject, required: readonly string[], place: string): Reply | undefined {
  if (required.every((name) => object[name] !== undefined)) return undefined;
  return badRequest(`Parameters required: (${required.map((name) => `'${name}'`).join(', ')}) for key: '${place}'`);
}

function invalid(name: string, place: string): Reply {
  return badRequest(`Invalid parameters: ('${name}') for key: '${place}'`);
}
