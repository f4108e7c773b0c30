// The order of resources: groups that need each other, and an order in which each comes after what it needs.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { groupsOf, inOrder } from './graph.ts';

type Arrows = Readonly<Record<string, readonly string[]>>;
const edgesOf = (arrows: Arrows) => new Map(Object.entries(arrows).map(([from, to]) => [from, new Set(to)]));
const nodes = ['a', 'b', 'c', 'd', 'e', 'f', 'g'];
const graphs = fc
  .array(fc.tuple(fc.constantFrom(...nodes), fc.constantFrom(...nodes)), { maxLength: 14 })
  .map(
    (pairs): Arrows =>
      Object.fromEntries(nodes.map((node) => [node, pairs.filter(([from]) => from === node).map(([, to]) => to)])),
  );

/** By the definition: each reaches the other. */
function reaches(arrows: Arrows, from: string, to: string): boolean {
  const seen = new Set<string>();
  const walk = (node: string): boolean =>
    (arrows[node] ?? []).some((next) => next === to || (!seen.has(next) && seen.add(next) && walk(next)));
  return walk(from);
}

describe('groupsOf', () => {
  it.each<[string, Arrows, readonly (readonly string[])[]]>([
    ['no edges: input order', { b: [], a: [] }, [['b'], ['a']]],
    ['a chain: what is needed first', { a: ['b'], b: ['c'], c: [] }, [['c'], ['b'], ['a']]],
    ['a cycle: one group, sorted', { b: ['a'], a: ['c'], c: ['b'] }, [['a', 'b', 'c']]],
    ['what needs a cycle comes after it', { z: ['a'], b: ['a'], a: ['b'] }, [['a', 'b'], ['z']]],
    ['a need of itself is no group of two', { a: ['a'] }, [['a']]],
    ['needs that nobody knows do not count', { a: ['elsewhere'] }, [['a']]],
  ])('%s', (_title, arrows, groups) => {
    expect(groupsOf(Object.keys(arrows), edgesOf(arrows))).toEqual(groups);
  });

  it('puts two into one group where each reaches the other, and only then; needs first', () => {
    fc.assert(
      fc.property(graphs, (arrows) => {
        const groups = groupsOf(nodes, edgesOf(arrows));
        expect(groups.flat().sort()).toEqual(nodes);
        const at = new Map(groups.flatMap((group, index) => group.map((node) => [node, index])));
        for (const a of nodes)
          for (const b of nodes.filter((other) => other !== a)) {
            const together = reaches(arrows, a, b) && reaches(arrows, b, a);
            expect(at.get(a) === at.get(b)).toBe(together);
            if (reaches(arrows, a, b) && !together) expect(at.get(b)!).toBeLessThan(at.get(a)!);
          }
      }),
    );
  });

  it('is not deep: a chain of ten thousand', () => {
    const long = Array.from({ length: 10_000 }, (_, n) => `n${n}`);
    const edges = new Map(long.map((node, n) => [node, new Set(n + 1 < long.length ? [`n${n + 1}`] : [])]));
    expect(groupsOf(long, edges)).toHaveLength(10_000);
  });
});

describe('inOrder', () => {
  const item = (id: string, ...after: readonly string[]) => ({ id, after });
  it.each([
    ['equals keep their order', [item('b'), item('a')], ['b', 'a']],
    ['what is needed comes first', [item('a', 'c'), item('b'), item('c')], ['c', 'a', 'b']],
    ['needs that are not there do not count', [item('a', 'x')], ['a']],
  ])('%s', (_title, items, ids) => {
    expect(inOrder(items).map(({ id }) => id)).toEqual(ids);
  });
  it('throws on a cycle', () => {
    expect(() => inOrder([item('a', 'b'), item('b', 'a')])).toThrow('cycle');
  });
  it('orders every graph without cycles', () => {
    fc.assert(
      fc.property(graphs, fc.shuffledSubarray(nodes, { minLength: nodes.length }), (arrows, shuffled) => {
        const items = shuffled.map((id) => item(id, ...arrows[id]!.filter((to) => to < id)));
        const place = new Map(inOrder(items).map(({ id }, index) => [id, index]));
        expect(place.size).toBe(nodes.length);
        for (const { id, after } of items)
          for (const need of after) expect(place.get(need)!).toBeLessThan(place.get(id)!);
      }),
    );
  });
});
