// Every path that a page names exists.
import { existsSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import { describe, expect, it } from 'vitest';
import { pages, proseOf, root } from './pages.ts';

const tops = 'packages|tests|docs|scripts|schemas|examples|bench';
const packageNames = 'engine|config|client|kinds|state|cli|emulator';
const PATH = new RegExp(`^(?:(?:${tops}|${packageNames})/[\\w./@-]*|[\\w-]+\\.(?:md|cjs|mjs))$`);

/** `engine/plan/planner.ts` stands for `packages/engine/src/plan/planner.ts`. */
function placesOf(path: string, page: string): readonly string[] {
  const inPackage = new RegExp(`^(${packageNames})/(.*)$`).exec(path);
  const short = inPackage ? [`packages/${inPackage[1]}/src/${inPackage[2]}`, `packages/${path}`] : [];
  return [path, ...short, join(dirname(page), path)];
}

function exists(path: string, page: string): boolean {
  return placesOf(path, page).some((place) => existsSync(join(root, normalize(place))));
}

/** This page names paths of other people's repositories. */
const ABROAD = new Set(['docs/corpus.md']);

function missingIn(page: string): readonly string[] {
  return proseOf(page).flatMap(({ line, number }) => {
    const named = [...line.matchAll(/`([^`]+)`/g)].map((match) => match[1]!).filter((text) => PATH.test(text));
    const linked = [...line.matchAll(/\]\(([^)#\s]+)(?:#[^)]*)?\)/g)]
      .map((match) => match[1]!)
      .filter((target) => !/^[a-z]+:/.test(target));
    const gone = [
      ...named.filter((path) => !ABROAD.has(page) && !exists(path, page)),
      ...linked.filter((target) => !existsSync(join(root, dirname(page), target))),
    ];
    return gone.map((path) => `${page}:${number}: ${path}`);
  });
}

describe('the pages', () => {
  it.each(pages)('%s names and links only what exists', (page) => {
    expect(missingIn(page)).toEqual([]);
  });

  it('name many paths of this repository, so that a test of them means something', () => {
    const count = pages.flatMap(proseOf).flatMap(({ line }) => line.match(/`[\w-]+\/[\w./-]+`/g) ?? []).length;
    expect(count).toBeGreaterThan(100);
  });
});
