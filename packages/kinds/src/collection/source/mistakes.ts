// Words what is wrong with a source file: one problem a mistake, at its place, with what would be right.
import {
  getAt,
  isObject,
  type Json,
  type JsonFile,
  type JsonObject,
  nearest,
  type Problem,
  splitPointer,
} from '@postform/engine';
import { textAt } from '../../kind-tools/trees.ts';
import type { Breach, Weight } from '../format/tolerance.ts';
import { breachesOf } from '../format/validate.ts';

const MOST = 20;

/** What is wrong with a collection that fits neither format, and what of it is sent although nobody documents it. */
export interface Findings {
  readonly mistakes: readonly Problem[];
  readonly warnings: readonly Problem[];
}

/** `prefix` is where the collection lies in the file. */
export function findingsIn(collection: JsonObject, file: JsonFile, prefix: string): Findings {
  const breaches = breachesOf(collection);
  const told = (weight: Weight, noun: string, advice: string): readonly Problem[] => {
    const mine = breaches.filter((breach) => breach.weight === weight);
    const problems = mine.slice(0, MOST).map((breach): Problem => {
      const { says, hint } = weight === 'carried' ? explainCarried(breach, collection) : explain(breach, collection);
      return {
        code: 'D_COLLECTION_FORMAT',
        message: `${ownerOf(collection, breach.at)}: ${says}`,
        hint,
        place: file.place(prefix + breach.at),
      };
    });
    const left = mine.length - problems.length;
    if (left === 0) return problems;
    const message = `The file has ${left} more ${noun} of this sort.`;
    return [...problems, { code: 'D_COLLECTION_FORMAT', message, hint: advice, place: file.place(prefix) }];
  };
  return {
    mistakes: told('mistake', 'mistakes', 'Correct the ones above first.'),
    warnings: told('carried', 'parts', 'They are treated like the ones above.'),
  };
}

/** Nobody documents it, and Postman may know it: the words say what becomes of it. */
function explainCarried(breach: Breach, collection: JsonObject): { readonly says: string; readonly hint: string } {
  const field = fieldOf(breach.at);
  if (breach.keyword === 'required')
    return { says: `${field} has no \`item\`.`, hint: 'It is read as an empty folder. Write `"item": []` to say so.' };
  const value = getAt(collection, breach.at);
  if (value === null)
    return { says: `${field} is null.`, hint: 'An entry that is null is left out. Remove it, or write what it was.' };
  const near = typeof value === 'string' ? nearest(value, wordsOf(breach)) : undefined;
  return {
    says: `${field} is ${show(value)}, which Postform does not know.`,
    hint: `${near === undefined ? '' : `Did you mean "${near}"? `}It is sent as it is.`,
  };
}

function wordsOf(breach: Breach): readonly string[] {
  return (breach.params['allowedValues'] as readonly unknown[]).filter((word) => typeof word === 'string');
}

/** The names of the folders and the request around a pointer, as people know them. */
function ownerOf(collection: JsonObject, pointer: string): string {
  const names: string[] = [];
  let here: Json | undefined = collection;
  const tokens = splitPointer(pointer);
  tokens.forEach((token, index) => {
    here = getAt(here ?? null, `/${token.replaceAll('~', '~0').replaceAll('/', '~1')}`);
    const list = tokens[index - 1];
    if (list !== 'item' && list !== 'response') return;
    const name = isObject(here) ? textAt(here, 'name') : undefined;
    const nameless = `no. ${Number(token) + 1} of \`${list}\`${isObject(here) ? ', which has no name,' : ''}`;
    names.push(name === undefined ? nameless : `"${cut(name)}"`);
  });
  return names.length === 0 ? 'The collection' : names.join(' / ');
}

function explain(breach: Breach, collection: JsonObject): { readonly says: string; readonly hint: string } {
  const { params } = breach;
  const value = getAt(collection, breach.at);
  const field = fieldOf(breach.at);
  switch (breach.keyword) {
    case 'required': {
      const missing = String(params['missingProperty']);
      return {
        says: `${field} has no \`${missing}\`.`,
        hint: MISSING[missing] ?? `Write \`${missing}\` here; the format requires it.`,
      };
    }
    case 'type': {
      const types = [params['type']].flat().map((type) => TYPES[String(type)] ?? String(type));
      const example = EXAMPLES[splitPointer(breach.at).at(-1) ?? ''] ?? '';
      return { says: `${field} is ${show(value)}.`, hint: `It must be ${types.join(' or ')}${example}.` };
    }
    case 'enum': {
      const allowed = (params['allowedValues'] as readonly unknown[]).map(String);
      const near = typeof value === 'string' ? nearest(value, allowed) : undefined;
      return {
        says: `${field} is ${show(value)}.`,
        hint: `${near === undefined ? '' : `Did you mean "${near}"? `}It must be one of ${allowed.join(', ')}${breach.mark === 'auth-type' ? '' : '; or leave it out'}.`,
      };
    }
    case 'minimum':
      return { says: `${field} is ${show(value)}.`, hint: 'It must be 0 or more.' };
    case 'maxLength':
      return { says: `${field} is too long.`, hint: `It may have ${String(params['limit'])} characters.` };
    default:
      return union(breach, field);
  }
}

function union(breach: Breach, field: string): { readonly says: string; readonly hint: string } {
  if (breach.mark === 'both') {
    return {
      says: 'this is a folder (`item`) and a request (`request`) at once.',
      hint: 'Keep `item` for a folder, or `request` for a request.',
    };
  }
  if (breach.mark === 'form-field') {
    return {
      says: `${field} is neither text nor a file.`,
      hint: 'Write `type: "text"` with a text `value`, or `type: "file"` with `src`.',
    };
  }
  return { says: `${field} has no \`key\`.`, hint: 'Write the name of the variable as `key`.' };
}

const MISSING: Readonly<Record<string, string>> = {
  request: 'Write the request as `request`, or make this a folder with an `item` list.',
  item: 'Write the requests and folders as an `item` list; it may be empty.',
  info: 'Write `info` with `name` and `schema`.',
  schema: 'Write `"schema": "https://schema.getpostman.com/json/collection/v2.1.0/collection.json"`.',
  value: 'Write `"value": ""` where there is no value.',
  type: 'Write the type of auth, e.g. "bearer" or "noauth".',
};

const EXAMPLES: Readonly<Record<string, string>> = {
  method: ', e.g. "GET"; or leave it out',
  port: ', e.g. "8080"',
};

const TYPES: Readonly<Record<string, string>> = {
  string: 'text',
  boolean: 'true or false',
  array: 'a list',
  object: 'an object',
  integer: 'a whole number',
  number: 'a number',
};

/** `/item/0/request/url/query/2` → `` `request.url.query[2]` ``. */
function fieldOf(pointer: string): string {
  const tokens = splitPointer(pointer);
  const last = tokens.findLastIndex((token, index) => /^\d+$/.test(token) && isList(tokens[index - 1]));
  const own = tokens.slice(last + 1);
  if (own.length === 0) return 'it';
  return `\`${own.map((token, index) => (/^\d+$/.test(token) ? `[${token}]` : index === 0 ? token : `.${token}`)).join('')}\``;
}

function isList(token: string | undefined): boolean {
  return token === 'item' || token === 'response';
}

function show(value: Json | undefined): string {
  if (Array.isArray(value)) return 'a list';
  if (isObject(value)) return 'an object';
  return cut(JSON.stringify(value) ?? 'missing');
}

function cut(text: string): string {
  return text.length <= 60 ? text : `${text.slice(0, 60)}…`;
}
