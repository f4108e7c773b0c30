// Whatever the YAML text and the patch: the new text reads as the patched tree, or the patch is refused.
import { isObject, type Json, joinPointer, treePatch } from '@postform/engine';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { draws, patchFrom, pathsIn } from '../testing/patches.ts';
import { printRandomYaml, yamlStyles, yamlTrees } from '../testing/yaml-texts.ts';
import { readYaml } from '../yaml/read-yaml.ts';
import { parseYamlTree, type YamlNode } from '../yaml/yaml.ts';
import { patchYamlText } from './patch-yaml-text.ts';

function read(text: string): Json {
  const { document, empty, diagnostics } = readYaml(text, 'a.yaml');
  if (diagnostics.length > 0 || (document === undefined && !empty))
    throw new Error(`${JSON.stringify(diagnostics)}\n${text}`);
  return document?.value ?? null;
}

it('gives the patched tree, or a reason', () => {
  const reasons = new Map<string, number>();
  let done = 0;
  fc.assert(
    fc.property(yamlTrees, yamlStyles, draws(yamlTrees, 6), (tree, style, drawn) => {
      const text = printRandomYaml(tree, style);
      const before = read(text);
      const { patch, after } = patchFrom(before, drawn);
      const result = patchYamlText(text, patch);
      if (result.ok) {
        done++;
        expect(read(result.text)).toEqual(after);
        if (style.eol === '\r\n' && text.includes('\r\n')) expect(result.text).not.toMatch(/[^\r]\n/);
      } else {
        reasons.set(result.reason, (reasons.get(result.reason) ?? 0) + 1);
        if (!/would be lost|brackets/.test(result.reason))
          throw new Error(`${result.reason}\n${text}\n${JSON.stringify(patch.slice(0, (result.operation ?? 0) + 1))}`);
      }
    }),
    { numRuns: 600 },
  );
  expect(done).toBeGreaterThan(400);
}, 60_000);

it('gives the same text where nothing is to be done', () => {
  fc.assert(
    fc.property(yamlTrees, yamlStyles, fc.nat(), (tree, style, place) => {
      const text = printRandomYaml(tree, style);
      const all = pathsIn(read(text));
      const { path, value } = all[place % all.length]!;
      for (const patch of [[], [{ op: 'replace' as const, path: joinPointer(...path), value }]])
        expect(patchYamlText(text, patch)).toEqual({ ok: true, text });
    }),
    { numRuns: 200 },
  );
}, 60_000);

it('follows the patch between any two trees', () => {
  fc.assert(
    fc.property(yamlTrees, yamlStyles, draws(yamlTrees, 6), (tree, style, drawn) => {
      const text = printRandomYaml(tree, style);
      const before = read(text);
      const { after } = patchFrom(before, drawn);
      const patch = treePatch(before, after, (one) =>
        isObject(one) && 'name' in one ? String(one['name']) : undefined,
      );
      const result = patchYamlText(text, patch);
      if (!result.ok) throw new Error(`${result.reason}\n${text}\n${JSON.stringify(patch)}`);
      expect(read(result.text)).toEqual(after);
    }),
    { numRuns: 400 },
  );
}, 60_000);

/** Offsets of an entry: where its key, or what stands behind its dash, begins, and where its value ends. */
interface Span {
  readonly path: readonly string[];
  readonly start: number;
  readonly end: number;
  /** The first or the only entry: taking it out changes the line that it shares, or leaves brackets. */
  readonly isFirst: boolean;
}

function spansIn(text: string, node: YamlNode, path: readonly string[] = []): readonly Span[] {
  if (node.type === 'map')
    return node.pairs().flatMap(([key, value], index) => {
      const at = [...path, String(key.type === 'scalar' ? key.value : '')];
      return [
        { path: at, start: key.start, end: Math.max(key.end, value.end), isFirst: index === 0 },
        ...spansIn(text, value, at),
      ];
    });
  if (node.type !== 'list') return [];
  const items = node.items();
  return items.flatMap((item, index) => {
    const at = [...path, String(index)];
    const from = items[index - 1]?.end ?? node.start;
    const dash = text.slice(from, item.start).search(/(?<=^|\n)[ \t]*-(?=\s)/);
    const start = dash === -1 ? item.start : from + dash;
    return [{ path: at, start, end: item.end, isFirst: index === 0 }, ...spansIn(text, item, at)];
  });
}

/** The whole lines before an offset, without comments and blank lines that stand directly above. */
function linesBefore(text: string, offset: number): string {
  const lines = text.slice(0, text.lastIndexOf('\n', offset - 1) + 1);
  return lines.replace(/(?:(?<=^|\n)[ \t]*(?:#[^\n]*)?\n)+$/, '');
}

function linesBehind(text: string, offset: number): string {
  const end = text[offset - 1] === '\n' ? offset : text.indexOf('\n', offset) + 1;
  return end === 0 ? '' : text.slice(end).replace(/^(?:[ \t]*(?:#[^\n]*)?\n)+/, '');
}

it('changes no line above or below what it names', () => {
  fc.assert(
    fc.property(yamlTrees, yamlStyles, yamlTrees, fc.nat(), fc.boolean(), (tree, style, value, place, isRemoval) => {
      const text = printRandomYaml(tree, { ...style, eol: '\n', hasEnd: true });
      const { root } = parseYamlTree(text);
      const spans = root === undefined ? [] : spansIn(text, root).filter(({ isFirst }) => !isRemoval || !isFirst);
      const span = spans[place % spans.length];
      if (span === undefined) return;
      const path = joinPointer(...span.path);
      const result = patchYamlText(text, [isRemoval ? { op: 'remove', path } : { op: 'replace', path, value }]);
      if (!result.ok) throw new Error(`${result.reason}\n${text}`);
      const [above, below] = [linesBefore(text, span.start), linesBehind(text, span.end)];
      if (!result.text.startsWith(above)) throw new Error(`${path}\n${text}\nbecame\n${result.text}`);
      if (!result.text.endsWith(below)) throw new Error(`${path}\n${text}\nbecame\n${result.text}`);
      const comments = (one: string) => one.match(/# about/g)?.length ?? 0;
      if (isRemoval) expect(comments(result.text)).toBeGreaterThanOrEqual(comments(above) + comments(below));
    }),
    { numRuns: 600 },
  );
}, 60_000);

const ANCHORED = `# head
defaults: &defaults
  timeout: 30 # seconds
  headers: &headers [a, b]
  auth: &auth { type: basic }
one:
  <<: *defaults
  # its own
  timeout: 60
two: &two
  <<: [*defaults, *two-more]
  list: *headers
three: *auth
four:
  - *two-more
  - &last x
  - *last
`.replace('defaults: &defaults', 'more: &two-more { extra: yes please }\ndefaults: &defaults');

it('never changes what aliases stand for', () => {
  const before = read(ANCHORED);
  let done = 0;
  fc.assert(
    fc.property(draws(yamlTrees, 3), (drawn) => {
      const { patch, after } = patchFrom(before, drawn);
      const result = patchYamlText(ANCHORED, patch);
      if (!result.ok) return;
      done++;
      expect(read(result.text)).toEqual(after);
    }),
    { numRuns: 300 },
  );
  expect(done).toBeGreaterThan(90);
}, 60_000);
