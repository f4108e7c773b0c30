// How much a breach of the published schema weighs: Postman itself is wider than the schema it publishes.
import { getAt, isObject, type Json, type JsonObject, splitPointer } from '@postform/engine';

/** One rule of the published schema that the file breaks. `at` is a JSON Pointer into the collection. */
export interface Breach {
  readonly at: string;
  readonly keyword: string;
  readonly params: Readonly<Record<string, unknown>>;
  /** `title` of the part of the schema, see `sourceSchema`. */
  readonly mark: string | undefined;
}

/**
 * - `allowed`: Postman's apps and API write it and take it. Nothing is said.
 * - `carried`: nobody documents it, and nothing is lost: it is sent as it stands, or says nothing. A warning.
 * - `mistake`: what is meant is not known, or Postman would refuse it. An error.
 */
export type Weight = 'allowed' | 'carried' | 'mistake';

export interface Weighed extends Breach {
  readonly weight: Weight;
}

/** Values beyond the published lists that the API documents (Postman OpenAPI 1.45.0: auth-2, environmentVariables). */
const DOCUMENTED: Readonly<Record<string, readonly string[]>> = {
  'auth-type': ['jwt', 'asap'],
  'variable-type': ['default', 'secret'],
};

/** Fields that may not be null: without them nobody knows what is meant. A method left out is GET, a null one was lost. */
const NEEDED = new Set(['info', 'key', 'listen', 'method']);

/** As `NEEDED`, at these places only. */
const HEAD = new Set(['item', 'info/name', 'info/schema']);

export function weightOf(breach: Breach, collection: JsonObject): Weight {
  const value = getAt(collection, breach.at);
  switch (breach.keyword) {
    case 'enum':
      return weightOfWord(value, DOCUMENTED[breach.mark ?? ''] ?? []);
    case 'type':
      return value === null
        ? weightOfNull(splitPointer(breach.at))
        : isParameters(value, breach.at)
          ? 'allowed'
          : 'mistake';
    case 'required':
      return weightOfGap(value, String(breach.params['missingProperty']), breach.at);
    default:
      return 'mistake';
  }
}

/** "Enums should be considered partial lists and may change" (Postman OpenAPI 1.45.0): a word nobody knows is carried. */
function weightOfWord(value: Json | undefined, documented: readonly string[]): Weight {
  if (value === null) return 'allowed';
  if (typeof value !== 'string') return 'mistake';
  return documented.includes(value) ? 'allowed' : 'carried';
}

/** A null where something may be left out says no more than its absence; a null entry of a list is an entry that got lost. */
function weightOfNull(tokens: readonly string[]): Weight {
  const last = tokens.at(-1) ?? '';
  if (/^\d+$/.test(last)) return MEANT_BLANK.has(tokens.at(-2) ?? '') ? 'allowed' : 'carried';
  return NEEDED.has(last) || HEAD.has(tokens.join('/')) ? 'mistake' : 'allowed';
}

/** Lists of text whose entries the API lets be null: an empty line, an empty piece (Postman OpenAPI 1.45.0, script, url). */
const MEANT_BLANK = new Set(['exec', 'host']);

/** Each format writes parameters of auth in its own way, as a list or as an object; Postman reads both in both. */
function isParameters(value: Json | undefined, at: string): boolean {
  const [up, method] = splitPointer(at).slice(-2);
  return up === 'auth' && method !== 'type' && (isObject(value) || Array.isArray(value));
}

function weightOfGap(owner: Json | undefined, missing: string, at: string): Weight {
  if (!isObject(owner)) return 'mistake';
  if (missing === 'type' && at.endsWith('/auth')) return Object.keys(owner).length === 0 ? 'allowed' : 'mistake';
  return missing === 'request' && isEmptyFolder(owner) ? 'carried' : 'mistake';
}

/**
 * True for a folder whose `item` is null or got lost: what only folders have shows that it is one. An item with a name
 * and nothing else could be either.
 */
export function isEmptyFolder(item: JsonObject): boolean {
  if (Array.isArray(item['item']) || ['request', 'response'].some((key) => Object.hasOwn(item, key))) return false;
  return ['item', 'auth', '_postman_isSubFolder'].some((mark) => Object.hasOwn(item, mark));
}
