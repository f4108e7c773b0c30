// Says whether files mean the same with uses in them as with the literal values.

import type { Address } from '../model/address.ts';
import { equalTrees } from '../model/canonical.ts';
import { resolveSpec } from '../model/deferred-value.ts';
import { type Desired, refsOf } from '../model/desired.ts';
import { type Kinds, kindNamed } from '../model/kind.ts';
import { matchesAny } from '../model/pointer.ts';
import { groupsOf } from '../plan/graph.ts';

/**
 * True where every resource has the same spec once the uses are resolved, and no use closes a cycle that cannot be cut.
 * `changed`: the addresses in which the two differ as written. `attribute`: the values that the uses stand for.
 */
export function meansTheSame(
  kinds: Kinds,
  { literal, used }: { readonly literal: Desired; readonly used: Desired },
  changed: ReadonlySet<Address>,
  attribute: (address: Address, name: string) => string | undefined,
): boolean {
  const plain = new Map(literal.resources.map((resource) => [resource.address, resource]));
  const lookup = { attribute, secret: () => undefined };
  const isSame = used.resources.every((resource) => {
    const before = changed.has(resource.address) ? plain.get(resource.address) : undefined;
    return before === undefined || equalTrees(resolveSpec(before.spec, lookup), resolveSpec(resource.spec, lookup));
  });
  return isSame && !closesCycle(kinds, used);
}

/** Refs at deferrable leaves may follow after the create, so they close none. */
function closesCycle(kinds: Kinds, { resources }: Desired): boolean {
  const edges = new Map(
    resources.map((resource) => {
      const deferrable = kindNamed(kinds, resource.kind)?.deferrable ?? [];
      const firm = refsOf(resource).filter(({ pointer }) => !matchesAny(pointer, deferrable));
      return [resource.address, new Set(firm.map(({ address }) => address))] as const;
    }),
  );
  return groupsOf([...edges.keys()], edges).some(
    ([first, ...others]) => others.length > 0 || edges.get(first!)!.has(first!),
  );
}
