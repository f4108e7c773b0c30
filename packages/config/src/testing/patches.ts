// Random patches: each operation is drawn for the tree that the ones before it leave.
import { isObject, type Json, joinPointer } from '@postform/engine';
import fc from 'fast-check';
import type { TextOperation } from '../edit/patch-text.ts';
import { type Path, PlainTree } from '../edit/plain-tree.ts';

/** What an operation is drawn from: numbers that pick places, and a value. */
export interface Draw {
  readonly op: TextOperation['op'];
  readonly place: number;
  readonly target: number;
  readonly value: Json;
  readonly key: string;
}

const keys = fc.constantFrom('a', 'b', 'name', 'x y', '0', '', '__proto__', 'k: v', 'yes', 'é', '#');

export const draws = (values: fc.Arbitrary<Json>, most: number): fc.Arbitrary<readonly Draw[]> =>
  fc.array(
    fc.record({
      op: fc.constantFrom<TextOperation['op'][]>('add', 'remove', 'replace', 'move'),
      place: fc.nat(),
      target: fc.nat(),
      value: values,
      key: keys,
    }),
    { minLength: 1, maxLength: most },
  );

/** The operations that can be done, and the tree that they give. */
export function patchFrom(
  tree: Json,
  drawn: readonly Draw[],
): { readonly patch: readonly TextOperation[]; readonly after: Json } {
  const plain = new PlainTree(structuredClone(tree), 100);
  const patch = drawn.flatMap((draw) => {
    const operation = operationFor(plain.root, draw);
    if (operation === undefined) return [];
    applyPlainly(plain, operation);
    return [operation];
  });
  return { patch, after: plain.root };
}

function operationFor(tree: Json, { op, place, target, value, key }: Draw): TextOperation | undefined {
  const all = pathsIn(tree);
  const inner = all.filter(({ path }) => path.length > 0);
  const containers = all.filter(({ value: one }) => typeof one === 'object' && one !== null);
  if (op === 'add') {
    const at = pick(containers, place);
    return at && { op, path: joinPointer(...at.path, tokenIn(at.value, key, target)), value };
  }
  if (op === 'replace') return { op, path: joinPointer(...pick(all, place)!.path), value };
  const from = pick(inner, place);
  if (from === undefined) return undefined;
  if (op === 'remove') return { op, path: joinPointer(...from.path) };
  const rest = new PlainTree(structuredClone(tree), 100);
  rest.remove(from.path);
  const to = pick(
    pathsIn(rest.root).filter(({ value: one }) => typeof one === 'object' && one !== null),
    target,
  );
  if (to === undefined || from.path.every((token, depth) => token === to.path[depth])) return undefined;
  return { op, from: joinPointer(...from.path), path: joinPointer(...to.path, tokenIn(to.value, key, place)) };
}

function applyPlainly(plain: PlainTree, operation: TextOperation): void {
  const path = tokensOf(operation.path);
  if (operation.op === 'remove') plain.remove(path);
  else if (operation.op === 'replace') plain.replace(path, structuredClone(operation.value));
  else if (operation.op === 'add') plain.add(plain.placeFor(path).path, structuredClone(operation.value));
  else if (operation.op === 'move') {
    const from = tokensOf(operation.from);
    const value = plain.at(from);
    plain.remove(from);
    plain.add(plain.placeFor(path).path, value);
  }
}

function tokensOf(pointer: string): Path {
  return pointer
    .split('/')
    .slice(1)
    .map((token) => token.replaceAll('~1', '/').replaceAll('~0', '~'));
}

export function pathsIn(value: Json, path: Path = []): readonly { readonly path: Path; readonly value: Json }[] {
  const children = typeof value === 'object' && value !== null ? Object.entries(value) : [];
  return [{ path, value }, ...children.flatMap(([key, child]) => pathsIn(child as Json, [...path, key]))];
}

function tokenIn(container: Json, key: string, at: number): string {
  if (isObject(container)) return key;
  const { length } = container as readonly Json[];
  const index = at % (length + 2);
  return index > length ? '-' : String(index);
}

function pick<Item>(items: readonly Item[], at: number): Item | undefined {
  return items[at % Math.max(1, items.length)];
}
