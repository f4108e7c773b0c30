// Rules about scripts. Line ends stay as written: nothing says that the server changes them, and JavaScript does not care.
import { isObject, type Json, type JsonObject } from '@postform/engine';
import { isEmptyObject, objectAt, without } from '../../kind-tools/trees.ts';
import { OWNER, SCRIPT } from '../spec/places.ts';
import { onField, onPart } from '../spec/walk.ts';
import { placedRule } from './rule.ts';

export const scriptIds = placedRule({
  name: 'script-ids',
  why: 'GET /collections/{id} adds an `id` to scripts of the collection, not to others (Postman OpenAPI 1.45.0, getCollection).',
  changes: [onField(SCRIPT, 'id', () => undefined)],
});

export const scriptPackages = placedRule({
  name: 'script-packages',
  why: 'GET and PUT examples show `packages: {}` on scripts that use none (Postman OpenAPI 1.45.0, putCollection); exports do the same with `requests`.',
  changes: ['packages', 'requests'].map((key) =>
    onField(SCRIPT, key, (used) => (isEmptyObject(used) ? undefined : used)),
  ),
});

export const scriptType = placedRule({
  name: 'script-type',
  why: 'text/javascript is the only type of script in Postman, and every script returned says so (Postman OpenAPI 1.45.0, getCollection); it is written again when sent.',
  changes: [onField(SCRIPT, 'type', (type) => (type === 'text/javascript' ? undefined : type))],
});

/** Text, or a list whose entries hold several lines → one entry a line. */
export const scriptLineList = placedRule({
  name: 'script-lines',
  why: 'The v2.1 schema lets `exec` be text or a list of lines; the API returns lists (Postman OpenAPI 1.45.0, script).',
  changes: [onField(SCRIPT, 'exec', linesOf)],
});

function linesOf(exec: Json): Json {
  if (typeof exec === 'string') return exec.split('\n');
  if (!Array.isArray(exec) || !exec.some((line: Json) => typeof line === 'string' && line.includes('\n'))) return exec;
  return exec.flatMap((line: Json): readonly Json[] => (typeof line === 'string' ? line.split('\n') : [line]));
}

/** Moved out of the comparison, yet sent as written: a file may hold it on purpose. */
export const scriptBlank = placedRule({
  name: 'script-blank',
  why: 'GET /collections/{id} shows scripts with exec [""] on collections that have none (Postman OpenAPI 1.45.0, getCollection); such a script does nothing.',
  changes: [onPart(OWNER, blankScriptsAside)],
});

function blankScriptsAside(owner: JsonObject): JsonObject {
  if (owner['scripts'] === undefined) return owner;
  const scripts = objectAt(owner, 'scripts');
  const blank = Object.keys(scripts).filter((key) => isBlank(scripts[key]!));
  if (blank.length === 0) return owner;
  const kept = without(scripts, blank);
  const uncompared = objectAt(owner, 'uncompared');
  const aside = Object.fromEntries(blank.map((key) => [key, scripts[key]!]));
  return {
    ...without(owner, ['scripts']),
    ...(isEmptyObject(kept) ? {} : { scripts: kept }),
    uncompared: { ...uncompared, scripts: { ...objectAt(uncompared, 'scripts'), ...aside } },
  };
}

function isBlank(script: Json): boolean {
  if (!isObject(script) || Object.keys(script).some((key) => key !== 'listen' && key !== 'exec')) return false;
  const exec = script['exec'] ?? [];
  return Array.isArray(exec) && exec.every((line: Json) => typeof line === 'string' && line.trim() === '');
}
