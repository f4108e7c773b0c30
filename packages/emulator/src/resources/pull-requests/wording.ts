// Words the refusals of pull requests.
import { badRequestProblem, forbiddenProblem, problem, type Reply } from '../../reply/replies.ts';

/** OpenAPI 1.45.0, pullRequest403Error "Missing Viewer Role". No 404 is documented for pull requests. */
export const missingViewerRole = forbiddenProblem(
  'You need Viewer role on both source and destination collections to view pull requests. Please contact collection editors to grant additional access to you.',
);

/** OpenAPI 1.45.0, pullRequest403Error "Reviewers Missing Viewer Role". */
export const reviewersMissingViewerRole = forbiddenProblem(
  'You and all reviewers need Viewer access on both source and destination collections.',
);

/** OpenAPI 1.45.0, pullRequest400Error "Invalid Fork Source". */
export const invalidForkSource = badRequestProblem('Fork relation not found');

/** OpenAPI 1.45.0, pullRequest400Error "Duplicate Pull Request" and "Pull Request Already Exists". */
export const duplicate = problem(
  400,
  'bad-request',
  'Duplicate pull request',
  'A pull request for this source and destination already exists.',
);

/** OpenAPI 1.45.0, pullRequest400Error "Action Not Allowed". */
export const actionNotAllowed = badRequestProblem('Given action on current pull request is not allowed');

/** OpenAPI 1.45.0, pullRequest400Error "Invalid Action". */
export function invalidAction(id: string): Reply {
  return problem(
    400,
    'bad-request',
    'Value must be one of "approve", "unapprove", "decline", "merge"',
    `POST request body for '/pull-requests/${id}/tasks' failed to validate schema. Location: /properties/action/enum`,
  );
}

/** A required property that is not there, worded like "Invalid Action" and like putCollection's async 400. */
export function propertyMissing(name: string, method: string, path: string): Reply {
  const detail = `${method} request body for '${path}' failed to validate schema. Location: /required`;
  return problem(400, 'bad-request', `Missing property '${name}'`, detail);
}

/** OpenAPI 1.45.0, updatePullRequest 409. */
export const closed = problem(
  409,
  'conflict',
  'Conflict',
  'You cannot modify a pull request which is already merged or declined.',
);
