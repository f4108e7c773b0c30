// Reads an environment as written into its spec: name and variables, each under its key.

import {
  equalTrees,
  isDeferredValue,
  isObject,
  type Json,
  type JsonObject,
  joinPointer,
  nearest,
  type Parsed,
  type ParseInput,
  type Pointer,
} from '@postform/engine';
import { type Reader, readName, readSwitch } from '../kind-tools/scalars.ts';
import { present } from '../kind-tools/trees.ts';
import { LONGEST_DESCRIPTION } from './schema.ts';
import { readSource, unknownType } from './source.ts';
import { holdsSecret, keyed, keyOf, modelled, TYPES } from './values.ts';

/** Values given in the file stand where the source has their key, the last one where it has several; new ones follow. */
export function parseEnvironment({ written, files, keyOrder }: ParseInput): Parsed {
  const reader = { problems: [], warnings: [] } satisfies Reader;
  const path = written['source'];
  const source = typeof path === 'string' ? readSource(reader, files, path) : undefined;
  const own = written['values'] === undefined ? undefined : readValues(reader, written['values'], keyOrder);
  const name = source?.failed ? written['name'] : readName(reader, written['name'] ?? source?.name, 'environment');
  if (reader.problems.length > 0) return { ok: false, problems: reader.problems };
  const values = source === undefined ? own : override(source.values, own ?? []);
  return {
    ok: true,
    spec: present({
      name,
      ...(values === undefined ? {} : keyed(values)),
      otherKeys: written['otherKeys'] === 'keep' ? 'keep' : undefined,
    }),
    warnings: reader.warnings,
  };
}

function override(source: readonly JsonObject[], own: readonly JsonObject[]): readonly JsonObject[] {
  const mine = new Map<string, readonly JsonObject[]>();
  for (const value of own) mine.set(keyOf(value), [...(mine.get(keyOf(value)) ?? []), value]);
  const last = new Map(source.map((value, index) => [keyOf(value), index]));
  const merged = source.flatMap((value, index) => {
    const key = keyOf(value);
    if (!mine.has(key)) return [value];
    return last.get(key) === index ? mine.get(key)! : [];
  });
  return [...merged, ...own.filter((value) => !last.has(keyOf(value)))];
}

function readValues(reader: Reader, values: Json, keyOrder: ParseInput['keyOrder']): readonly JsonObject[] {
  const read: JsonObject[] = [];
  if (Array.isArray(values)) {
    values.forEach((value: Json, index) => {
      if (!isObject(value)) return;
      const made = readEntry(reader, keyOf(value), value, joinPointer('values', String(index)));
      if (made) read.push(made);
    });
  } else if (isObject(values)) {
    for (const key of keyOrder?.('/values') ?? Object.keys(values)) {
      const value = values[key]!;
      const entry = isObject(value) && !isDeferredValue(value) ? value : { value };
      const made = readEntry(reader, key, entry, joinPointer('values', key));
      if (made) read.push(made);
    }
  }
  return read;
}

/** Whether a variable of a normalised spec can be written in a file. */
export function isWritable(value: JsonObject): boolean {
  const reader = { problems: [] } satisfies Reader;
  const read = readEntry(reader, keyOf(value), value, '');
  const { description } = value;
  const isShort = typeof description !== 'string' || description.length <= LONGEST_DESCRIPTION;
  return isShort && reader.problems.length === 0 && equalTrees(read, value);
}

function readEntry(reader: Reader, key: string, entry: JsonObject, pointer: Pointer): JsonObject | undefined {
  const vaulted = entry['source'] !== undefined;
  if (vaulted ? entry['value'] !== undefined && entry['value'] !== '' : entry['value'] === undefined)
    return refuse(
      reader,
      pointer,
      vaulted ? `\`${key}\` has both a value and a source.` : `\`${key}\` has no value.`,
      entry['type'] === 'secret' ? WITHOUT_VALUE : undefined,
    );
  if (entry['value'] === null) return refuse(reader, pointer, `\`${key}\` has no value (null).`);
  const source = vaulted ? inVault(entry['source']!) : undefined;
  const value = vaulted ? '' : asText(entry['value']!);
  const enabled = readSwitch(reader, entry['enabled'], `${pointer}/enabled`);
  const type = readType(reader, key, entry['type'], `${pointer}/type`) ?? (holdsSecret(value) ? 'secret' : undefined);
  return modelled(present({ ...entry, key, value, type, enabled, secret: vaulted || undefined, source }));
}

/** A type that is nearly a known one is a slip, which would show what was to be masked; any other is carried. */
function readType(reader: Reader, key: string, type: Json | undefined, pointer: Pointer): Json | undefined {
  if (typeof type !== 'string' || TYPES.includes(type)) return type;
  const near = nearest(type, TYPES);
  if (near === undefined) {
    reader.warnings?.push({ code: 'D_KINDS_VALUE', ...unknownType(key, type), pointer });
    return type;
  }
  const message = `${JSON.stringify(type)} cannot stand here.`;
  reader.problems.push({ code: 'D_KINDS_VALUE', message, hint: `Did you mean ${near}?`, pointer });
  return undefined;
}

/** The only provider and the only kind of vault that the API knows (Postman OpenAPI 1.45.0, environmentVariableSource). */
function inVault(source: Json): Json {
  if (!isObject(source) || !isObject(source['postman'])) return source;
  return { provider: 'postman', ...source, postman: { type: 'cloud', ...source['postman'] } };
}

/** Each person fills in a current value of their own, which Postform never touches. */
const WITHOUT_VALUE =
  'Write `value: ""` for a masked variable without a shared value, or `value: { secret: name }`. To leave what the workspace holds, add its pointer to `lifecycle.ignore`.';
const WITH_VALUE = 'Write the value, `""` for an empty one, `{ secret: name }`, or a `source` in the Postman Vault.';

function refuse(reader: Reader, pointer: Pointer, message: string, hint = WITH_VALUE): undefined {
  reader.problems.push({ code: 'D_ENVIRONMENT_VALUE', message, hint, pointer });
}

/** Postman takes text only; a number or a switch is sent as the text that stands for it. */
function asText(value: Json): Json {
  return typeof value === 'number' || typeof value === 'boolean' ? String(value) : value;
}
