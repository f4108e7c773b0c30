// Plays pull requests: read, update and review; one that is merged merges its fork.

import type { Resource } from '../../api/route.ts';
import { bodyOf } from '../../api/steps.ts';
import { ok, type Reply } from '../../reply/replies.ts';
import { iso } from '../../seams/clock.ts';
import { bareId } from '../../seams/ids.ts';
import { levelIn } from '../../world/access.ts';
import { type Call, changed, type ServerState } from '../../world/state.ts';
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
function read(server: ServerState, call: Call): Reply {
  const object = find(server, call);
  return object === undefined ? missingViewerRole : ok(pullRequestInFull(server, object));
}

/** OpenAPI 1.45.0, updatePullRequest: `reviewers` replaces them all; without `description` it stays. */
function update(server: ServerState, call: Call): Reply {
  const object = find(server, call);
  if (object === undefined) return noPermissions;
  const { title, description, reviewers } = bodyOf(call);
  const path = `/pull-requests/${object.id}`;
  if (title === undefined) return propertyMissing('title', 'PUT', path);
  if (reviewers === undefined) return propertyMissing('reviewers', 'PUT', path);
  if (isClosed(object)) return closed;
  const asked = knownReviewers(server, reviewers, [object.workspace]);
  if (asked === undefined) return reviewersMissingViewerRole;
  const rest = description === undefined ? {} : { description };
  const after = changed(server, call, object, { ...object.data, title, ...rest, reviewers: asked });
  server.store.put(kind, after);
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
function review(server: ServerState, call: Call): Reply {
  const object = find(server, call);
  if (object === undefined) return noPermissions;
  const { action, comment } = bodyOf(call);
  if (!isAction(action)) return invalidAction(object.id);
  const { status, from } = actions[action];
  if (!from.some((state) => state === object.data['status'])) return actionNotAllowed;
  if (levelIn(server.store, call.actor.id, object.workspace) < 2) return noPermissions;
  if (action === 'merge' && !mergeNow(server, call, object)) return actionNotAllowed;
  const reviewers = reviewedBy(object.data, call.actor.id, status);
  const said = action === 'decline' && typeof comment === 'string' ? { comment } : {};
  const after = changed(server, call, object, { ...object.data, status, reviewers, ...said });
  server.store.put(kind, after);
  const { id, fullName, username } = call.actor;
  const reviewer = { id, name: fullName, username };
  return ok({ id: after.id, reviewedBy: reviewer, status, updatedAt: iso(after.updatedAtMs) });
}

function isAction(action: unknown): action is keyof typeof actions {
  return typeof action === 'string' && Object.hasOwn(actions, action);
}

/** Merges the fork, which stays. False when fork or parent is gone. */
function mergeNow(server: ServerState, call: Call, { data }: Stored): boolean {
  const source = server.store.get('collection', bareId(String(data['source'])));
  const destination = server.store.get('collection', bareId(String(data['destination'])));
  if (source === undefined || destination === undefined) return false;
  const relation = relationOf(server, source, destination);
  if (relation?.from !== 'fork') return false;
  settleMerge(server, call, relation, carry(server, call, relation.family, 'fork'), 'default');
  return true;
}

function isClosed({ data }: Stored): boolean {
  return data['status'] === 'merged' || data['status'] === 'declined';
}

/** The pull request, when there is one that the caller may see. */
function find(server: ServerState, call: Call): Stored | undefined {
  const object = server.store.get(kind, call.params['pullRequestId'] ?? '');
  if (object === undefined || levelIn(server.store, call.actor.id, object.workspace) === 0) return undefined;
  return object;
}

export const pullRequests: Resource = {
  operations: {
    getPullRequest: read,
    updatePullRequest: update,
    reviewPullRequest: review,
  },
};
