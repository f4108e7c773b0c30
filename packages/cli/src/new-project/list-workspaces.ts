// Lists the workspaces that an API key may see. One call for each hundred of them.
import { type Client, isObject, type Json } from '@postform/engine';

/** Postman OpenAPI 1.45.0, getWorkspaces: `meta.nextCursor` comes only where `limit` was sent, which is 100 at most. */
const route = { operation: 'getWorkspaces', method: 'GET', path: '/workspaces' } as const;
const PAGE = '100';

/** More than a person can choose from; a cursor that never ends would go on for ever. */
const MOST_PAGES = 5;

export interface ListedWorkspace {
  readonly id: string;
  readonly name: string;
  /** `personal`, `team`, `public`: `type` does not tell all of them apart, so this is `visibility` where there is one. */
  readonly visibility: string;
}

/** In the order of the server. */
export async function listWorkspaces(client: Client): Promise<readonly ListedWorkspace[]> {
  const found: ListedWorkspace[] = [];
  const reservation = await client.reserve('read', { calls: MOST_PAGES });
  try {
    for (let page = 0, cursor: string | undefined; page < MOST_PAGES; page += 1) {
      const query = { limit: PAGE, ...(cursor === undefined ? {} : { cursor }) };
      const { body } = await reservation.send({ route, query });
      found.push(...workspacesIn(body));
      const meta = isObject(body) ? body['meta'] : undefined;
      const next = isObject(meta) ? meta['nextCursor'] : undefined;
      if (typeof next !== 'string' || next === '' || next === cursor) break;
      cursor = next;
    }
    return found;
  } finally {
    reservation.release();
  }
}

function workspacesIn(body: Json | undefined): readonly ListedWorkspace[] {
  const list = isObject(body) && Array.isArray(body['workspaces']) ? body['workspaces'] : [];
  return list.flatMap((item) => {
    if (!isObject(item) || typeof item['id'] !== 'string') return [];
    const { id, name, visibility, type } = item;
    return [{ id, name: String(name ?? ''), visibility: String(visibility ?? type ?? '') }];
  });
}
