// Lists the tolerances for what is empty, or said by its absence, where the format knows what that means.
import { childOf, isEmptyObject, isObject, type Json, omit, type Sort } from './grammar.ts';
import { defaulting, ofObject, type Tolerance } from './tolerance.ts';

function isNothing(value: Json | undefined): boolean {
  return value === '' || isEmptyObject(value) || (Array.isArray(value) && value.length === 0);
}

/** A query parameter is not among them: `?a=` is not `?a`. */
const valueBlank: Tolerance = {
  name: 'valueBlank',
  why: 'A header, field, variable or parameter of auth without a value sends an empty text.',
  on: ['attribute', 'formdata', 'header', 'urlencoded', 'variable'],
  apply: defaulting('value', ''),
};

const systemFalse: Tolerance = {
  name: 'systemFalse',
  why: '`system` is false by default (schema v2.1, variable).',
  on: ['variable'],
  apply: defaulting('system', false),
};

const formField: Tolerance = {
  name: 'formField',
  why: 'A field of a form with a source is a file, another is text (schema v2.1, formdata); a file not yet chosen has none.',
  on: ['formdata'],
  apply: ofObject((node) => {
    const { src, type = src === undefined ? 'text' : 'file' } = node;
    return { ...omit(node, isNothing(src) ? ['src'] : []), type };
  }),
};

/** Sorts and lists that have tolerances of their own, or that mean something by being empty. */
const withOwnTolerances: Readonly<Partial<Record<Sort, readonly string[]>>> = {
  collection: ['variables', 'item'],
  example: ['name', 'originalRequest'],
  folder: ['name', 'item'],
  item: ['name', 'request'],
  query: ['key', 'value'],
  script: ['exec', 'packages', 'requests'],
};

/** Of parts of the format, not inside settings, nor inside what the format does not know. */
const emptyFields: Tolerance = {
  name: 'emptyFields',
  why: 'What a part does not have may be written as an empty text, list or object, or not at all.',
  on: [
    ...(['auth', 'body', 'collection', 'event', 'example', 'folder', 'formdata', 'header', 'item', 'query'] as const),
    ...(['request', 'script', 'url', 'urlencoded', 'variable'] as const),
  ],
  apply: ofObject((node, sort) => {
    const isNone = (key: string): boolean =>
      isNothing(node[key]) &&
      !['key', 'value'].includes(key) &&
      typeof childOf(sort, key) !== 'string' &&
      withOwnTolerances[sort]?.includes(key) !== true;
    return omit(node, Object.keys(node).filter(isNone));
  }),
};

const emptyParts: Tolerance = {
  name: 'emptyParts',
  why: 'A URL or an auth of which nothing is said is none.',
  on: ['auth', 'url'],
  apply: (node) => (isObject(node) && isEmptyObject(node) ? undefined : node),
};

/** After those that turn one way of writing into the other. */
export const tolerancesOfBlanks: readonly Tolerance[] = [valueBlank, systemFalse, formField, emptyFields, emptyParts];
