// Replaces secrets that people paste into a collection where it is shown or backed up.
import type { Json, JsonObject } from '@postform/engine';
import { isDeferredValue, namesCredential } from '@postform/engine';
import { changeKey, changeList, textAt } from '../../kind-tools/trees.ts';
import { AUTH_METHOD, below, ENTRIES, EXAMPLE, HEADER, HEADERS, VARIABLES } from './places.ts';
import { onField, onPart, walkOf } from './walk.ts';

type Change = (value: Json) => Json;

/** Words that may stand before a credential (RFC 9110, 11.1: the scheme) and are none themselves. */
const SCHEME_ONLY = /^(?:apikey|basic|bearer|digest|hawk|jwt|key|negotiate|ntlm|oauth|token)?[\s:;,]*$/i;

/** `seal` is called for each pasted value: of auth, headers, cookies of examples, and variables of type secret. */
export function redactCollection(spec: JsonObject, seal: Change): JsonObject {
  const hide: Change = (value) => (isPasted(value) ? seal(value) : value);
  const redact = walkOf([
    { at: AUTH_METHOD, change: (parameters, method) => redactParameters(parameters, method, hide) },
    onPart(HEADER, (header) => (namesCredential(textAt(header, 'key')) ? changeKey(header, 'value', hide) : header)),
    { at: HEADERS, change: (header) => redactText(header, seal) },
    onField(below(EXAMPLE, 'cookie', ENTRIES), 'value', hide),
    onPart(VARIABLES, (variable) => (variable['type'] === 'secret' ? changeKey(variable, 'value', hide) : variable)),
  ]);
  return redact(spec);
}

/** OAuth 2.0 has lists of parameters inside of a parameter: `tokenRequestParams` and its like. */
function redactParameters(parameters: Json, method: string, hide: Change): Json {
  return changeList(parameters, (entry) => {
    const key = textAt(entry, 'key');
    const isSecret = namesCredential(key) || (method === 'apikey' && key === 'value');
    return changeKey(entry, 'value', isSecret ? hide : (value) => redactParameters(value, '', hide));
  });
}

/** Headers written as text, whole or line by line: a text with a secret line is hidden as a whole. */
function redactText(header: Json, seal: Change): Json {
  if (typeof header === 'string') return header.split(/\r?\n/).some(isSecretLine) ? seal(header) : header;
  const hasText = Array.isArray(header) && header.some((line) => typeof line === 'string');
  return hasText ? header.map((line: Json) => (typeof line === 'string' ? redactText(line, seal) : line)) : header;
}

function isSecretLine(line: string): boolean {
  const end = line.indexOf(':');
  return end > 0 && namesCredential(line.slice(0, end)) && isPasted(line.slice(end + 1));
}

/** Not nothing, no switch, and not only references, with or without a scheme: `Bearer {{token}}`. */
function isPasted(value: Json): boolean {
  if (value === null || typeof value === 'boolean' || isDeferredValue(value)) return false;
  if (typeof value !== 'string') return true;
  const literal = value.replace(/\{\{[^{}]+\}\}/g, '');
  return literal === value ? literal.trim() !== '' : !SCHEME_ONLY.test(literal.trim());
}
