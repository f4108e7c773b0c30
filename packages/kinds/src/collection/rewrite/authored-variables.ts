// Rewrites the variables of a collection that stand in the desired file.
import {
  equalTrees,
  isObject,
  type Json,
  type JsonObject,
  joinPointer,
  type Left,
  type Pointer,
  type RewriteInput,
} from '@postform/engine';
import { authoredOf, fixedBy, inScalarForm, isSecretName } from '../../kind-tools/authored.ts';
import { inWrittenOrder, namesAt, objectAt, present, textAt, without } from '../../kind-tools/trees.ts';

export interface RewrittenPart {
  readonly authored: Json | undefined;
  readonly left: readonly Left[];
}

/** A map sets some variables; those that it does not name are the source's. */
export function rewriteVariableMap(input: RewriteInput): RewrittenPart {
  const authored = objectAt(input.authored, 'variables');
  const [before, after] = [objectAt(input.before, 'variables'), objectAt(input.after, 'variables')];
  const left: Left[] = [];
  const now: Record<string, Json | undefined> = { ...authored };
  for (const name of Object.keys(authored)) {
    const key = Object.keys(before).findLast((one) => nameOf(before, one) === name) ?? name;
    if (equalTrees(before[key], after[key])) continue;
    if (after[key] === undefined) {
      if (!Object.keys(after).some((one) => nameOf(after, one) === name)) now[name] = undefined;
      continue;
    }
    const made = rewriteEntry(authored[name]!, input, key, joinPointer('variables', name));
    now[name] = made.entry;
    left.push(...made.left);
  }
  return { authored: present(now), left: [...left, ...twinsIn(authored, before, after)] };
}

/** The map says the same of all variables of a name, and of a new one that the source would hold, too. */
function twinsIn(authored: JsonObject, before: JsonObject, after: JsonObject): readonly Left[] {
  return Object.keys(after).flatMap((key): readonly Left[] => {
    const name = nameOf(after, key);
    if (!Object.hasOwn(authored, name) || equalTrees(before[key], after[key])) return [];
    const last = Object.keys(before).findLast((one) => nameOf(before, one) === name);
    const isSaid = key === last || (before[key] !== undefined && equalTrees(after[key], after[last ?? '']));
    return isSaid ? [] : [{ pointer: joinPointer('variables', key), why: 'form' }];
  });
}

/** A list is the whole. */
export function rewriteVariableList(input: RewriteInput): RewrittenPart {
  const authored = input.authored['variables'] as readonly Json[];
  const before = orderedKeys(input.before);
  const left: Left[] = [];
  const entries = orderedKeys(input.after).map((key): Json => {
    const index = before.indexOf(key);
    const there = authored[index];
    if (there !== undefined && equalTrees(valueAt(input.before, key), valueAt(input.after, key))) return there;
    const name = nameOf(objectAt(input.after, 'variables'), key);
    const made = rewriteEntry(there ?? { key: authoredOf(name) }, input, key, joinPointer('variables', String(index)));
    left.push(...(there === undefined ? made.left.map(({ pointer, why }) => ({ pointer, why })) : made.left));
    return made.entry;
  });
  return { authored: entries, left };
}

function orderedKeys(spec: JsonObject): readonly string[] {
  return inWrittenOrder(objectAt(spec, 'variables'), namesAt(spec, 'variableOrder'));
}

function valueAt(spec: JsonObject, key: string): Json | undefined {
  return objectAt(spec, 'variables')[key];
}

function nameOf(variables: JsonObject, key: string): string {
  return textAt(objectAt(variables, key), 'key') ?? '';
}

const FIELDS = ['value', 'type', 'description', 'disabled'] as const;

/** `at`: where the entry is authored. */
function rewriteEntry(
  authored: Json,
  { before, after, keepSecrets }: RewriteInput,
  key: string,
  at: Pointer,
): { readonly entry: Json; readonly left: readonly Left[] } {
  const isDetailed = isObject(authored) && !isSecretName(authored);
  const [from, to] = [objectAt(objectAt(before, 'variables'), key), objectAt(objectAt(after, 'variables'), key)];
  const pointer = joinPointer('variables', key);
  if (!canStand(from, to)) return { entry: authored, left: [{ pointer, why: 'form' }] };
  const left: Left[] = [];
  let entry: JsonObject = isDetailed ? authored : { value: authored };
  for (const field of FIELDS) {
    if (equalTrees(from[field], to[field])) continue;
    const there = entry[field];
    const fixed = fixedBy(there);
    const isHidden =
      field === 'value' && to['type'] === 'secret' && to['value'] !== '' && (there ?? '') === '' && !keepSecrets;
    const why = fixed ?? (isHidden ? 'secret' : undefined);
    const place = isDetailed ? at + joinPointer(field) : at;
    if (why !== undefined)
      left.push({ pointer: pointer + joinPointer(field), why, ...(fixed === undefined ? {} : { at: place }) });
    else entry = present({ ...entry, [field]: fieldFor(field, to[field], entry) });
    if (isHidden && there === undefined) entry = { ...entry, value: '' };
  }
  const [only, ...more] = Object.keys(entry);
  return { entry: !isDetailed && only === 'value' && more.length === 0 ? entry['value']! : entry, left };
}

/** A secret is of type secret unless the file says otherwise. */
function fieldFor(field: (typeof FIELDS)[number], value: Json | undefined, entry: JsonObject): Json | undefined {
  if (field === 'value') return inScalarForm(authoredOf(value ?? ''), entry['value']);
  if (field === 'type' && value === undefined) return isSecretName(entry['value']) ? 'default' : undefined;
  return value === undefined ? undefined : authoredOf(value);
}

/** The types and fields that the schema of a desired file has. */
function canStand(before: JsonObject, after: JsonObject): boolean {
  const others = [before, after].map((entry) => without(entry, ['key', ...FIELDS]));
  const { value, type, description } = after;
  const isNew = (field: string): boolean => !equalTrees(before[field], after[field]);
  return (
    equalTrees(others[0], others[1]) &&
    (!isNew('value') || typeof value === 'string') &&
    (!isNew('description') || description === undefined || typeof description === 'string') &&
    (!isNew('type') || type === undefined || ['boolean', 'number', 'any', 'secret'].includes(String(type)))
  );
}
