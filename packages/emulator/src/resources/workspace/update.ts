// Checks a post in a workspace, and shows it.
import { bodyCheck, inOldWords } from '../../api/body-check.ts';
import { isObject, type Json, type JsonObject } from '../../json/json.ts';
import { iso } from '../../seams/clock.ts';
import type { Stored } from '../../world/store.ts';
import { personOf } from '../../world/team.ts';

export const categories = ['improvement', 'new_feature', 'bug_fix', 'breaking_change', 'announcement'];

const resources = ['collection', 'request', 'response', 'folder', 'extensibleCollection', 'extensibleCollectionItem'];

const check = bodyCheck({
  type: 'object',
  required: ['description', 'topic', 'category'],
  properties: {
    description: { type: 'string', minLength: 1, maxLength: 20_000 },
    topic: { type: 'string', minLength: 1, maxLength: 255 },
    category: { type: 'string', minLength: 1, enum: categories },
    isPinned: { type: 'boolean' },
    relatedResources: {
      type: 'array',
      maxItems: 10,
      items: {
        type: 'object',
        required: ['resource', 'resourceId'],
        properties: { resource: { enum: resources }, resourceId: { type: 'string' } },
      },
    },
  },
});

/** What is wrong with a body (OpenAPI 1.45.0, workspaceUpdates400Error): a rule broken, a category unknown, or nothing. */
export type UpdateProblem = { readonly kind: 'rule'; readonly rule?: string } | { readonly kind: 'category' };

/** Description, topic and category are required in create and patch alike (OpenAPI 1.45.0). */
export function updateProblem(sent: Json | undefined): UpdateProblem | undefined {
  if (!isObject(sent)) return { kind: 'rule' };
  const broken = check(sent);
  if (broken === undefined) return undefined;
  if (broken.keyword === 'enum' && broken.place[0] === 'category') return { kind: 'category' };
  const isInResource = broken.place.length > 1;
  return {
    kind: 'rule',
    rule: isInResource ? '.relatedResources should hold resource and resourceId' : inOldWords(broken),
  };
}

/** As create and patch answer it: `createdBy` is a number (OpenAPI 1.45.0, createWorkspaceUpdateResponse). */
export function updateShown(object: Stored): JsonObject {
  const { topic, description, category, isPinned, relatedResources } = object.data;
  return {
    id: Number(object.id),
    topic,
    description,
    workspaceId: object.workspace,
    createdBy: object.owner,
    updatedBy: object.updatedBy,
    createdAt: iso(object.createdAtMs),
    updatedAt: iso(object.updatedAtMs),
    category,
    isPinned: isPinned ?? false,
    relatedResources: relatedResources ?? [],
  };
}

/** As read: `createdBy` is a person (OpenAPI 1.45.0, getWorkspaceUpdate). */
export function updateRead(object: Stored): JsonObject {
  const { fullName = '', username = '' } = personOf(object.owner)?.user ?? {};
  return { ...updateShown(object), createdBy: { id: object.owner, name: fullName, username } };
}
