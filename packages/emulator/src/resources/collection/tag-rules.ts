// Checks the tags of a collection or a workspace.

import { isArray, isObject, type Json, type JsonObject } from '../../json/json.ts';
import { problemType, Refused } from '../../reply/replies.ts';
import type { Switches } from '../../switches/switches.ts';

const mostTags = 5;
const slugPattern = '^[a-z][a-z0-9-]*[a-z0-9]+$';

/** The tags as kept; a bare text by switch tagsAsText. Throws Refused with a 400 without a type (OpenAPI 1.45.0, tag400Error). */
export function keptTags(raw: Json | undefined, { tagsAsText }: Pick<Switches, 'tagsAsText'>): JsonObject[] {
  const sent = tagsAsText === 'accept' && isArray(raw) ? raw.map(fromText) : raw;
  const detail = problemIn(sent);
  if (detail !== undefined) {
    throw new Refused({ status: 400, body: { title: 'Bad Request', detail, status: 400 }, headers: problemType });
  }
  return (isArray(sent) ? sent : []).map((tag) => ({ slug: isObject(tag) ? tag['slug'] : '' }));
}

function fromText(tag: Json): Json {
  return typeof tag === 'string' ? { slug: tag } : tag;
}

/** In the words of the documented example: "body/tags/0/slug must NOT have more than 64 characters". */
function problemIn(tags: Json | undefined): string | undefined {
  if (tags === undefined) return "body must have required property 'tags'";
  if (!isArray(tags)) return 'body/tags must be array';
  if (tags.length > mostTags) return `body/tags must NOT have more than ${mostTags} items`;
  const wrong = tags.map((tag, at) => {
    const slug = isObject(tag) ? tag['slug'] : undefined;
    if (slug === undefined) return `body/tags/${at} must have required property 'slug'`;
    if (typeof slug !== 'string') return `body/tags/${at}/slug must be string`;
    if (slug.length > 64) return `body/tags/${at}/slug must NOT have more than 64 characters`;
    if (slug.length < 2) return `body/tags/${at}/slug must NOT have fewer than 2 characters`;
    return new RegExp(slugPattern).test(slug) ? undefined : `body/tags/${at}/slug must match pattern "${slugPattern}"`;
  });
  return wrong.find((one) => one !== undefined);
}
