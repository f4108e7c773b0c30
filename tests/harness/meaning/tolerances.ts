// Lists for collections what may be written in several ways, and what the server adds.
import { tolerancesOfBlanks } from './blanks.ts';
import { isEmptyObject, isObject, omit } from './grammar.ts';
import { tolerancesOfParameters } from './parameters.ts';
import { tolerancesOfScripts } from './scripts.ts';
import { defaulting, dropping, ofObject, type ServerAddition, type Tolerance, type Tolerances } from './tolerance.ts';
import { urlDerived, urlPieces, urlText } from './url.ts';

const nulls: Tolerance = {
  name: 'nulls',
  why: 'The schema allows null where something is not there; the API returns `responseTime: null` and the like (Postman OpenAPI 1.45.0).',
  on: 'all',
  apply: ofObject((node) =>
    omit(
      node,
      Object.keys(node).filter((key) => node[key] === null),
    ),
  ),
};

export const descriptionText: Tolerance = {
  name: 'descriptionText',
  why: 'A description is text, or an object with content; plain text and Markdown are written alike in text (schema v2.1, description).',
  on: ['description'],
  apply: ofObject((node) => {
    const { content, type, version } = node;
    const isPlain = [undefined, 'text/plain', 'text/markdown'].includes(type as string) && version === undefined;
    return isPlain && typeof content === 'string' ? content : node;
  }),
};

export const descriptionBlank: Tolerance = {
  name: 'descriptionBlank',
  why: 'An empty description describes nothing.',
  on: ['description'],
  apply: (node) => (node === '' || isEmptyObject(node) ? undefined : node),
};

const nameBlank: Tolerance = {
  name: 'nameBlank',
  why: 'An item or example without a name is shown like one with an empty name (S: a missing name gives a blank one).',
  on: ['item', 'folder', 'example'],
  apply: defaulting('name', ''),
};

const serverInfo: Tolerance = {
  name: 'serverInfo',
  why: 'The server says who and when in `info`, and which schema it answers in (Postman OpenAPI 1.45.0, getCollection).',
  on: ['info'],
  apply: dropping('_postman_id', 'uid', 'createdAt', 'updatedAt', 'lastUpdatedBy', 'fork', 'schema'),
};

const serverItem: Tolerance = {
  name: 'serverItem',
  why: 'Folders, requests and examples get ids and times from the server (Postman OpenAPI 1.45.0, getCollection).',
  on: ['item', 'folder', 'example'],
  apply: dropping('id', '_postman_id', 'uid', 'createdAt', 'updatedAt'),
};

const exportNoise: Tolerance = {
  name: 'exportNoise',
  why: 'The apps note in exports who exported, from where, and that a folder lies in a folder.',
  on: ['info', 'item', 'folder'],
  apply: dropping('_exporter_id', '_collection_link', '_postman_isSubFolder'),
};

const strayTop: Tolerance = {
  name: 'strayTop',
  why: 'Converters leave a `_` with an id of their own at the top.',
  on: ['collection'],
  apply: dropping('_'),
};

const variablesOfV1: Tolerance = {
  name: 'variablesOfV1',
  why: 'Converters leave the empty `variables` list of format v1 at the top.',
  on: ['collection'],
  apply: ofObject((node) =>
    Array.isArray(node['variables']) && node['variables'].length === 0 ? omit(node, ['variables']) : node,
  ),
};

const repeatedName: Tolerance = {
  name: 'repeatedName',
  why: 'openapi-to-postman writes the name of an item again in its request; no app shows it.',
  on: ['item'],
  apply: ofObject((node) => {
    const { name, request } = node;
    return isObject(request) && request['name'] === name ? { ...node, request: omit(request, ['name']) } : node;
  }),
};

const requestText: Tolerance = {
  name: 'requestText',
  why: 'A request may be written as its URL alone (schema v2.1, request).',
  on: ['request'],
  apply: (node) => (typeof node === 'string' ? { url: node } : node),
};

const methodDefault: Tolerance = {
  name: 'methodDefault',
  why: 'A request without a method is sent as GET.',
  on: ['request'],
  apply: defaulting('method', 'GET'),
};

const bodyEmpty: Tolerance = {
  name: 'bodyEmpty',
  why: 'Converters write `{}` for a request without a body.',
  on: ['body'],
  apply: (node) => (isEmptyObject(node) ? undefined : node),
};

const settingsEmpty: Tolerance = {
  name: 'settingsEmpty',
  why: 'Exports write `protocolProfileBehavior: {}` where nothing is set.',
  on: ['settings'],
  apply: (node) => (isEmptyObject(node) ? undefined : node),
};

/** Only true, only on requests, and only where the file does not say. */
const bodyPruning: ServerAddition = {
  name: 'bodyPruning',
  why: 'GET examples show `disableBodyPruning: true` on every request (Postman OpenAPI 1.45.0, getCollection).',
  on: ['item'],
  settle: (source, fetched) => {
    const said = isObject(source['protocolProfileBehavior']) ? source['protocolProfileBehavior'] : {};
    const found = fetched['protocolProfileBehavior'];
    if (said['disableBodyPruning'] !== undefined || !isObject(found) || found['disableBodyPruning'] !== true)
      return fetched;
    const rest = omit(found, ['disableBodyPruning']);
    const without = omit(fetched, ['protocolProfileBehavior']);
    return Object.keys(rest).length === 0 ? without : { ...without, protocolProfileBehavior: rest };
  },
};

/** In the order in which they apply to a node, from its outside in. */
export const tolerancesOfCollections: Tolerances = {
  writings: [
    nulls,
    requestText,
    urlText,
    urlPieces,
    descriptionText,
    descriptionBlank,
    nameBlank,
    repeatedName,
    serverInfo,
    serverItem,
    exportNoise,
    strayTop,
    variablesOfV1,
    methodDefault,
    bodyEmpty,
    settingsEmpty,
    ...tolerancesOfScripts,
    ...tolerancesOfParameters,
    ...tolerancesOfBlanks,
  ],
  additions: [bodyPruning, urlDerived],
};
