// Rules about bodies, examples and settings.
import { isObject, type JsonObject, type Rule } from '@postform/engine';
import { changeKey, isEmptyList, isEmptyObject, objectAt, without } from '../../kind-tools/trees.ts';
import { eachCall, eachExample, eachItem, eachOwner } from '../spec/walk.ts';

export const bodyEmpty: Rule = {
  name: 'body-empty',
  why: 'The v2.1 schema lets a body be null, and converters write `{}` for a request that has none.',
  apply: (spec) =>
    eachCall(spec, (call) =>
      changeKey(call, 'body', (body) => (body === null || isEmptyObject(body) ? undefined : body)),
    ),
};

export const headerEmpty: Rule = {
  name: 'header-empty',
  why: 'GET /collections/{id} returns `header: []` on requests that were sent without headers (Postman OpenAPI 1.45.0, getCollection).',
  apply: (spec) => {
    const drop = (part: JsonObject): JsonObject =>
      changeKey(part, 'header', (header) => (isEmptyList(header) || header === '' ? undefined : header));
    return eachExample(eachCall(spec, drop), drop);
  },
};

const NULLABLE = [
  ...['originalRequest', 'status', 'code', 'header', 'cookie', 'body', 'responseTime', 'timings'],
  ...['_postman_previewlanguage', '_postman_previewtype'],
];

export const exampleNulls: Rule = {
  name: 'example-nulls',
  why: 'GET /collections/{id} returns `responseTime: null` on every example, and null for a header, body or preview that is not there (Postman OpenAPI 1.45.0, putCollection).',
  apply: (spec) =>
    eachExample(spec, (example) =>
      without(
        example,
        NULLABLE.filter((key) => example[key] === null),
      ),
    ),
};

export const exampleCookies: Rule = {
  name: 'example-cookies',
  why: 'GET /collections/{id} returns `cookie: []` on examples without cookies (Postman OpenAPI 1.45.0, getCollection).',
  apply: (spec) =>
    eachExample(spec, (example) => (isEmptyList(example['cookie']) ? without(example, ['cookie']) : example)),
};

/** Moved out of the comparison, yet sent as written: without it, and without the default, GET loses its body. */
export const bodyPruning: Rule = {
  name: 'body-pruning',
  why: 'GET /collections/{id} shows `protocolProfileBehavior.disableBodyPruning: true` on every request (Postman OpenAPI 1.45.0, getCollection).',
  apply: (spec) =>
    eachItem(spec, (item) => {
      const settings = objectAt(item, 'settings');
      if (!isObject(item['request']) || settings['disableBodyPruning'] !== true) return item;
      const uncompared = objectAt(item, 'uncompared');
      return {
        ...item,
        settings: without(settings, ['disableBodyPruning']),
        uncompared: { ...uncompared, settings: { disableBodyPruning: true } },
      };
    }),
};

export const settingsEmpty: Rule = {
  name: 'settings-empty',
  why: 'Exports write `protocolProfileBehavior: {}` where nothing is set; the schema gives none of its keys a meaning by absence.',
  apply: (spec) =>
    eachOwner(spec, (owner) =>
      changeKey(owner, 'settings', (settings) => (isEmptyObject(settings) ? undefined : settings)),
    ),
};
