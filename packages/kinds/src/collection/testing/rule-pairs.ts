// For each rule: what is sent, and what a server returns for it, equal in meaning only.
import type { Json, JsonObject } from '@postform/engine';
import type { RulePairs } from '../../testing/pair.ts';
import { rawCollection, rawRequest, specOf } from './raw.ts';

const url = { raw: 'https://x.org/a', protocol: 'https', host: ['x', 'org'], path: ['a'] };
const call = { method: 'GET', url };

const withCall = (request: Json, fields: JsonObject = {}): JsonObject =>
  specOf(rawCollection({ item: [rawRequest('Get', request, fields)] }));
const withUrl = (present: Json): JsonObject => withCall({ method: 'GET', url: present });
const withHeader = (header: Json): JsonObject => withCall({ ...call, header });
const withBody = (body: Json): JsonObject => withCall({ ...call, body });
const withForm = (field: JsonObject): JsonObject => withBody({ mode: 'formdata', formdata: [field] });
const withExample = (fields: JsonObject): JsonObject =>
  withCall(call, { response: [{ name: 'OK', code: 200, body: '{}', ...fields }] });
const withScript = (script: JsonObject): JsonObject =>
  specOf(rawCollection({ event: [{ listen: 'test', script: { exec: ['check();'], ...script } }] }));
const withVariable = (variable: JsonObject): JsonObject => specOf(rawCollection({ variable: [variable] }));
const withAuth = (auth: Json): JsonObject => specOf(rawCollection({ auth }));
const withInfo = (info: JsonObject, fields: JsonObject = {}): JsonObject => specOf(rawCollection(fields, info));

const header = { key: 'Accept', value: '*/*' };
const basic = [
  { key: 'password', value: 'p' },
  { key: 'username', value: 'u' },
];
const body = { mode: 'raw', raw: '{}' };
const blank: JsonObject = { listen: 'prerequest', exec: [''] };

export const rulePairs: RulePairs = {
  'null-fields': { a: withCall({ method: 'GET', url: null, header: null }), b: withCall({ method: 'GET' }) },
  'null-entries': { a: withHeader([null, header]), b: withHeader([header]) },
  'script-nulls': { a: withScript({ exec: ['one();', null] }), b: withScript({ exec: ['one();', ''] }) },
  'export-marks': { a: withInfo({ _exporter_id: '1', _collection_link: 'https://go.x' }), b: withInfo({}) },
  'stray-keys': { a: withInfo({}, { _: { postman_id: 'x' }, variables: [] }), b: withInfo({}) },
  'request-name': { a: withCall({ ...call, name: 'Get' }), b: withCall(call) },
  'method-default': { a: withCall({ url }), b: withCall(call) },
  'url-text': { a: withUrl('https://x.org/a'), b: withUrl(url) },
  'url-lists': { a: withUrl({ ...url, host: 'x.org', path: '/a' }), b: withUrl(url) },
  'url-empty-lists': { a: withUrl({ ...url, query: [], variable: [] }), b: withUrl(url) },
  'url-blank': { a: withUrl({ ...url, port: '', hash: '' }), b: withUrl(url) },
  'url-raw': { a: withUrl({ protocol: 'https', host: ['x', 'org'], path: ['a'] }), b: withUrl(url) },
  'url-parts': { a: withUrl({ raw: 'https://x.org/a' }), b: withUrl(url) },
  'header-text': { a: withHeader('Accept: */*\r\n'), b: withHeader([header]) },
  'example-nulls': {
    a: withExample({}),
    b: withExample({
      responseTime: null,
      header: null,
      cookie: null,
      timings: null,
      _postman_previewlanguage: null,
      status: null,
      _postman_previewtype: null,
      originalRequest: null,
    }),
  },
  'example-cookies': { a: withExample({}), b: withExample({ cookie: [] }) },
  'example-blank': { a: withExample({ status: '' }), b: withExample({}) },
  'header-empty': { a: withCall(call), b: withHeader([]) },
  'header-name': { a: withExample({ header: [header] }), b: withExample({ header: [{ ...header, name: 'Accept' }] }) },
  'type-text': { a: withHeader([header]), b: withHeader([{ ...header, type: 'text' }]) },
  'disabled-false': { a: withHeader([{ ...header, disabled: false }]), b: withHeader([header]) },
  'system-false': {
    a: withVariable({ key: 'host', value: 'x', system: false }),
    b: withVariable({ key: 'host', value: 'x' }),
  },
  'enabled-true': { a: withHeader([{ ...header, enabled: true }]), b: withHeader([header]) },
  'equals-true': {
    a: withUrl({ ...url, query: [{ key: 'q', value: '1', equals: true }] }),
    b: withUrl({ ...url, query: [{ key: 'q', value: '1' }] }),
  },
  'variable-key': {
    a: withVariable({ key: 'host', value: 'x' }),
    b: withVariable({ id: '1', key: 'host', value: 'x' }),
  },
  'variable-type': {
    a: withVariable({ key: 'host', value: 'x' }),
    b: withVariable({ key: 'host', value: 'x', type: 'string' }),
  },
  'description-text': {
    a: withInfo({ description: { content: 'All orders', type: 'text/markdown' } }),
    b: withInfo({ description: 'All orders' }),
  },
  'description-blank': { a: withInfo({}), b: withInfo({ description: '' }) },
  'parameter-blank': { a: withHeader([{ ...header, warning: '' }]), b: withHeader([header]) },
  'body-content': {
    a: withBody({ mode: 'raw', raw: '', formdata: [], options: {} }),
    b: withBody({ mode: 'raw' }),
  },
  'form-type': { a: withForm({ key: 'a', value: '1', type: 'text' }), b: withForm({ key: 'a', value: '1' }) },
  'value-blank': { a: withForm({ key: 'a', value: '' }), b: withForm({ key: 'a' }) },
  'body-empty': { a: withBody({}), b: withCall(call) },
  'auth-null': { a: withAuth(null), b: withInfo({}) },
  'auth-list': {
    a: withAuth({ type: 'basic', basic: { password: 'p', username: 'u' } }),
    b: withAuth({ type: 'basic', basic }),
  },
  'auth-blank': { a: withAuth({ type: 'noauth', noauth: [] }), b: withAuth({ type: 'noauth' }) },
  'auth-type': {
    a: withAuth({ type: 'basic', basic }),
    b: withAuth({ type: 'basic', basic: basic.map((entry) => ({ ...entry, type: 'string' })) }),
  },
  'auth-order': {
    a: withAuth({ type: 'basic', basic: [...basic].reverse() }),
    b: withAuth({ type: 'basic', basic }),
  },
  'script-ids': { a: withScript({}), b: withScript({ id: '9f48d011' }) },
  'script-packages': { a: withScript({}), b: withScript({ packages: {}, requests: {} }) },
  'script-type': { a: withScript({}), b: withScript({ type: 'text/javascript' }) },
  'script-lines': { a: withScript({ exec: 'one();\r\ntwo();' }), b: withScript({ exec: ['one();\r', 'two();'] }) },
  'script-fields': { a: withScript({ name: '', src: {} }), b: withScript({}) },
  'script-blank': {
    a: { ...specOf(rawCollection()), scripts: { prerequest: blank } },
    b: { ...specOf(rawCollection()), uncompared: { scripts: { prerequest: blank } } },
  },
  'body-pruning': {
    a: withCall({ ...call, body }, { protocolProfileBehavior: { strictSSL: true, disableBodyPruning: true } }),
    b: pruningAside(withCall({ ...call, body }, { protocolProfileBehavior: { strictSSL: true } })),
  },
  'settings-empty': { a: withInfo({}, { protocolProfileBehavior: {} }), b: withInfo({}) },
  'connection-blank': { a: withCall({ ...call, proxy: {} }), b: withCall(call) },
  'extra-blank': { a: withInfo({}, { note: '' }), b: withInfo({}) },
};

function pruningAside(spec: JsonObject): JsonObject {
  const items = spec['items'] as JsonObject;
  const item = { ...(items['Get'] as JsonObject), uncompared: { settings: { disableBodyPruning: true } } };
  return { ...spec, items: { Get: item } };
}
