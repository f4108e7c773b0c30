// Shows a pull request.
import type { JsonObject } from '../../json/json.ts';
import { iso } from '../../seams/clock.ts';
import { bareId } from '../../seams/ids.ts';
import type { ServerState } from '../../world/state.ts';
import type { Stored } from '../../world/store.ts';
import { nameOf } from '../collection/read.ts';

/** The answer to a create (OpenAPI 1.45.0, pullRequestCreated). */
export function pullRequestCreated({ id, owner, createdAtMs, updatedAtMs, data }: Stored): JsonObject {
  const { title, status, source, destination, description } = data;
  return {
    id,
    title,
    status,
    sourceId: source,
    createdAt: iso(createdAtMs),
    createdBy: String(owner),
    updatedAt: iso(updatedAtMs),
    description,
    destinationId: destination,
  };
}

/** An entry of a list; `comment` only when it was declined with one (OpenAPI 1.45.0, getCollectionPullRequests). */
export function pullRequestInList(object: Stored): JsonObject {
  const { comment } = object.data;
  return {
    ...pullRequestCreated(object),
    ...(comment === undefined ? {} : { comment }),
    href: `/pull-requests/${object.id}`,
    updatedBy: String(object.updatedBy),
  };
}

/** The whole of it: `forkType` as in the example, where the schema says `fortkType` (OpenAPI 1.45.0, getPullRequest). */
export function pullRequestInFull(server: ServerState, object: Stored): JsonObject {
  const { title, description, comment, status, source, destination, forkName, reviewers } = object.data;
  return {
    createdAt: iso(object.createdAtMs),
    updatedAt: iso(object.updatedAtMs),
    id: object.id,
    title,
    description,
    createdBy: String(object.owner),
    updatedBy: String(object.updatedBy),
    ...(comment === undefined ? {} : { comment }),
    forkType: 'collection',
    source: { ...element(server, String(source)), forkName },
    destination: element(server, String(destination)),
    status,
    merge: { status: 'inactive' },
    reviewers,
  };
}

function element(server: ServerState, uid: string): JsonObject {
  const object = server.store.get('collection', bareId(uid));
  return { id: uid, ...(object === undefined ? {} : { name: nameOf(object) }), exists: object !== undefined };
}
