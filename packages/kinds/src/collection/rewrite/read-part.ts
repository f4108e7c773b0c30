// Reads a part of a file alone, to see whether it means what it should.
import type { Json, JsonObject } from '@postform/engine';
import { objectAt } from '../../kind-tools/trees.ts';
import { normalizeCollection } from '../rules/index.ts';
import { keysByName } from '../spec/keys.ts';
import { toSpec } from '../spec/tree.ts';

export type Sort = 'collection' | 'folder' | 'request';

/** What an owner with these fields and no others is normalised to. */
export function readOwner(sort: Sort, fields: JsonObject): JsonObject {
  const item: Json[] =
    sort === 'collection' ? [] : [{ name: 'x', ...(sort === 'folder' ? { item: [] } : { request: {} }), ...fields }];
  const raw = sort === 'collection' ? { info: { name: 'x' }, ...fields, item } : { info: { name: 'x' }, item };
  const spec = normalizeCollection(toSpec(raw, keysByName).spec);
  return sort === 'collection' ? spec : objectAt(objectAt(spec, 'items'), 'x');
}
