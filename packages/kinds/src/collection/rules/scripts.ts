// Rules about scripts. Line ends stay as written: nothing says that the server changes them, and JavaScript does not care.
import { isObject, type Json, type JsonObject, type Rule } from '@postform/engine';
import { isEmptyObject, objectAt, without } from '../../kind-tools/trees.ts';
import { eachOwner, eachScript } from '../spec/walk.ts';

export const scriptIds: Rule = {
  name: 'script-ids',
  why: 'GET /collections/{id} adds an `id` to scripts of the collection, not to others (Postman OpenAPI 1.45.0, getCollection).',
  apply: (spec) => eachScript(spec, (script) => without(script, ['id'])),
};

export const scriptPackages: Rule = {
  name: 'script-packages',
  why: 'GET and PUT examples show `packages: {}` on scripts that use none (Postman OpenAPI 1.45.0, putCollection); exports do the same with `requests`.',
  apply: (spec) =>
    eachScript(spec, (script) =>
      without(
        script,
        ['packages', 'requests'].filter((key) => isEmptyObject(script[key])),
      ),
    ),
};

export const scriptType: Rule = {
  name: 'script-type',
  why: 'text/javascript is the only type of script in Postman, and every script returned says so (Postman OpenAPI 1.45.0, getCollection); it is written again when sent.',
  apply: (spec) =>
    eachScript(spec, (script) => (script['type'] === 'text/javascript' ? without(script, ['type']) : script)),
};

/** Text, or a list whose entries hold several lines → one entry a line. */
export const scriptLineList: Rule = {
  name: 'script-lines',
  why: 'The v2.1 schema lets `exec` be text or a list of lines; the API returns lists (Postman OpenAPI 1.45.0, script).',
  apply: (spec) =>
    eachScript(spec, (script) => {
      const exec = script['exec'];
      const lines = linesOf(exec);
      return lines === exec ? script : { ...script, exec: lines! };
    }),
};

function linesOf(exec: Json | undefined): Json | undefined {
  if (exec === undefined) return exec;
  if (typeof exec === 'string') return exec.split('\n');
  if (!Array.isArray(exec) || !exec.some((line: Json) => typeof line === 'string' && line.includes('\n'))) return exec;
  return exec.flatMap((line: Json): readonly Json[] => (typeof line === 'string' ? line.split('\n') : [line]));
}

/** Moved out of the comparison, yet sent as written: a file may hold it on purpose. */
export const scriptBlank: Rule = {
  name: 'script-blank',
  why: 'GET /collections/{id} shows scripts with exec [""] on collections that have none (Postman OpenAPI 1.45.0, getCollection); such a script does nothing.',
  apply: (spec) =>
    eachOwner(spec, (owner) => {
      const scripts = objectAt(owner, 'scripts');
      const blank = Object.entries(scripts).filter(([, script]) => isObject(script) && isBlank(script));
      if (blank.length === 0) return owner;
      const kept = without(
        scripts,
        blank.map(([key]) => key),
      );
      const uncompared = objectAt(owner, 'uncompared');
      const all = { ...objectAt(uncompared, 'scripts'), ...Object.fromEntries(blank) };
      const rest = without(owner, ['scripts']);
      return {
        ...rest,
        ...(isEmptyObject(kept) ? {} : { scripts: kept }),
        uncompared: { ...uncompared, scripts: all },
      };
    }),
};

function isBlank(script: JsonObject): boolean {
  const others = Object.keys(script).filter((key) => !['listen', 'exec'].includes(key));
  if (others.length > 0) return false;
  const exec = script['exec'] ?? [];
  return Array.isArray(exec) && exec.every((line: Json) => typeof line === 'string' && line.trim() === '');
}
