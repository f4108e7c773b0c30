// Says what a resource's files would have to mean for people's edits of its object to be in them.
import { bothOrders } from '../compare/both-orders.ts';
import { mergeSpec } from '../compare/merge-spec.ts';
import { makeSnapshot } from '../compare/snapshot.ts';
import { equalTrees } from '../model/canonical.ts';
import type { Digester } from '../model/digest.ts';
import type { JsonObject } from '../model/json.ts';
import { normalize } from '../model/kind.ts';
import type { Pointer } from '../model/pointer.ts';
import type { Evaluation } from '../plan/evaluate.ts';

/** Whose change of a leaf counts where the files and people changed it to different values. */
export type Side = 'ours' | 'theirs';

/** A spec of the files, and the same with what people changed. Deferred values of the files stand in both. */
export interface TakenEdits {
  readonly before: JsonObject;
  readonly after: JsonObject;
  /** Leaves in which the two differ. */
  readonly changed: readonly Pointer[];
  /**
   * Leaves that both sides changed to different values, and on which nobody decided, and names of parts that people put
   * into what the files have removed: `after` has what the files say.
   */
  readonly undecided: readonly Pointer[];
}

/** Undefined where nothing that people changed differs from what the files say, or nothing is known of it. */
export function takenEdits(evaluation: Evaluation, side: Side | undefined, digester: Digester): TakenEdits | undefined {
  const { view, leafChanges, conflicting, unread } = evaluation;
  const { kind, resource, live, desired } = view;
  if (resource === undefined || live === undefined || desired === undefined || leafChanges.remote.length === 0)
    return undefined;
  const contested = new Set(conflicting);
  const held = new Set(unread);
  const differing = new Set(leafChanges.differing);
  const isTaken = (leaf: Pointer): boolean => !held.has(leaf) && (side === 'theirs' || !contested.has(leaf));
  const taken = new Set(leafChanges.remote.filter((leaf) => differing.has(leaf) && isTaken(leaf)));
  const written = makeSnapshot(kind, normalize(kind, resource.spec), digester);
  if (taken.size + conflicting.length === 0) return undefined;
  const { parts } = kind;
  const base = parts && leafChanges.remote.some(parts.isOrder) ? view.orders() : undefined;
  const orders = parts && base && bothOrders(parts, base, written, live.snapshot, (leaf) => taken.has(leaf));
  const homeless = new Set(orders?.orphans.map((name) => parts!.ownerOf(name)));
  const merged = mergeSpec(kind, written, live.snapshot, view.current?.baseline, {
    omit: [],
    keep: [...taken].filter((leaf) => !homeless.has(parts?.ownerOf(leaf) ?? '')),
    orders: orders?.values,
  });
  const after = makeSnapshot(kind, merged, digester);
  const pointers = new Set([...written.leaves.keys(), ...after.leaves.keys()]);
  const changed = [...pointers].filter(
    (leaf) => !equalTrees(written.leaves.get(leaf)?.value, after.leaves.get(leaf)?.value),
  );
  const undecided = side === undefined ? conflicting : [];
  const orphans = side === 'ours' ? [] : (orders?.orphans ?? []);
  return {
    before: written.spec,
    after: after.spec,
    changed,
    undecided: [...new Set([...undecided, ...orphans])],
  };
}
