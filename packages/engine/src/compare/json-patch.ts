// Makes RFC 6902 documents with fast-json-patch.
import jsonPatch from 'fast-json-patch';
import type { Json } from '../model/json.ts';
import type { PatchOperation } from '../model/patch.ts';

/** The operations that turn `before` into `after`; undefined stands for no document at all. */
export function patchBetween(before: Json | undefined, after: Json | undefined): readonly PatchOperation[] {
  if (before === undefined) return after === undefined ? [] : [{ op: 'add', path: '', value: after }];
  if (after === undefined) return [{ op: 'remove', path: '' }];
  return jsonPatch.compare(before as object, after as object) as readonly PatchOperation[];
}
