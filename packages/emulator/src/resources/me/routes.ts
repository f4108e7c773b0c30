// Plays `GET /me`, where the month's use can be read.

import type { Resource } from '../../api/route.ts';
import type { JsonObject } from '../../json/json.ts';
import { ok, type Reply } from '../../reply/replies.ts';
import type { Call, ServerState } from '../../world/state.ts';
import { isOutsider, isPartner, personOf, team } from '../../world/team.ts';
import { monitorRequestRuns } from '../monitor/usage.ts';

/** OpenAPI 1.45.0, getAuthenticatedUser. Guests and partners get no operations; partners are on no team (teamId 0). */
function read(server: ServerState, call: Call): Reply {
  const { id, username, email, fullName } = call.actor;
  const user = {
    id,
    sub: `user-${id}`,
    username,
    email,
    fullName,
    avatar: 'https://example.com/avatars/default.png',
    isPublic: false,
    emailVerified: true,
    ...(isPartner(id)
      ? { teamId: 0, teamName: '', teamDomain: '' }
      : { teamId: team.id, teamName: team.name, teamDomain: team.domain }),
    roles: personOf(id)?.roles ?? ['user'],
  };
  return ok(isOutsider(id) ? { user } : { user, operations: operations(server) });
}

/** `api_usage` is the monthly quota of the Postman API; no reset date. 99,999,999 reads as "no limit". */
function operations(server: ServerState): JsonObject[] {
  const { month, switches, store } = server;
  const used = month.used();
  const { limit } = month;
  const elements = ['collection', 'environment', 'mock', 'monitor'].reduce((sum, kind) => sum + store.count(kind), 0);
  return [
    { name: 'api_object_usage', limit: 99_999_999, usage: elements, overage: 0 },
    { name: 'collection_run_limit', limit: 99_999_999, usage: 0, overage: 0 },
    { name: 'file_storage_limit', limit: 1, usage: 0.28, overage: 0 },
    { name: 'flow_requests', limit: 1_000_000, usage: 0, overage: 0 },
    { name: 'performance_test_limit', limit: 99_999_999, usage: 0, overage: 0 },
    { name: 'reusable_packages', limit: 100, usage: 0, overage: 0 },
    { name: 'test_data_retrieval', limit: 1000, usage: 0, overage: 0 },
    { name: 'test_data_storage', limit: 10, usage: 0, overage: 0 },
    { name: 'postbot_calls', limit: 2500, usage: 0, overage: 0 },
    { name: 'mock_usage', limit: 1_000_000, usage: server.mocks.used(), overage: 0 },
    { name: 'monitor_request_runs', limit: 15_000_000, usage: monitorRequestRuns(server), overage: 0 },
    { name: 'api_usage', limit, usage: used, overage: Math.max(0, used - limit) },
    ...(switches.plan === 'free' ? [{ name: 'flow_count', limit: 10, usage: 0, overage: 0 }] : []),
  ];
}

export const authenticatedUser: Resource = {
  operations: {
    getAuthenticatedUser: read,
  },
};
