// Room: an environment as written → its spec: name and variables, each under its key.
import {
  isLate,
  isObject,
  type Json,
  type JsonObject,
  joinPointer,
  type Parsed,
  type ParseInput,
  type Pointer,
} from '@postform/engine';
import { present } from '../reply.ts';
import { type Reader, readName, readSwitch } from '../scalars.ts';
import { readSource } from './source.ts';
import { holdsSecret, keyed, keyOf, modelled } from './values.ts';

/** Values given in the file replace those of the same key in the source; new ones follow. */
export function parse({ written, files }: ParseInput): Parsed {
  const reader: Reader = { problems: [] };
  const path = written['source'];
  const source = typeof path === 'string' ? readSource(reader, files, path) : undefined;
  const own = written['values'] === undefined ? undefined : readValues(reader, written['values']);
  const name = source?.failed ? written['name'] : readName(reader, written['name'] ?? source?.name, 'environment');
  if (reader.problems.length > 0) return { ok: false, problems: reader.problems };
  const values = source === undefined ? own : override(source.values, own ?? []);
  return {
    ok: true,
    spec: present({
      name,
      values: values === undefined ? undefined : keyed(values),
      otherKeys: written['otherKeys'] === 'keep' ? 'keep' : undefined,
    }),
  };
}

function override(source: readonly JsonObject[], own: readonly JsonObject[]): readonly JsonObject[] {
  const replaced = new Set(own.map(keyOf));
  return [...source.filter((value) => !replaced.has(keyOf(value))), ...own];
}

function readValues(reader: Reader, values: Json): readonly JsonObject[] {
  const read: JsonObject[] = [];
  if (Array.isArray(values)) {
    values.forEach((value: Json, index) => {
      if (!isObject(value)) return;
      const made = readEntry(reader, keyOf(value), value, joinPointer('values', String(index)));
      if (made) read.push(made);
    });
  } else if (isObject(values)) {
    for (const [key, value] of Object.entries(values)) {
      const entry = isObject(value) && !isLate(value) ? value : { value };
      const made = readEntry(reader, key, entry, joinPointer('values', key));
      if (made) read.push(made);
    }
  }
  return read;
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
  const type = entry['type'] ?? (holdsSecret(value) ? 'secret' : undefined);
  return modelled(present({ ...entry, key, value, type, enabled, secret: vaulted || undefined, source }));
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
