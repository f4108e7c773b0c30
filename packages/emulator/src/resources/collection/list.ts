// Lists collections by name and by page.
import { ok, type Reply } from '../../reply/replies.ts';
import { type Call, listedIn, type ServerState } from '../../world/state.ts';
import type { Stored } from '../../world/store.ts';
import { collectionInList, nameOf } from './read.ts';

/** OpenAPI 1.45.0, getCollections: `meta` comes with `limit` or `offset` only. */
export function collectionsListed(server: ServerState, { query }: Pick<Call, 'query'>): Reply {
  const { workspace, limit, offset } = query;
  const isPaged = limit !== undefined || offset !== undefined;
  const found = named(listedIn(server, 'collection', workspace), server, query, isPaged);
  if (!isPaged) return ok({ collections: shown(server, found) });
  const from = numberIn(offset) ?? 0;
  const count = Math.min(numberIn(limit) ?? found.length, mostIn(server));
  const page = found.slice(from, from + count);
  return ok({ collections: shown(server, page), meta: { total: found.length, offset: from, limit: count } });
}

function shown(server: ServerState, collections: readonly Stored[]) {
  return collections.map((one) => collectionInList(server, one));
}

/** The name must match exactly. With paging it "is not supported": switch collectionsNameWithPaging. */
function named(
  all: readonly Stored[],
  server: ServerState,
  { name }: Call['query'],
  isPaged: boolean,
): readonly Stored[] {
  if (name === undefined) return all;
  const how = isPaged ? server.switches.collectionsNameWithPaging : 'filter';
  return how === 'filter' ? all.filter((one) => nameOf(one) === name) : all;
}

/** A larger `limit` is cut down (switch collectionsMaxLimit): no 400 is declared. */
function mostIn({ switches }: ServerState): number {
  return switches.collectionsMaxLimit === 'none' ? Number.POSITIVE_INFINITY : Number(switches.collectionsMaxLimit);
}

/** What is no whole number counts as not sent: no 400 is declared. */
function numberIn(text: string | undefined): number | undefined {
  const number = text === undefined || text === '' ? Number.NaN : Number(text);
  return Number.isInteger(number) && number >= 0 ? number : undefined;
}
