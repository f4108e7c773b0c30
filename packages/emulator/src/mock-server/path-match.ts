// Scores how close the path of a call is to the path of an example.
import type { SavedRequest } from './saved-examples.ts';

/** `score` is out of 100; `captures` are what the wildcards of the path stand for in this call. */
export interface PathMatch {
  readonly score: number;
  readonly captures: ReadonlyMap<string, string>;
}

export interface PathRules {
  /** The mock's `config.matchWildcards`. */
  readonly hasWildcards: boolean;
  /** The edits between two paths that still count as a match; 0 for none. */
  readonly mostEdits: number;
}

const none: ReadonlyMap<string, string> = new Map();

/** `/a/b//` is `/a/b`. */
function slashless(path: string): string {
  let end = path.length;
  while (end > 1 && path[end - 1] === '/') end -= 1;
  return path.slice(0, end);
}

/** A number, a UUID, or eight characters and more with a digit among them: what an id is no source says. */
const idSegment = /^(?:\d+|(?=.*\d)[\da-z_-]{8,})$/i;

/** All ids become one word. */
function idless(path: string): string {
  return path
    .split('/')
    .map((segment) => (idSegment.test(segment) ? '{id}' : segment))
    .join('/');
}

/** What both paths go through before they are compared, and what a match then costs, in this order. */
const before: readonly (readonly [loss: number, prepare: (path: string) => string])[] = [
  [0, (path) => path],
  [5, slashless],
  [10, (path) => path.toLowerCase()],
  [15, (path) => slashless(path).toLowerCase()],
];
const after: typeof before = [
  [21, idless],
  [25, (path) => idless(slashless(path))],
];

/**
 * The steps and their costs as Postman documented them in 2022 (postman-docs, matching-algorithm.md, 2022-09-26); the
 * newer page keeps the steps and leaves out the numbers. Undefined: the example cannot answer this path.
 */
export function matchPath(asked: string, saved: SavedRequest, rules: PathRules): PathMatch | undefined {
  const path = decoded(asked);
  const literal = decoded(saved.path.replace(/(?<=\/):([^/]+)/g, (whole, name) => saved.pathValues.get(name) ?? whole));
  const score = (steps: typeof before): PathMatch | undefined => {
    const step = steps.find(([, prepare]) => prepare(path) === prepare(literal));
    return step === undefined ? undefined : { score: 100 - step[0], captures: none };
  };
  const exact = score(before);
  if (exact !== undefined) return exact;
  const captures = rules.hasWildcards ? capture(path, decoded(saved.path)) : undefined;
  if (captures !== undefined) return { score: 80, captures };
  return score(after) ?? distant(path, literal, rules.mostEdits);
}

/** `{{name}}` and `:name` stand for whole segments (learning.postman.com, "Use wildcard variables"). */
function capture(path: string, template: string): ReadonlyMap<string, string> | undefined {
  const given = slashless(path).split('/');
  const wanted = slashless(template).split('/');
  if (given.length !== wanted.length) return undefined;
  const captures = new Map<string, string>();
  for (const [at, segment] of wanted.entries()) {
    const value = given[at] ?? '';
    const name = /^(?:\{\{([^{}]+)\}\}|:(.+))$/.exec(segment);
    if (name !== null && value !== '') captures.set((name[1] ?? name[2] ?? '').trim(), value);
    else if (segment !== value) return undefined;
  }
  return captures.size === 0 ? undefined : captures;
}

function distant(path: string, literal: string, mostEdits: number): PathMatch | undefined {
  if (mostEdits === 0 || Math.abs(path.length - literal.length) > mostEdits || path.length > 500) return undefined;
  return edits(path, literal) <= mostEdits ? { score: 70, captures: none } : undefined;
}

/** The Levenshtein distance. */
function edits(one: string, other: string): number {
  let row = Array.from({ length: other.length + 1 }, (_, at) => at);
  for (let i = 1; i <= one.length; i += 1) {
    const next = [i];
    for (let j = 1; j <= other.length; j += 1) {
      const swap = (row[j - 1] ?? 0) + (one[i - 1] === other[j - 1] ? 0 : 1);
      next.push(Math.min(swap, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1));
    }
    row = next;
  }
  return row[other.length] ?? 0;
}

/** Percent signs decoded where they can be. */
function decoded(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}
