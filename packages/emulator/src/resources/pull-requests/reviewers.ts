// Checks who may review a pull request, and notes what reviewers decide.
import { isArray, type Json, type JsonObject, objectsIn } from '../../json/json.ts';
import { levelIn } from '../../world/access.ts';
import type { ServerState } from '../../world/state.ts';
import { personOf } from '../../world/team.ts';

/**
 * A row per user id, all undecided. Undefined unless each is somebody who may view these workspaces (OpenAPI 1.45.0,
 * pullRequest403Error "Reviewers Missing Viewer Role"). No reviewers at all are accepted.
 */
export function knownReviewers(
  server: ServerState,
  sent: Json | undefined,
  workspaces: readonly string[],
): JsonObject[] | undefined {
  const ids = (isArray(sent) ? sent : []).map(Number);
  const may = (id: number): boolean =>
    personOf(id) !== undefined && workspaces.every((workspace) => levelIn(server.store, id, workspace) > 0);
  return ids.every(may) ? ids.map((id) => ({ id: String(id), status: 'open' })) : undefined;
}

/** The reviewers after one of them has decided; everybody else's row stays. */
export function reviewedBy(data: JsonObject, userId: number, status: string): JsonObject[] {
  const rows = objectsIn(data['reviewers']);
  return rows.map((row) => (row['id'] === String(userId) ? { ...row, status } : row));
}
