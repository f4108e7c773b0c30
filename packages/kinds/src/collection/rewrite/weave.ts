// Weaves a change into a part of a file: what has not changed stays as it is written, the rest takes the form beside it.
import { equalTrees, isObject, type Json, type JsonObject } from '@postform/engine';
import { present, textAt } from '../../kind-tools/trees.ts';
import { entryTexts, identities, pairs, places } from './pairs.ts';

/** A part as a file has it, what it is normalised to, and what it should be normalised to. */
export interface Weft {
  readonly raw: Json | undefined;
  readonly before: Json | undefined;
  readonly after: Json | undefined;
}

interface Mode {
  /** What the file leaves out, and normalisation adds, stays out. */
  readonly lean: boolean;
  /** Entries of lists stay where they are; else they stand in the order of `after`. */
  readonly inPlace: boolean;
}

/** What may be written, the closest to what stands there first; the caller takes the first that reads as it should. */
export function weavings(weft: Weft): readonly Json[] {
  const modes: readonly Mode[] = [
    { lean: true, inPlace: true },
    { lean: true, inPlace: false },
    { lean: false, inPlace: false },
  ];
  return [...modes.map((mode) => weave(weft, mode)), weft.after].filter((made) => made !== undefined);
}

function weave({ raw, before, after }: Weft, mode: Mode): Json | undefined {
  if (equalTrees(before, after)) return raw;
  if (after === undefined || raw === undefined || raw === null) return after;
  if (Array.isArray(before) && Array.isArray(after)) {
    if (Array.isArray(raw)) return weaveList(raw, before, after, mode);
    if (typeof raw === 'string') return weaveText(raw, before, after);
    return isObject(raw) ? weaveParameters(raw, before, after) : after;
  }
  if (isObject(raw) && isObject(before) && isObject(after)) return weaveObject(raw, before, after, mode);
  if (typeof raw === 'string' && isObject(after)) return textAt(after, 'raw') ?? after;
  if (isObject(raw) && typeof after === 'string' && raw['content'] === before) return { ...raw, content: after };
  return after;
}

function weaveObject(raw: JsonObject, before: JsonObject, after: JsonObject, mode: Mode): JsonObject {
  const woven: Record<string, Json | undefined> = { ...raw };
  for (const key of new Set([...Object.keys(before), ...Object.keys(after)])) {
    if (mode.lean && raw[key] === undefined && before[key] !== undefined) continue;
    woven[key] = weave({ raw: raw[key], before: before[key], after: after[key] }, mode);
  }
  return present(woven);
}

function weaveList(raw: readonly Json[], before: readonly Json[], after: readonly Json[], mode: Mode): Json {
  const rawOf = pairs(before, raw, before.every(isObject) ? identities : places);
  const beforeOf = pairs(after, before, entryTexts, identities);
  const sources = after.map((_, index) => rawOf[beforeOf[index] ?? -1]);
  const woven = after.map((entry, index): Json => {
    const source = sources[index];
    if (source === undefined) return entry;
    return weave({ raw: raw[source], before: before[beforeOf[index]!], after: entry }, mode) ?? entry;
  });
  if (!mode.inPlace) return woven;
  const known = new Set(rawOf);
  const result = raw.flatMap((entry, index): readonly Json[] => {
    const at = sources.indexOf(index);
    return at >= 0 ? [woven[at]!] : known.has(index) ? [] : [entry];
  });
  for (const [index, entry] of woven.entries()) {
    if (sources[index] !== undefined) continue;
    result.splice(index === 0 ? 0 : result.indexOf(woven[index - 1]!) + 1, 0, entry);
  }
  return result;
}

/** Lines, pieces of a host or a path, or headers as on the wire. */
function weaveText(raw: string, before: readonly Json[], after: readonly Json[]): Json {
  if (after.some(isObject)) return weaveHeaders(raw, before, after) ?? after;
  for (const separator of ['\n', '.', '/'])
    for (const front of ['', '/']) if (front + before.join(separator) === raw) return front + after.join(separator);
  return after;
}

function weaveHeaders(raw: string, before: readonly Json[], after: readonly Json[]): string | undefined {
  const end = /\r?\n/.exec(raw)?.[0] ?? '\n';
  const lines = raw.split(/\r?\n/).filter((line) => line.trim() !== '');
  const made = after.map((entry) => {
    const at = before.findIndex((one) => equalTrees(one, entry));
    if (at >= 0) return lines[at];
    const isPlain = isObject(entry) && Object.keys(entry).every((key) => key === 'key' || key === 'value');
    return isPlain ? `${entry['key']}: ${entry['value']}` : undefined;
  });
  return made.includes(undefined) ? undefined : made.join(end) + (raw.endsWith('\n') ? end : '');
}

/** Parameters of auth as format v2.0 has them. */
function weaveParameters(raw: JsonObject, before: readonly Json[], after: readonly Json[]): Json {
  const entries = after.filter(isObject);
  const same = (entry: JsonObject): boolean => before.some((one) => equalTrees(one, entry));
  const values = new Map(
    entries.map((entry) => [String(entry['key']), same(entry) ? raw[String(entry['key'])] : entry['value']]),
  );
  const kept = Object.keys(raw).filter((key) => values.has(key));
  return present(Object.fromEntries([...new Set([...kept, ...values.keys()])].map((key) => [key, values.get(key)])));
}
