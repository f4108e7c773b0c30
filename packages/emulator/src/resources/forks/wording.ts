// Words the refusals of forks and merges, in the envelope of each operation.
import { badRequest, forbiddenProblem, problem, type Reply, refusal } from '../../reply/replies.ts';

/** OpenAPI 1.45.0, instanceNotFoundCollection; the id as it was asked for. */
export function collectionNotFound(id: string): Reply {
  return refusal(404, 'instanceNotFoundError', 'The specified item does not exist.', { item: 'collection', id });
}

/** OpenAPI 1.45.0, fork404Error: getCollectionForks only. */
export const forkNotFound = refusal(404, 'notFoundError', 'Fork not found.');

/** OpenAPI 1.45.0, forkCollection400ErrorNoForks. */
export const noForks = badRequest('This collection id has no forks.');

/** OpenAPI 1.45.0, fork400ErrorNoUserFound; the only documented 400 of getCollectionsForkedByUser. */
export const noUserForFilters = badRequest('No Postman User found for given filters');

/** Not documented: a page that cannot be, in the envelope getCollectionForks documents for its 400. */
export const noSuchPage = badRequest('Invalid pagination parameters');

/** OpenAPI 1.45.0, forkCollection400ErrorBadId. For a merge of two that are no family it is inferred. */
export const notAFork = badRequest('The collection Id is not a forked collection.');

/** OpenAPI 1.45.0, forkCollection400ErrorNotForked: under `collection` where others have `error`. */
export const notForked: Reply = {
  status: 400,
  body: { collection: { name: 'badRequest', message: 'The collection is not a forked collection.' } },
};

/** OpenAPI 1.45.0, collectionForks400ErrorMalformedRequest. */
export const malformedMerge = problem(400, 'bad-request', 'Malformed request', 'Some validation errors occurred');

/** OpenAPI 1.45.0, collectionForks403ErrorForbidden; asyncMergePullCollectionFork documents no 404. */
export const mergeForbidden = forbiddenProblem(
  'You need Editor role on the destination entity and Viewer role on the source entity to merge changes. Additionally, you may also need Editor role on the source entity to update or delete while merging.',
);

/** OpenAPI 1.45.0, collectionForks404ErrorTaskNotFound. */
export function taskNotFound(id: string): Reply {
  return problem(404, 'not-found', 'Task not found', `Workflow :: ${id} not found`);
}

/** OpenAPI 1.45.0, environmentForks404Error. */
export const environmentNotFound = problem(
  404,
  'notFound',
  'We could not find the environment you are looking for',
  'We could not find the environment you are looking for',
);

/** OpenAPI 1.45.0, environmentForks400Error: `detail` is an object and there is no `status`. */
export const environmentNotForked: Reply = {
  status: 400,
  body: {
    type: 'https://api.postman.com/problems/bad-request',
    title: 'The environment Id is not a forked environment.',
    detail: {},
  },
};

/** OpenAPI 1.45.0, common400Error "Invalid Request"; that a fork without its workspace meets it is inferred. */
export function parameterMissing(name: string): Reply {
  return { status: 400, body: { type: 'badRequest', title: 'Invalid request', detail: `Missing parameter, ${name}` } };
}

/** OpenAPI 1.45.0, pullRequest403Error "No Permissions"; of a source status too. */
export const noPermissions = forbiddenProblem('You do not have enough permissions to perform this action.');
