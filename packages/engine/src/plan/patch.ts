// The patch of a change: RFC 6902, from what is to what will be, over the redacted specs.

import { patchBetween } from '../compare/json-patch.ts';
import { mergeSpec } from '../compare/merge-spec.ts';
import { redact } from '../compare/redact.ts';
import { makeSnapshot } from '../compare/snapshot.ts';
import type { Digester } from '../model/digest.ts';
import type { JsonObject } from '../model/json.ts';
import type { Kind } from '../model/kind.ts';
import type { PatchOperation } from '../model/patch.ts';
import { setAt } from '../model/pointer.ts';
import type { Evaluation } from './evaluate.ts';
import type { RedactedTrees } from './redacted-trees.ts';

/** Empty where nothing is written. */
export function patchOf(item: Evaluation, trees: RedactedTrees, digester: Digester): readonly PatchOperation[] {
  const { action, written, view } = item;
  const redacted = (spec: JsonObject): JsonObject => withoutSensitive(view.kind, spec, trees, digester);
  const before = trees.live && redacted(trees.live);
  if (action === 'delete') return patchBetween(before ?? {}, undefined);
  if (action === 'noop' || action === 'forget' || trees.declared === undefined) return [];
  if (action === 'create' || action === 'replace' || trees.live === undefined)
    return patchBetween(action === 'create' ? undefined : before, redacted(trees.declared));
  return written.length === 0
    ? []
    : patchBetween(before, redacted(mergedSpec(item, trees.declared, trees.live, digester)));
}

/** What an update leaves behind: ours, and live's where we keep theirs. */
function mergedSpec(
  { view, kept, orders }: Evaluation,
  declared: JsonObject,
  live: JsonObject,
  digester: Digester,
): JsonObject {
  const { kind, resource, current, desired } = view;
  // A secret that is not available here counts as unchanged.
  const missing = [...(desired?.leaves.keys() ?? [])].filter((pointer) => desired?.digestAt(pointer) === 'missing');
  const ours = makeSnapshot(kind, declared, digester);
  const how = { omit: [], keep: [...(resource?.lifecycle.ignore ?? []), ...kept, ...missing], orders: orders?.values };
  const sent = mergeSpec(kind, ours, makeSnapshot(kind, live, digester), current?.baseline, how);
  if (kind.put === 'whole') return sent;
  let merged: JsonObject = live;
  for (const { pointer, value } of kind.leaves(sent)) merged = setAt(merged, pointer, value) as JsonObject;
  return merged;
}

function withoutSensitive(kind: Kind, spec: JsonObject, trees: RedactedTrees, digester: Digester): JsonObject {
  let redacted = spec;
  for (const { pointer, value } of kind.leaves(spec))
    if (trees.isSensitive(pointer)) redacted = setAt(redacted, pointer, redact(value, digester)) as JsonObject;
  return redacted;
}
