// Translates a request body between the item operations (`dataMode`) and v2.1 (`mode`).
import { isArray, isObject, type Json, type JsonObject } from '../../json/json.ts';
import { keptEntries, shownEntries } from './entries.ts';

/** The fields that together say what the body is. */
export const bodyFields = ['dataMode', 'data', 'rawModeData', 'graphqlModeData', 'dataOptions', 'dataDisabled'];

/** `dataMode` by v2.1 mode (Postman OpenAPI 1.45.0, createCollectionRequest). `params` is the older word for formdata. */
const words: Readonly<Record<string, string>> = {
  raw: 'raw',
  urlencoded: 'urlencoded',
  formdata: 'formdata',
  file: 'binary',
  graphql: 'graphql',
};

/** From v2.1: every field of `bodyFields`, null where the body has nothing to say. */
export function plainBody(body: Json | undefined): JsonObject {
  const { mode, raw, urlencoded, formdata, file, graphql, options, disabled } = isObject(body) ? body : {};
  const form = mode === 'urlencoded' ? urlencoded : formdata;
  const isForm = mode === 'urlencoded' || mode === 'formdata';
  const src = isObject(file) ? (file['src'] ?? null) : null;
  return {
    dataMode: typeof mode === 'string' ? (words[mode] ?? mode) : null,
    data: isForm ? shownEntries(form) : null,
    rawModeData: mode === 'raw' ? (raw ?? null) : mode === 'file' ? src : null,
    ...(mode === 'graphql' ? { graphqlModeData: graphql ?? {} } : {}),
    ...(options === undefined ? {} : { dataOptions: options }),
    dataDisabled: disabled === true,
  };
}

/** To v2.1; undefined for no body at all. */
export function keptBody(plain: JsonObject): JsonObject | undefined {
  const content = contentOf(plain);
  if (content === undefined) return undefined;
  const { dataOptions, dataDisabled } = plain;
  return {
    ...content,
    ...(isObject(dataOptions) ? { options: dataOptions } : {}),
    ...(dataDisabled === true ? { disabled: true } : {}),
  };
}

function contentOf({ dataMode, data, rawModeData, graphqlModeData }: JsonObject): JsonObject | undefined {
  switch (dataMode) {
    case 'raw':
      return { mode: 'raw', raw: typeof rawModeData === 'string' ? rawModeData : '' };
    case 'urlencoded':
      return { mode: 'urlencoded', urlencoded: keptEntries(data) };
    case 'formdata':
    case 'params':
      return { mode: 'formdata', formdata: keptEntries(data) };
    case 'binary':
      return { mode: 'file', file: { src: isArray(rawModeData) ? null : (rawModeData ?? null) } };
    case 'graphql':
      return { mode: 'graphql', graphql: isObject(graphqlModeData) ? graphqlModeData : {} };
    default:
      return undefined;
  }
}
