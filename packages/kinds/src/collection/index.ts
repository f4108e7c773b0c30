// The collection kind: a whole tree of folders, requests and examples, read and written in one call.
import type { Kind } from '@postform/engine';
import { COLLECTIONS_PER_PAGE, collectionApi, collectionRoutes } from './api.ts';
import { describeCollection } from './describe/describe.ts';
import { collectionParts } from './identity.ts';
import { collectionAttributes, collectionFromRemote, collectionStamp, collectionToRemote } from './remote.ts';
import { rewriteCollection } from './rewrite/rewrite.ts';
import { collectionRules, normalizeCollection } from './rules/index.ts';
import { writtenCollection } from './schema.ts';
import { parseCollection } from './source/parse.ts';
import { writeCollection } from './source/write.ts';
import { collectionLeafPaths } from './spec/leaf-paths.ts';
import { isSensitiveLeaf, leavesOf, ownedParts } from './spec/leaves.ts';
import { redactCollection } from './spec/redact.ts';

/** Spec: see `shape.ts`. Size cap of PUT: 100 MB (Postman OpenAPI 1.45.0, putCollection). */
export const collection: Kind = {
  name: 'collection',
  plural: 'collections',
  label: 'collection',
  written: writtenCollection,
  refs: [],
  immutable: [],
  writeOnly: [],
  deferrable: ['/description', '/variables/*', '/auth'],
  attributes: {
    id: { description: 'The id of the collection.' },
    uid: { description: 'The id with its owner in front, as monitors and mock servers want it.' },
  },
  version: 3,
  rules: collectionRules,
  normalize: normalizeCollection,
  put: 'whole',
  existence: 'workspace-index',
  readBy: 'id',
  listShowsStamps: true,
  replyIsWhole: false,
  maxBodyBytes: 100 * 1024 * 1024,
  routes: collectionRoutes,
  pageSize: COLLECTIONS_PER_PAGE,
  parts: collectionParts,
  parse: parseCollection,
  write: writeCollection,
  rewrite: rewriteCollection,
  isSensitive: isSensitiveLeaf,
  redact: redactCollection,
  leaves: leavesOf,
  leafPaths: collectionLeafPaths,
  owns: ownedParts,
  fromRemote: collectionFromRemote,
  toRemote: collectionToRemote,
  attributesOf: collectionAttributes,
  stampOf: collectionStamp,
  describe: describeCollection,
  api: collectionApi,
};
