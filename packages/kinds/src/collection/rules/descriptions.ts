// Rules about descriptions, which a file may write in three ways and the API returns in one.
import { isObject, type Json } from '@postform/engine';
import { isEmptyObject } from '../../kind-tools/trees.ts';
import { DESCRIBED } from '../spec/places.ts';
import { onField } from '../spec/walk.ts';
import { placedRule } from './rule.ts';

const PLAIN: readonly unknown[] = [undefined, 'text/plain', 'text/markdown'];

/** `{ content, type }` → the content. Another type, or a version, says more than text can and stays an object. */
export const descriptionText = placedRule({
  name: 'description-text',
  why: 'The v2.1 schema lets a description be text or an object with content; GET /collections/{id} returns text (Postman OpenAPI 1.45.0, getCollection).',
  changes: [
    onField(DESCRIBED, 'description', (description) => {
      if (!isObject(description) || typeof description['content'] !== 'string') return description;
      const plain = PLAIN.includes(description['type']) && (description['version'] ?? null) === null;
      return plain ? description['content'] : description;
    }),
  ],
});

/** null, '', `{}` and an object whose content is null → absent. */
export const descriptionBlank = placedRule({
  name: 'description-blank',
  why: 'GET /collections/{id} returns "" or null for what has no description (Postman OpenAPI 1.45.0, getCollection; postman-app-support#4229).',
  changes: [
    onField(DESCRIBED, 'description', (description) =>
      description === null || description === '' || saysNothing(description) ? undefined : description,
    ),
  ],
});

function saysNothing(description: Json): boolean {
  return isEmptyObject(description) || (isObject(description) && description['content'] === null);
}
