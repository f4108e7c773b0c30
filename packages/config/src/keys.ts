// Room: texts that look like keys and tokens. They never reach a message, a hint or an excerpt.
import type { Diagnostic } from '@postform/engine';
import { getAt } from '@postform/engine';
import type { Document } from './document.ts';
import type { Mistake } from './mistakes.ts';
import { DEFAULT_API_KEY_ENV } from './project.ts';

/** The prefixes that Postman, forges and clouds give their tokens, JSON Web Tokens, and any long mix of letters and digits. UUIDs are no keys. */
const KEY =
  /(?<!\w)(?:(PMA[KT]-)[\w-]*|(gh[pousr]_|github_pat_|glpat-|xox[abprs]-|sk-|sk_|AKIA)[\w-]{12,}|(eyJ)[\w-]{8,}(?:\.[\w-]+){1,2}|(?=(?:[A-Za-z]*\d){3})(?=\d*[A-Za-z])[A-Za-z0-9]{32,}(?!\w))/gi;

const prefixOf = (groups: readonly unknown[]) =>
  String(groups.slice(0, 3).find((group) => typeof group === 'string') ?? '');

/** `PMAK-***`: as much as tells what it is. */
export function maskKeys(text: string): string {
  return text.replace(KEY, (_key, ...groups) => `${prefixOf(groups)}***`);
}

/** As `maskKeys`, with as many characters as before, so that columns hold. */
export function maskLine(line: string): string {
  return line.replace(KEY, (key: string, ...groups) => prefixOf(groups).padEnd(key.length, '*'));
}

/** The last door of every diagnostic. */
export function withoutKeys(diagnostic: Diagnostic): Diagnostic {
  const message = maskKeys(diagnostic.message);
  const hint = maskKeys(diagnostic.hint ?? '');
  if (message === diagnostic.message && hint === (diagnostic.hint ?? '')) return diagnostic;
  const advice = `A key belongs into the environment, never into a file: desired files say { secret: NAME }, the project file { env: NAME }. ${REVOKE}`;
  return {
    ...diagnostic,
    message,
    hint: hint === '' || hint.includes(REVOKE) ? hint || advice : `${hint} ${advice}`,
    secret: true,
  };
}

const REVOKE = 'If it is a real key, revoke it: it stands in a file.';
const ENV_LIKE = /^[A-Z][A-Z0-9_]{0,60}$/;
const HOLDS_KEY = /^(?:\/stacks\/[^/]+)?\/(?:secrets\/)?([^/]+)(?:\/[^/]+)?$/;

/** In the project file, whatever text stands where the name of a variable belongs may be a key, whether it looks like one or not. */
export function aboutKey(document: Document, mistake: Mistake): Mistake {
  const { pointer, code, message } = mistake;
  const isKeyPlace = /^(?:\/stacks\/[^/]+)?\/(?:apiKey|secrets\/[^/]+)(?:\/|$)/.test(pointer);
  const name = HOLDS_KEY.exec(pointer)?.[1];
  if (!isKeyPlace || name === undefined) return mistake;
  const value = getAt(document.value, pointer);
  const variable = name === 'apiKey' ? DEFAULT_API_KEY_ENV : name.toUpperCase().replace(/[^A-Z0-9]+/g, '_');
  const form = (env: string) => `write ${name}: { env: ${env} }`;
  if (typeof value !== 'string' || value === '')
    return code === 'D_WRONG_TYPE' || code === 'D_WRONG_VALUE' ? { ...mistake, hint: form(variable) } : mistake;
  if (ENV_LIKE.test(value)) return { ...mistake, hint: form(value) };
  const unseen =
    code === 'D_WRONG_VALUE'
      ? '"env" must be the name of an environment variable, found a text that is not shown'
      : message.replace(/found .*$/s, 'found a text that is not shown');
  return {
    ...mistake,
    message: unseen,
    hint: `${form(variable)}, and set ${variable} where Postform runs. ${REVOKE}`,
    secret: true,
  };
}
