// Plays the pull requests of a collection: open and list.

import type { Resource } from '../../api/route.ts';
import { bodyOf } from '../../api/steps.ts';
import { wordOf } from '../../json/json.ts';
import { ok, type Reply } from '../../reply/replies.ts';
import { bareId } from '../../seams/ids.ts';
import { levelIn } from '../../world/access.ts';
import { type Call, newObject, type ServerState, uidOf } from '../../world/state.ts';
import type { Stored } from '../../world/store.ts';
import { relationOf } from '../collection-forks/family.ts';
import { noPermissions } from '../forks/wording.ts';
import { pullRequestCreated, pullRequestInList } from './read.ts';
import { knownReviewers } from './reviewers.ts';
import {
  duplicate,
  invalidForkSource,
  missingViewerRole,
  propertyMissing,
  reviewersMissingViewerRole,
} from './wording.ts';

const kind = 'pull-request';
const required = ['title', 'reviewers', 'destinationId'] as const;

/** OpenAPI 1.45.0, createCollectionPullRequest: the path is the fork. Its only refusals are 400 and 403. */
function create(server: ServerState, call: Call): Reply {
  const path = `/collections/${call.params['collectionId'] ?? ''}/pull-requests`;
  const sent = bodyOf(call);
  const missing = required.find((name) => sent[name] === undefined);
  if (missing !== undefined) return propertyMissing(missing, 'POST', path);
  const { title, description, destinationId } = sent;
  const source = find(server, call.params['collectionId']);
  if (source === undefined) return noPermissions;
  const destination = find(server, wordOf(destinationId));
  if (destination === undefined || !isSeenBy(server, call.actor.id, destination)) return missingViewerRole;
  const relation = relationOf(server, source, destination);
  if (relation?.from !== 'fork') return invalidForkSource;
  const reviewers = knownReviewers(server, sent['reviewers'], [source.workspace, destination.workspace]);
  if (reviewers === undefined) return reviewersMissingViewerRole;
  const ends = { source: uidOf(source), destination: uidOf(destination) };
  if (server.store.all(kind).some((one) => isOpen(one) && one.data['source'] === ends.source)) return duplicate;
  const forkName = relation.family.record.data['label'];
  const data = { title, description: description ?? '', ...ends, forkName, reviewers, status: 'open' };
  const object = newObject(server, call, destination.workspace, data);
  server.store.put(kind, object);
  return ok(pullRequestCreated(object));
}

/** OpenAPI 1.45.0, getCollectionPullRequests: those from the collection and those into it. */
function list(server: ServerState, call: Call): Reply {
  const object = find(server, call.params['collectionId']);
  if (object === undefined) return missingViewerRole;
  const uid = uidOf(object);
  const found = server.store.all(kind).filter(({ data }) => data['source'] === uid || data['destination'] === uid);
  return ok({ data: found.map(pullRequestInList) });
}

function find(server: ServerState, id: string | undefined): Stored | undefined {
  return server.store.get('collection', bareId(id ?? ''));
}

function isSeenBy(server: ServerState, userId: number, object: Stored): boolean {
  return levelIn(server.store, userId, object.workspace) > 0;
}

function isOpen({ data }: Stored): boolean {
  return data['status'] === 'open' || data['status'] === 'approved';
}

export const collectionPullRequests: Resource = {
  operations: {
    createCollectionPullRequest: { handle: create, forbidden: noPermissions },
    getCollectionPullRequests: { handle: list, forbidden: missingViewerRole },
  },
};
