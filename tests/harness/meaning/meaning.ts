// Says where two collections or environments differ in meaning; shares no code with what it checks.
import { tolerancesOfEnvironments } from './environment.ts';
import { childOf, isObject, type Json, type JsonObject, type Sort, sortOf } from './grammar.ts';
import type { Tolerances } from './tolerance.ts';
import { tolerancesOfCollections } from './tolerances.ts';

/**
 * What differs in meaning between a collection file (v2.0 or v2.1, wrapped or not) and a collection as the API returns
 * it: one line each, with the path and both values; none when equal. What the first states must be in the second;
 * what the second has more must be a named addition of the server.
 */
export function sameMeaning(
  sourceFile: unknown,
  fetchedOverHttp: unknown,
  tolerances = tolerancesOfCollections,
): string[] {
  return differences('collection', sourceFile, fetchedOverHttp, tolerances);
}

/** The same for environments and globals exports. */
export function sameEnvironment(
  sourceFile: unknown,
  fetchedOverHttp: unknown,
  tolerances = tolerancesOfEnvironments,
): string[] {
  return differences('environment', sourceFile, fetchedOverHttp, tolerances);
}

function differences(sort: Sort, source: unknown, fetched: unknown, tolerances: Tolerances): string[] {
  const [a, b] = [source, fetched].map((snapshot) => meaningOf(sort, unwrapped(sort, snapshot), tolerances));
  return compare(sort, a, b, '', tolerances);
}

function unwrapped(sort: Sort, snapshot: unknown): Json {
  const inner = isObject(snapshot) ? snapshot[sort] : undefined;
  return (isObject(inner) ? inner : snapshot) as Json;
}

/** A node in the one way of writing that all tolerances agree on, from the outside in. */
function meaningOf(wide: Sort, raw: Json, tolerances: Tolerances): Json | undefined {
  const sort = sortOf(wide, raw);
  let node: Json | undefined = raw;
  for (const { on, apply } of tolerances.writings) {
    if (node !== undefined && (on === 'all' || on.includes(sort))) node = apply(node, sort);
  }
  if (!isObject(node)) return node;
  const read = Object.entries(node).flatMap(([key, value]) => {
    const child = childOf(sort, key);
    const inner = child === undefined ? value : innerMeaning(child, value, tolerances);
    return inner === undefined ? [] : [[key, inner] as const];
  });
  return Object.fromEntries(read);
}

function innerMeaning(child: Sort | readonly [Sort], value: Json, tolerances: Tolerances): Json | undefined {
  if (typeof child === 'string') return meaningOf(child, value, tolerances);
  if (!Array.isArray(value)) return value;
  return value.map((one) => meaningOf(child[0], one, tolerances) ?? null);
}

function compare(
  wide: Sort | undefined,
  source: Json | undefined,
  fetched: Json | undefined,
  path: string,
  tolerances: Tolerances,
): string[] {
  if (Array.isArray(source) && Array.isArray(fetched)) {
    const lengths =
      source.length === fetched.length ? [] : [`${path}: ${source.length} entries ≠ ${fetched.length} entries`];
    const inBoth = source.slice(0, fetched.length);
    return [...lengths, ...inBoth.flatMap((one, at) => compare(wide, one, fetched[at], `${path}[${at}]`, tolerances))];
  }
  if (!isObject(source) || !isObject(fetched)) {
    return source === fetched ? [] : [`${path}: ${shown(source)} ≠ ${shown(fetched)}`];
  }
  const sort = wide === undefined ? undefined : sortOf(wide, source);
  let counted: JsonObject = fetched;
  for (const { on, settle } of tolerances.additions) {
    if (sort !== undefined && on.includes(sort)) counted = settle(source, counted);
  }
  return [...new Set([...Object.keys(source), ...Object.keys(counted)])].flatMap((key) => {
    const child = sort === undefined ? undefined : childOf(sort, key);
    const inner = typeof child === 'string' ? child : child?.[0];
    return compare(inner, own(source, key), own(counted, key), path === '' ? key : `${path}.${key}`, tolerances);
  });
}

function own(node: JsonObject, key: string): Json | undefined {
  return Object.hasOwn(node, key) ? node[key] : undefined;
}

function shown(value: Json | undefined): string {
  const text = value === undefined ? 'nothing' : JSON.stringify(value);
  return text.length > 160 ? `${text.slice(0, 157)}…` : text;
}
