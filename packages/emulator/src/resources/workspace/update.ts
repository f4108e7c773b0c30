// Checks a post in a workspace, and shows it.
import { isArray, isObject, type Json, type JsonObject, wordOf } from '../../json/json.ts';
import { iso } from '../../seams/clock.ts';
import type { Stored } from '../../world/store.ts';
import { personOf } from '../../world/team.ts';

export const categories = ['improvement', 'new_feature', 'bug_fix', 'breaking_change', 'announcement'];

const resources = ['collection', 'request', 'response', 'folder', 'extensibleCollection', 'extensibleCollectionItem'];
const longest: Readonly<Record<string, number>> = { description: 20_000, topic: 255 };
const mostResources = 10;

/** What is wrong with a body (OpenAPI 1.45.0, workspaceUpdates400Error): a rule broken, a category unknown, or nothing. */
export type UpdateProblem = { readonly kind: 'rule'; readonly rule?: string } | { readonly kind: 'category' };

/** Description, topic and category are required in create and patch alike (OpenAPI 1.45.0). */
export function updateProblem(sent: Json | undefined): UpdateProblem | undefined {
  if (!isObject(sent)) return { kind: 'rule' };
  for (const name of ['description', 'topic', 'category']) {
    const value = sent[name];
    if (value === undefined) return broken(`should have required property '${name}'`);
    if (typeof value !== 'string') return broken(`.${name} should be string`);
    if (value === '') return broken(`.${name} should NOT be shorter than 1 characters`);
    const most = longest[name] ?? Number.POSITIVE_INFINITY;
    if (value.length > most) return broken(`.${name} should NOT be longer than ${most} characters`);
  }
  if (!categories.includes(wordOf(sent['category']))) return { kind: 'category' };
  if (sent['isPinned'] !== undefined && typeof sent['isPinned'] !== 'boolean')
    return broken('.isPinned should be boolean');
  return resourcesProblem(sent['relatedResources']);
}

function resourcesProblem(sent: Json | undefined): UpdateProblem | undefined {
  if (sent === undefined) return undefined;
  if (!isArray(sent)) return broken('.relatedResources should be array');
  if (sent.length > mostResources) return broken(`.relatedResources should NOT have more than ${mostResources} items`);
  const isWrong = sent.some(
    (one) => !isObject(one) || !resources.includes(wordOf(one['resource'])) || typeof one['resourceId'] !== 'string',
  );
  return isWrong ? broken('.relatedResources should hold resource and resourceId') : undefined;
}

function broken(rule: string): UpdateProblem {
  return { kind: 'rule', rule };
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
