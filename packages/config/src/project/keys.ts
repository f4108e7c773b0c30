// Explains a text that stands in the project file where the name of an environment variable belongs.
import { getAt } from '@postform/engine';
import { REVOKE } from '../files/redact-keys.ts';
import type { Document } from '../yaml/document.ts';
import type { Mistake } from '../yaml/mistakes.ts';
import { DEFAULT_API_KEY_ENV } from './project.ts';

const ENV_LIKE = /^[A-Z][A-Z0-9_]{0,60}$/;
const HOLDS_KEY = /^(?:\/stacks\/[^/]+)?\/(?:secrets\/)?([^/]+)(?:\/[^/]+)?$/;

/** In the project file, any text in the place of a variable's name may be a key, whatever its form. */
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
  const redacted =
    code === 'D_WRONG_VALUE'
      ? '"env" must be the name of an environment variable, found a text that is not shown'
      : message.replace(/found .*$/s, 'found a text that is not shown');
  return {
    ...mistake,
    message: redacted,
    hint: `${form(variable)}, and set ${variable} where Postform runs. ${REVOKE}`,
    secret: true,
  };
}
