// Patches a collection: name, description, variables, auth and scripts.

import { isArray, isObject, type Json, type JsonObject, pick } from '../../json/json.ts';
import { badRequest, paramMissing, Refused, refusal } from '../../reply/replies.ts';
import type { ServerState } from '../../world/state.ts';
import { authProblem, eventsProblem, variablesProblem } from './patch-rules.ts';
import { growRootEvents } from './write.ts';

const allowed = ['info', 'variable', 'auth', 'events'];

/**
 * The data after a PATCH: name, description, variables, auth and scripts; never items (Postman OpenAPI 1.45.0,
 * patchCollection). Throws Refused: 400 badRequest, 400 paramMissingError.
 */
export function patchedCollection(data: JsonObject, sent: JsonObject, server: ServerState): JsonObject {
  const stranger = Object.keys(sent).find((key) => !allowed.includes(key));
  if (stranger !== undefined)
    throw new Refused(badRequest(`Invalid parameters: ('${stranger}') for key: 'collection'`));
  if (Object.keys(sent).length === 0) throw new Refused(nothing);
  const { info, variable, auth, events } = sent;
  const wrong =
    authProblem(auth) ?? eventsProblem(events) ?? variablesProblem(variable, server.switches.patchVariableFields);
  if (wrong !== undefined) throw new Refused(wrong);
  return {
    ...data,
    ...(info === undefined ? {} : { info: withInfo(data['info'], info) }),
    ...(variable === undefined ? {} : { variable: withVariables(data['variable'], variable, server) }),
    ...(auth === undefined ? {} : { auth }),
    ...(events === undefined ? {} : { event: growRootEvents(events, () => server.ids.next()) }),
  };
}

function withInfo(before: Json | undefined, sent: Json): JsonObject {
  if (!isObject(sent)) throw new Refused(paramMissing('info'));
  const stranger = Object.keys(sent).find((key) => key !== 'name' && key !== 'description');
  if (stranger !== undefined) {
    throw new Refused(badRequest(`Invalid parameters: ('${stranger}') for key: 'collection.info'`));
  }
  return { ...(isObject(before) ? before : {}), ...pick(sent, ['name', 'description']) };
}

function withVariables(before: Json | undefined, sent: Json, server: ServerState): Json {
  if (!isArray(sent)) throw new Refused(badRequest("Invalid parameters: ('variable') for key: 'collection'"));
  if (server.switches.patchVariables === 'replace' || !isArray(before)) return sent;
  const byKey = new Map<Json | undefined, Json>();
  for (const one of [...before, ...sent]) {
    const key = isObject(one) ? one['key'] : undefined;
    const known = byKey.get(key);
    byKey.set(key, isObject(one) && isObject(known) ? { ...known, ...one } : one);
  }
  return [...byKey.values()];
}

const nothing = refusal(400, 'paramMissingError', "'info' key is mandatory when 'collection' is empty.", {
  param: 'info',
});
