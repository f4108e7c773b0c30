// Room: the tolerances for collections: what may be written in several ways, and what the server adds.
import { isObject, type Json, type JsonObject, omit } from './meaning-grammar.ts';
import { tolerancesOfParameters } from './meaning-parameters.ts';
import { defaulting, dropping, ofObject, type ServerAddition, type Tolerance, type Tolerances } from './meaning-tolerance.ts';
import { urlDerived, urlPieces, urlText } from './meaning-url.ts';

const isEmptyObject = (node: Json | undefined): boolean => isObject(node) && Object.keys(node).length === 0;

const nulls: Tolerance = {
  name: 'nulls',
  why: 'The schema allows null where something is not there; the API returns `responseTime: null` and the like (Postman OpenAPI 1.45.0).',
  on: 'all',
  apply: ofObject((node) => omit(node, Object.keys(node).filter((key) => node[key] === null))),
};

const descriptionText: Tolerance = {
  name: 'descriptionText',
  why: 'A description is text, or an object with content; plain text and Markdown look the same in text (schema v2.1, description).',
  on: ['description'],
  apply: ofObject((node) => {
    const { content, type, version } = node;
    const isPlain = [undefined, 'text/plain', 'text/markdown'].includes(type as string) && version === undefined;
    return isPlain && typeof content === 'string' ? content : node;
  }),
};

const descriptionBlank: Tolerance = {
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

const serverScript: Tolerance = {
  name: 'serverScript',
  why: 'Scripts of a collection get an `id` (Postman OpenAPI 1.45.0, getCollection); exports give ids to events as well.',
  on: ['script', 'event'],
  apply: dropping('id'),
};

const scriptImports: Tolerance = {
  name: 'scriptImports',
  why: '`packages: {}` and `requests: {}` say that a script imports nothing (Postman OpenAPI 1.45.0, getCollection).',
  on: ['script'],
  apply: ofObject((node) => omit(node, ['packages', 'requests'].filter((key) => isEmptyObject(node[key])))),
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

const scriptType: Tolerance = {
  name: 'scriptType',
  why: 'text/javascript is the only type a script may have.',
  on: ['script'],
  apply: defaulting('type', 'text/javascript'),
};

/** Line ends stay: a line of a CRLF file ends in CR. */
const scriptLines: Tolerance = {
  name: 'scriptLines',
  why: 'A script is a text or a list of its lines (schema v2.1, script.exec).',
  on: ['script'],
  apply: ofObject((node) => ({ ...omit(node, ['exec']), exec: linesOf(node['exec'] ?? []) })),
};

function linesOf(exec: Json): Json {
  if (typeof exec !== 'string' && !(Array.isArray(exec) && exec.every((line) => typeof line === 'string'))) return exec;
  return (typeof exec === 'string' ? exec : exec.join('\n')).split('\n');
}

/** Two scripts of one event run in their order; a blank one does nothing wherever it stands. */
const scriptOrder: Tolerance = {
  name: 'scriptOrder',
  why: 'Scripts run when their event comes, so their order across events means nothing.',
  on: ['collection', 'folder', 'item'],
  apply: ofObject((node) => {
    const events = node['event'];
    if (!Array.isArray(events) || !events.every(isObject)) return node;
    const rank = (event: JsonObject): string => `${String(event['listen'])} ${isBlank(event['script']) ? 0 : 1}`;
    return { ...node, event: events.toSorted((a, b) => (rank(a) < rank(b) ? -1 : rank(a) > rank(b) ? 1 : 0)) };
  }),
};

function isBlank(script: Json | undefined): boolean {
  const exec = isObject(script) ? linesOf(script['exec'] ?? []) : [];
  return Array.isArray(exec) && exec.every((line) => typeof line === 'string' && line.trim() === '');
}

/** Only true, only on requests, and only where the file does not say. */
const bodyPruning: ServerAddition = {
  name: 'bodyPruning',
  why: 'GET examples show `disableBodyPruning: true` on every request (Postman OpenAPI 1.45.0, getCollection).',
  on: ['item'],
  settle: (source, fetched) => {
    const said = isObject(source['protocolProfileBehavior']) ? source['protocolProfileBehavior'] : {};
    const found = fetched['protocolProfileBehavior'];
    if (said['disableBodyPruning'] !== undefined || !isObject(found) || found['disableBodyPruning'] !== true) return fetched;
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
    serverScript,
    exportNoise,
    strayTop,
    variablesOfV1,
    methodDefault,
    bodyEmpty,
    settingsEmpty,
    scriptImports,
    scriptType,
    scriptLines,
    scriptOrder,
    ...tolerancesOfParameters,
  ],
  additions: [bodyPruning, urlDerived],
};
