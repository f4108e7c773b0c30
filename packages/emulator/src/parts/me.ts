// The account room: `GET /me`, where the month's use can be read.
import { ok, type Reply } from '../api/errors.ts';
import type { Part } from '../api/route.ts';
import { team } from '../world/users.ts';
import type { Call, World } from '../world/world.ts';

/** OpenAPI 1.45.0, getAuthenticatedUser: `api_usage` is the monthly quota of the Postman API; no reset date. */
function read(world: World, call: Call): Reply {
  const { id, username, email, fullName } = call.actor;
  const used = world.month.used();
  const { limit } = world.month;
  return ok({
    user: {
      id,
      sub: `user-${id}`,
      username,
      email,
      fullName,
      avatar: null,
      isPublic: false,
      emailVerified: true,
      teamId: team.id,
      teamName: team.name,
      teamDomain: team.domain,
      roles: ['user'],
    },
    operations: [
      { name: 'mock_usage', limit: 1_000_000, usage: 0, overage: 0 },
      { name: 'monitor_request_runs', limit: 15_000_000, usage: 0, overage: 0 },
      { name: 'api_usage', limit, usage: used, overage: Math.max(0, used - limit) },
    ],
  });
}

export const mePart: Part = {
  routes: [{ method: 'GET', path: '/me', operation: 'getAuthenticatedUser', bucket: 'general', handle: read }],
};
