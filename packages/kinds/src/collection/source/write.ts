// Writes a live collection as files, for import: a clean v2.1 file, and the lines that name it.
import { isObject, type JsonObject, joinPointer, type Kind, setAt, type WriteOutput } from '@postform/engine';
import { fileName, secretNamer } from '../../kind-tools/names.ts';
import { inWrittenOrder, namesAt, objectAt, textAt } from '../../kind-tools/trees.ts';
import { toBody } from '../spec/body.ts';
import { pastedPlaces, takeOut } from './pasted.ts';

/**
 * The file has no ids and no server fields, and reads back as the same normalised spec. Variables that Postman keeps as
 * secrets, and what people pasted into auth, headers and cookies, go into the desired file as secrets to be listed; the
 * source holds empty texts in their place. With `keepSecrets` what was pasted stays in the source, and is told.
 */
export function writeCollection(spec: JsonObject, context: Parameters<Kind['write']>[1]): WriteOutput {
  const source = `../collections/${fileName(context.name)}.postman_collection.json`;
  const nameOf = secretNamer(context.name, 'collection');
  const variables = objectAt(spec, 'variables');
  const secret = inWrittenOrder(variables, namesAt(spec, 'variableOrder')).filter((key) =>
    isMasked(objectAt(variables, key)),
  );
  const plain = secret.reduce(
    (tree, key) => setAt(tree, joinPointer('variables', key, 'value'), '') as JsonObject,
    spec,
  );
  const overrides = Object.fromEntries(
    secret.map((key) => {
      const entry = objectAt(variables, key);
      const name = textAt(entry, 'key') ?? '';
      return [name, secretOf(entry, nameOf(name))];
    }),
  );
  const pasted = context.keepSecrets === true ? undefined : takeOut(plain, nameOf);
  const clear = pasted?.left ?? pastedPlaces(plain);
  const secrets = Object.entries(pasted?.secrets ?? {}).map(([place, name]) => [place, { secret: name }] as const);
  const extra = objectAt(spec, 'extra');
  const origin = { idOf: () => undefined, extraOf: (pointer: string) => objectAt(extra, pointer) };
  return {
    written: {
      source,
      ...(secret.length === 0 ? {} : { variables: overrides }),
      ...(secrets.length === 0 ? {} : { secrets: Object.fromEntries(secrets) }),
    },
    files: { [source]: `${JSON.stringify(toBody(pasted?.spec ?? plain, origin), undefined, 2)}\n` },
    ...(clear.length === 0 ? {} : { clear }),
  };
}

/** A masked variable whose shared value is empty has nothing to hide: each person fills in a current value. */
function isMasked(entry: JsonObject): boolean {
  return entry['type'] === 'secret' && entry['source'] === undefined && (entry['value'] ?? '') !== '';
}

function secretOf(entry: JsonObject, name: string): JsonObject {
  const { description, disabled } = entry;
  return {
    value: { secret: name },
    ...(typeof description === 'string' || isObject(description) ? { description } : {}),
    ...(disabled === true ? { disabled } : {}),
  };
}
