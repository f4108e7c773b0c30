// Room: writing a live collection as files, for import: a clean v2.1 file, and the lines that name it.
import { isObject, type JsonObject, type WriteOutput } from '@postform/engine';
import { fileName, secretNamer } from '../written-names.ts';
import { toBody } from './body.ts';
import { inWrittenOrder, namesAt, objectAt, textAt, without } from './json.ts';
import { readVariables } from './lists.ts';

/**
 * The file has no ids and no server fields, and reads back as the same normalised spec. Variables that Postman keeps as
 * secrets go into the desired file as secrets to be listed, without their values.
 */
export function writeCollection(spec: JsonObject, context: { readonly name: string }): WriteOutput {
  const source = `../collections/${fileName(context.name)}.postman_collection.json`;
  const nameOf = secretNamer(context.name, 'collection');
  const variables = objectAt(spec, 'variables');
  const entries = inWrittenOrder(variables, namesAt(spec, 'variableOrder')).map((key) => objectAt(variables, key));
  const secret = entries.filter((entry) => entry['type'] === 'secret');
  const plain =
    secret.length === 0
      ? spec
      : withVariables(
          spec,
          entries.filter((entry) => !secret.includes(entry)),
        );
  const extra = objectAt(spec, 'extra');
  const body = toBody(plain, { idOf: () => undefined, extraOf: (pointer) => objectAt(extra, pointer) });
  const overrides = Object.fromEntries(
    secret.map((entry) => {
      const key = textAt(entry, 'key') ?? '';
      return [key, secretOf(entry, nameOf(key))];
    }),
  );
  return {
    written: { source, ...(secret.length === 0 ? {} : { variables: overrides }) },
    files: { [source]: `${JSON.stringify(body, undefined, 2)}\n` },
  };
}

function withVariables(spec: JsonObject, entries: readonly JsonObject[]): JsonObject {
  return { ...without(spec, ['variables', 'variableOrder']), ...readVariables(entries) };
}

function secretOf(entry: JsonObject, name: string): JsonObject {
  const { description, disabled } = entry;
  return {
    value: { secret: name },
    ...(typeof description === 'string' || isObject(description) ? { description } : {}),
    ...(disabled === true ? { disabled } : {}),
  };
}
