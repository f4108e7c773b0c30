// Reads the account and its monthly quota from the server. Costs one call, GET /me.
import { type AccountId, plausibleQuota } from '@postform/client';
import { AppError, type Client, isObject, type Json, type JsonObject } from '@postform/engine';

/** Postman OpenAPI 1.45.0, getAuthenticatedUser; `api_usage` among its operations is the monthly quota of the Postman API. */
const meRoute = { operation: 'getAuthenticatedUser', method: 'GET', path: '/me' } as const;

export interface Account {
  readonly id: AccountId;
  readonly user: string;
  readonly team: string | undefined;
  readonly month: { readonly used: number; readonly limit: number } | undefined;
}

/** Throws E_CLI_WHO. */
export async function readAccount(client: Client): Promise<Account> {
  const reservation = await client.reserve('read', { calls: 1 });
  try {
    return accountOf((await reservation.send({ route: meRoute })).body);
  } finally {
    reservation.release();
  }
}

/** `operations` is absent for guests and partners. */
function accountOf(body: Json | undefined): Account {
  const user = isObject(body) ? body['user'] : undefined;
  if (!isObject(user)) {
    throw new AppError('E_CLI_WHO', 'The reply to GET /me does not name a user.', {
      hint: 'Check that POSTMAN_API_BASE_URL is the URL of the Postman API.',
    });
  }
  const operations = isObject(body) && Array.isArray(body['operations']) ? body['operations'] : [];
  const usage = operations.find((item) => isObject(item) && item['name'] === 'api_usage');
  const { id, teamId, username, teamName } = user;
  const team = typeof teamName === 'string' && teamName !== '' ? teamName : undefined;
  const month = isObject(usage) ? monthOf(usage) : undefined;
  const who = { user: String(id), ...(team === undefined ? {} : { team: String(teamId ?? team) }) };
  return { id: who, user: String(username), team, month };
}

/** Undefined where these are not plausible figures. */
function monthOf(usage: JsonObject): Account['month'] {
  const { usage: used, limit } = usage;
  if (typeof used !== 'number' || typeof limit !== 'number') return undefined;
  const figures = plausibleQuota({ remaining: used, limit });
  return figures.remaining === undefined || figures.limit === undefined ? undefined : { used, limit };
}
