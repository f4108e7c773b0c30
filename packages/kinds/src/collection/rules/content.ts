// Rules about bodies, examples and settings.
import { isObject } from '@postform/engine';
import { isEmptyList, isEmptyObject, objectAt, without } from '../../kind-tools/trees.ts';
import { BODY, EXAMPLE, HEADERS, ITEM, OWNER } from '../spec/places.ts';
import { onField, onPart } from '../spec/walk.ts';
import { placedRule } from './rule.ts';

export const bodyEmpty = placedRule({
  name: 'body-empty',
  why: 'The v2.1 schema lets a body be null, and converters write `{}` for a request that has none.',
  changes: [{ at: BODY, change: (body) => (body === null || isEmptyObject(body) ? undefined : body) }],
});

export const headerEmpty = placedRule({
  name: 'header-empty',
  why: 'GET /collections/{id} returns `header: []` on requests that were sent without headers (Postman OpenAPI 1.45.0, getCollection).',
  changes: [{ at: HEADERS, change: (header) => (isEmptyList(header) || header === '' ? undefined : header) }],
});

const NULLABLE = [
  ...['originalRequest', 'status', 'code', 'header', 'cookie', 'body', 'responseTime', 'timings'],
  ...['_postman_previewlanguage', '_postman_previewtype'],
];

export const exampleNulls = placedRule({
  name: 'example-nulls',
  why: 'GET /collections/{id} returns `responseTime: null` on every example, and null for a header, body or preview that is not there (Postman OpenAPI 1.45.0, putCollection).',
  changes: NULLABLE.map((key) => onField(EXAMPLE, key, (value) => value ?? undefined)),
});

export const exampleCookies = placedRule({
  name: 'example-cookies',
  why: 'GET /collections/{id} returns `cookie: []` on examples without cookies (Postman OpenAPI 1.45.0, getCollection).',
  changes: [onField(EXAMPLE, 'cookie', (cookies) => (isEmptyList(cookies) ? undefined : cookies))],
});

/** Moved out of the comparison, yet sent as written: without it, and without the default, GET loses its body. */
export const bodyPruning = placedRule({
  name: 'body-pruning',
  why: 'GET /collections/{id} shows `protocolProfileBehavior.disableBodyPruning: true` on every request (Postman OpenAPI 1.45.0, getCollection).',
  changes: [
    onPart(ITEM, (item) => {
      const settings = objectAt(item, 'settings');
      if (!isObject(item['request']) || settings['disableBodyPruning'] !== true) return item;
      const uncompared = objectAt(item, 'uncompared');
      return {
        ...item,
        settings: without(settings, ['disableBodyPruning']),
        uncompared: { ...uncompared, settings: { disableBodyPruning: true } },
      };
    }),
  ],
});

export const settingsEmpty = placedRule({
  name: 'settings-empty',
  why: 'Exports write `protocolProfileBehavior: {}` where nothing is set; the schema gives none of its keys a meaning by absence.',
  changes: [onField(OWNER, 'settings', (settings) => (isEmptyObject(settings) ? undefined : settings))],
});
