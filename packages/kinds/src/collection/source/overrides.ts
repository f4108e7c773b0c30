// Applies what the desired file says over its source: name, description, variables and auth.
import { isDeferredValue, isObject, type Json, type JsonObject, type ParseInput } from '@postform/engine';
import { inWrittenOrder, namesAt, objectAt, textAt, without } from '../../kind-tools/trees.ts';
import { readVariables } from '../spec/lists.ts';

/**
 * A map of variables sets those and keeps the others of the source; a list is the whole. `auth` replaces the source's.
 * Values may be deferred values.
 */
export function withOverrides(spec: JsonObject, written: JsonObject, keyOrder?: ParseInput['keyOrder']): JsonObject {
  const { name, description, variables, auth } = written;
  return {
    ...(variables === undefined ? spec : withVariables(spec, variables, keyOrder)),
    ...(name === undefined ? {} : { name }),
    ...(description === undefined ? {} : { description }),
    ...(auth === undefined ? {} : { auth }),
  };
}

function withVariables(spec: JsonObject, written: Json, keyOrder: ParseInput['keyOrder']): JsonObject {
  const rest = without(spec, ['variables', 'variableOrder']);
  if (Array.isArray(written)) {
    return { ...rest, ...readVariables(written.map((entry: Json) => (isObject(entry) ? readEntry(entry) : entry))) };
  }
  if (!isObject(written)) return spec;
  const left = new Map((keyOrder?.('/variables') ?? Object.keys(written)).map((key) => [key, written[key]!]));
  const variables = objectAt(spec, 'variables');
  const kept = inWrittenOrder(variables, namesAt(spec, 'variableOrder')).map((key) => {
    const entry = objectAt(variables, key);
    const name = textAt(entry, 'key') ?? textAt(entry, 'id') ?? '';
    const value = written[name];
    if (value === undefined || !Object.hasOwn(written, name)) return entry;
    left.delete(name);
    return { ...without(entry, ['value', 'type']), ...valueEntry(value) };
  });
  const added = [...left].map(([key, value]) => ({ key, ...valueEntry(value) }));
  return { ...rest, ...readVariables([...kept, ...added]) };
}

function valueEntry(written: Json): JsonObject {
  return isObject(written) && !isDeferredValue(written) ? readEntry(written) : readEntry({ value: written });
}

/** A secret is sent as a variable of type secret unless said otherwise, so that nobody shows its value. */
function readEntry(entry: JsonObject): JsonObject {
  const value = entry['value'];
  if (isDeferredValue(value)) return value.$deferred === 'secret' ? { type: 'secret', ...entry } : entry;
  return typeof value === 'number' || typeof value === 'boolean' ? { ...entry, value: String(value) } : entry;
}
