// Reads Postman's six error envelopes by their shape. Content types are not reliable (OpenAPI 1.45.0 mislabels them).
import { isObject, type Json, type JsonObject } from '@postform/engine';

export interface Envelope {
  /** All names that the body gives the error: `error.name`, `error.type`, `error`, `name`, and the end of `type`. */
  readonly names: readonly string[];
  /** Name, message and details in one line, capped; empty where the body has none. */
  readonly text: string;
}

const MOST_CHARACTERS = 400;

/**
 * 1. `{error: {name, message, details?}}` 2. problem+json `{type, title, detail}` 3. `{error: {type, message}}`
 * 4. `{name, message}` 5. 1 with a status code beside it 6. `{error: "name", message}`.
 */
export function readEnvelope(body: Json): Envelope {
  if (!isObject(body)) return { names: [], text: '' };
  const error = isObject(body['error']) ? body['error'] : undefined;
  const names = [
    textAt(error, 'name'),
    textAt(error, 'type'),
    textAt(body, 'error'),
    textAt(body, 'name'),
    textAt(body, 'type')?.split(/[/:]/).at(-1),
  ].filter((name) => name !== undefined && name !== '') as readonly string[];
  const message = textAt(error, 'message') ?? textAt(body, 'message') ?? plain(body['detail']) ?? textAt(body, 'title');
  const details = plain(error?.['details'] ?? body['details']);
  const words = [[names[0], message].filter((part) => part !== undefined).join(': '), details]
    .filter((part) => part !== undefined && part !== '')
    .join(' ');
  return { names, text: oneLine(words) };
}

function textAt(object: JsonObject | undefined, key: string): string | undefined {
  const value = object?.[key];
  return typeof value === 'string' ? value : undefined;
}

/** `detail` may be a text, an array or `{}`. */
function plain(value: Json | undefined): string | undefined {
  if (value === undefined || value === null) return undefined;
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  return text === '{}' || text === '[]' || text === '' ? undefined : text;
}

function oneLine(text: string): string {
  const line = text.replaceAll(/[\s\p{Cc}]+/gu, ' ').trim();
  return line.length > MOST_CHARACTERS ? `${line.slice(0, MOST_CHARACTERS)}…` : line;
}
