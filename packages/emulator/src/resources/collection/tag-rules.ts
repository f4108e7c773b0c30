// Checks the tags of a collection or a workspace.

import { bodyCheck } from '../../api/body-check.ts';
import { isArray, isObject, type Json, type JsonObject } from '../../json/json.ts';
import { problemType, Refused } from '../../reply/replies.ts';
import type { Switches } from '../../switches/switches.ts';

const slug = { type: 'string', maxLength: 64, minLength: 2, pattern: '^[a-z][a-z0-9-]*[a-z0-9]+$' };
const check = bodyCheck({
  type: 'object',
  required: ['tags'],
  properties: {
    tags: { type: 'array', maxItems: 5, items: { type: 'object', required: ['slug'], properties: { slug } } },
  },
});

/**
 * The tags as kept; a bare text by switch tagsAsText. Throws Refused with a 400 without a type (OpenAPI 1.45.0,
 * tag400Error), in the words of the example "body/tags/0/slug must NOT have more than 64 characters".
 */
export function keptTags(raw: Json | undefined, { tagsAsText }: Pick<Switches, 'tagsAsText'>): JsonObject[] {
  const sent = tagsAsText === 'accept' && isArray(raw) ? raw.map(fromText) : raw;
  const broken = check(sent === undefined ? {} : { tags: sent });
  if (broken !== undefined) {
    const detail = `${['body', ...broken.place].join('/')} ${broken.rule}`;
    throw new Refused({ status: 400, body: { title: 'Bad Request', detail, status: 400 }, headers: problemType });
  }
  return (isArray(sent) ? sent : []).map((tag) => ({ slug: isObject(tag) ? tag['slug'] : '' }));
}

function fromText(tag: Json): Json {
  return typeof tag === 'string' ? { slug: tag } : tag;
}
