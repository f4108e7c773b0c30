// The order of resources: who depends on whom, which of them form cycles, and where a cycle may be cut.
import type { Address } from '../model/address.ts';

export type Edges = ReadonlyMap<Address, ReadonlySet<Address>>;

/** Strongly connected groups (Tarjan), dependencies first. Input order decides between equals. */
export function groupsOf(nodes: readonly Address[], edges: Edges): readonly (readonly Address[])[] {
  const index = new Map<Address, number>();
  const low = new Map<Address, number>();
  const stack: Address[] = [];
  const onStack = new Set<Address>();
  const groups: Address[][] = [];
  const known = new Set(nodes);

  const visit = (start: Address): void => {
    const work: { node: Address; next: Iterator<Address> }[] = [];
    const open = (node: Address): void => {
      index.set(node, index.size);
      low.set(node, index.get(node)!);
      stack.push(node);
      onStack.add(node);
      work.push({
        node,
        next: [...(edges.get(node) ?? [])]
          .filter((to) => known.has(to))
          .sort()
          [Symbol.iterator](),
      });
    };
    open(start);
    while (work.length > 0) {
      const frame = work.at(-1)!;
      const step = frame.next.next();
      if (!step.done) {
        if (!index.has(step.value)) open(step.value);
        else if (onStack.has(step.value)) low.set(frame.node, Math.min(low.get(frame.node)!, index.get(step.value)!));
        continue;
      }
      work.pop();
      const parent = work.at(-1);
      if (parent) low.set(parent.node, Math.min(low.get(parent.node)!, low.get(frame.node)!));
      if (low.get(frame.node) === index.get(frame.node)) groups.push(unwind(stack, onStack, frame.node));
    }
  };
  for (const node of nodes) if (!index.has(node)) visit(node);
  return groups;
}

function unwind(stack: Address[], onStack: Set<Address>, root: Address): Address[] {
  const group: Address[] = [];
  for (;;) {
    const node = stack.pop()!;
    onStack.delete(node);
    group.push(node);
    if (node === root) return group.sort();
  }
}

/** Orders ids so that each comes after what it needs; equals keep their order. Throws on a cycle. */
export function inOrder<T extends { readonly id: string; readonly after: readonly string[] }>(
  items: readonly T[],
): readonly T[] {
  const byId = new Map(items.map((item) => [item.id, item]));
  const done = new Set<string>();
  const open = new Set<string>();
  const ordered: T[] = [];
  const place = (item: T): void => {
    if (done.has(item.id)) return;
    if (open.has(item.id)) throw new Error(`cycle through ${item.id}`);
    open.add(item.id);
    for (const id of item.after) {
      const needed = byId.get(id);
      if (needed) place(needed);
    }
    open.delete(item.id);
    done.add(item.id);
    ordered.push(item);
  };
  for (const item of items) place(item);
  return ordered;
}
