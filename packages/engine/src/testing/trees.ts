// Arbitrary plain trees, with the keys that trip careless code.
import fc from 'fast-check';
import type { Json, JsonObject } from '../model/json.ts';

const key = fc.oneof(
  fc.constantFrom('a', 'b', 'name', '', '/', '~', '~1', '0', '01', '-', '__proto__', 'constructor', 'length', 'é', '#'),
  fc.string({ maxLength: 4 }),
);

const scalar = fc.oneof(
  fc.constantFrom<Json>(null, true, false, 0, -1, 1.5, 1e21, '', 'a', 'ü', '\u2028', '"\\'),
  fc.string({ maxLength: 6 }),
  fc.integer(),
);

const own = (entries: readonly (readonly [string, Json])[]): JsonObject => Object.fromEntries(entries);

export const trees: fc.Arbitrary<Json> = fc.letrec<{ tree: Json }>((tie) => ({
  tree: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    scalar,
    fc.array(tie('tree'), { maxLength: 4 }),
    fc.array(fc.tuple(key, tie('tree')), { maxLength: 4 }).map(own),
  ),
})).tree;

export const tokens: fc.Arbitrary<readonly string[]> = fc.array(key, { maxLength: 4 });

/** The same tree with the keys of every object the other way round. */
export function reversed(tree: Json): Json {
  if (Array.isArray(tree)) return tree.map(reversed);
  if (typeof tree !== 'object' || tree === null) return tree;
  return Object.fromEntries(
    Object.entries(tree)
      .reverse()
      .map(([name, value]) => [name, reversed(value)]),
  );
}
