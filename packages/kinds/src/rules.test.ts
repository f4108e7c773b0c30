// Every rule of every kind: needed, explained, and stable when applied again.
import { existsSync, readdirSync } from 'node:fs';
import type { JsonObject, Kind, Rule } from '@postform/engine';
import { describe, expect, it } from 'vitest';
import { kinds } from './registry.ts';
import type { RulePairs } from './testing/pair.ts';

const here = (path: string) => new URL(path, import.meta.url);

/** Each kind keeps its pairs in `<kind>/testing/rule-pairs.ts`, exported as `rulePairs`. */
async function pairsOf(kind: Kind): Promise<RulePairs> {
  const file = here(`./${kind.name}/testing/rule-pairs.ts`);
  if (!existsSync(file)) return {};
  const module = (await import(/* @vite-ignore */ file.href)) as { readonly rulePairs: RulePairs };
  return module.rulePairs;
}

function applyAll(rules: readonly Rule[], spec: JsonObject): JsonObject {
  return rules.reduce((tree, rule) => rule.apply(tree), spec);
}

describe.each(kinds)('the rules of $name', async (kind) => {
  const pairs = await pairsOf(kind);

  it('have names of their own, and a reason that says more than the name', () => {
    expect(new Set(kind.rules.map((rule) => rule.name)).size).toBe(kind.rules.length);
    for (const rule of kind.rules) expect(rule.why.length, rule.name).toBeGreaterThan(rule.name.length);
  });

  it('have a pair each, and no pair is left over', () => {
    expect(Object.keys(pairs).sort()).toEqual(kind.rules.map((rule) => rule.name).sort());
  });

  it.each(kind.rules.map((rule) => [rule.name, rule] as const))(
    '%s makes its pair equal, and only it does',
    (name, rule) => {
      const pair = pairs[name];
      expect(pair, `no pair for ${name}`).toBeDefined();
      const others = kind.rules.filter((other) => other !== rule);
      expect(applyAll(kind.rules, pair!.a)).toEqual(applyAll(kind.rules, pair!.b));
      expect(applyAll(others, pair!.a)).not.toEqual(applyAll(others, pair!.b));
      const once = applyAll(kind.rules, pair!.b);
      expect(applyAll(kind.rules, once)).toEqual(once);
    },
  );
});

describe('the registry of kinds', () => {
  it('holds each folder that has an index, once, and each kind behind those that it refers to', () => {
    const folders = readdirSync(here('.'), { withFileTypes: true })
      .filter(
        (entry) => entry.isDirectory() && existsSync(here(`./${entry.name}/index.ts`)) && entry.name !== '_template',
      )
      .map((entry) => entry.name);
    const names = kinds.map((kind) => kind.name);
    expect([...names].sort()).toEqual(folders.sort());
    for (const [at, kind] of kinds.entries()) {
      for (const ref of kind.refs) expect(names.slice(0, at), `${kind.name} → ${ref.kind}`).toContain(ref.kind);
    }
  });

  it('names each kind by a plural of its own, and refers to kinds that exist', () => {
    expect(new Set(kinds.map((kind) => kind.plural)).size).toBe(kinds.length);
    const attributes = new Map(kinds.map((kind) => [kind.name, kind.attributes]));
    for (const ref of kinds.flatMap((kind) => kind.refs)) {
      expect(attributes.get(ref.kind), ref.kind).toHaveProperty(ref.attribute);
    }
  });
});
