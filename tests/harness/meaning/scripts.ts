// Lists the tolerances for scripts.
import { isEmptyObject, isObject, type Json, type JsonObject, omit } from './grammar.ts';
import { defaulting, dropping, ofObject, type Tolerance } from './tolerance.ts';

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
  apply: ofObject((node) =>
    omit(
      node,
      ['packages', 'requests'].filter((key) => isEmptyObject(node[key])),
    ),
  ),
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

export const tolerancesOfScripts: readonly Tolerance[] = [
  serverScript,
  scriptImports,
  scriptType,
  scriptLines,
  scriptOrder,
];
