// The pull request part: reads, edits and reviews pull requests; one that is merged merges its fork.

import type { Part } from '../../api/route.ts';
import { bodyOf } from '../../api/steps.ts';
import { ok, type Reply } from '../../reply/replies.ts';
import { iso } from '../../seams/clock.ts';
import { bareId } from '../../seams/ids.ts';
import { levelIn } from '../../world/access.ts';
import { type Call, changed, type World } from '../../world/state.ts';
import type { Stored } from '../../world/store.ts';
import { relationOf, settleMerge } from '../collection-forks/family.ts';
import { carry } from '../forks/carry.ts';
import { noPermissions } from '../forks/wording.ts';
import { pullRequestCreated, pullRequestInFull } from './read.ts';
import { knownReviewers, reviewedBy } from './reviewers.ts';
import {
  actionNotAllowed,
  closed,
  invalidAction,
  missingViewerRole,
  propertyMissing,
  reviewersMissingViewerRole,
} from './wording.ts';

const kind = 'pull-request';

/** OpenAPI 1.45.0, getPullRequest: what is not there and what may not be seen read the same, as a 403. */
function read(world: World, call: Call): Reply {
  const object = find(world, call);
  return object === undefined ? missingViewerRole : ok(pullRequestInFull(world, object));
}

/** OpenAPI 1.45.0, updatePullRequest: `reviewers` replaces them all; without `description` it stays. */
function update(world: World, call: Call): Reply {
  const object = find(world, call);
  if (object === undefined) return noPermissions;
  const { title, description, reviewers } = bodyOf(call);
  const path = `/pull-requests/${object.id}`;
  if (title === undefined) return propertyMissing('title', 'PUT', path);
  if (reviewers === undefined) return propertyMissing('reviewers', 'PUT', path);
  if (isClosed(object)) return closed;
  const asked = knownReviewers(world, reviewers, [object.workspace]);
  if (asked === undefined) return reviewersMissingViewerRole;
  const rest = description === undefined ? {} : { description };
  const after = changed(world, call, object, { ...object.data, title, ...rest, reviewers: asked });
  world.store.put(kind, after);
  return ok({ ...pullRequestCreated(after), forkType: 'collection' });
}

/** What each action makes of the pull request, and from which states it may come (the states are inferred). */
const actions = {
  approve: { status: 'approved', from: ['open'] },
  unapprove: { status: 'open', from: ['approved'] },
  decline: { status: 'declined', from: ['open', 'approved'] },
  merge: { status: 'merged', from: ['open', 'approved'] },
} as const;

/** OpenAPI 1.45.0, reviewPullRequest: one approval is enough; how many Postman asks for is not documented. */
function review(world: World, call: Call): Reply {
  const object = find(world, call);
  if (object === undefined) return noPermissions;
  const { action, comment } = bodyOf(call);
  if (!isAction(action)) return invalidAction(object.id);
  const { status, from } = actions[action];
  if (!from.some((state) => state === object.data['status'])) return actionNotAllowed;
  if (levelIn(world.store, call.actor.id, object.workspace) < 2) return noPermissions;
  if (action === 'merge' && !mergeNow(world, call, object)) return actionNotAllowed;
  const reviewers = reviewedBy(object.data, call.actor.id, status);
  const said = action === 'decline' && typeof comment === 'string' ? { comment } : {};
  const after = changed(world, call, object, { ...object.data, status, reviewers, ...said });
  world.store.put(kind, after);
  const { id, fullName, username } = call.actor;
  const reviewer = { id, name: fullName, username };
  return ok({ id: after.id, reviewedBy: reviewer, status, updatedAt: iso(after.updatedAtMs) });
}

function isAction(action: unknown): action is keyof typeof actions {
  return typeof action === 'string' && Object.hasOwn(actions, action);
}

/** Merges the fork, which stays. False when fork or parent is gone. */
function mergeNow(world: World, call: Call, { data }: Stored): boolean {
  const source = world.store.get('collection', bareId(String(data['source'])));
  const destination = world.store.get('collection', bareId(String(data['destination'])));
  if (source === undefined || destination === undefined) return false;
  const relation = relationOf(world, source, destination);
  if (relation?.from !== 'fork') return false;
  settleMerge(world, call, relation, carry(world, call, relation.family, 'fork'), 'default');
  return true;
}

function isClosed({ data }: Stored): boolean {
  return data['status'] === 'merged' || data['status'] === 'declined';
}

/** The pull request, when there is one that the caller may see. */
function find(world: World, call: Call): Stored | undefined {
  const object = world.store.get(kind, call.params['pullRequestId'] ?? '');
  if (object === undefined || levelIn(world.store, call.actor.id, object.workspace) === 0) return undefined;
  return object;
}

export const pullRequestPart: Part = {
  operations: {
    getPullRequest: read,
    updatePullRequest: update,
    reviewPullRequest: review,
  },
};
