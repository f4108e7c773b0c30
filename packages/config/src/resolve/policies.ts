// Reports paths of lifecycle policies that no part of the resource can have, or that match nothing in it.
import {
  canMatch,
  type JsonObject,
  type Kind,
  type Lifecycle,
  leafAround,
  matchesPattern,
  nearest,
  normalize,
  type Pointer,
  type PointerPattern,
  splitPointer,
} from '@postform/engine';
import { quoteValue, withArticle } from '../files/wording.ts';
import type { Mistake } from '../yaml/mistakes.ts';

/**
 * `address` is for people; the mistakes point into the resource as written. Without a spec, paths that match nothing are
 * not reported, because what the resource declares is unknown.
 */
export function checkPolicies(
  { address, kind, spec }: { readonly address: string; readonly kind: Kind; readonly spec: JsonObject | undefined },
  { ignore, drift }: Lifecycle,
  report: (mistake: Mistake) => void,
): void {
  const patterns = [
    ...ignore.map((pattern, index) => [pattern, `/lifecycle/ignore/${index}`] as const),
    ...drift.map(({ at }, index) => [at, `/lifecycle/drift/${index}/at`] as const),
  ].filter(([pattern]) => pattern !== '');
  if (patterns.length === 0) return;
  const leaves = spec === undefined ? undefined : kind.leaves(normalize(kind, spec)).map((leaf) => leaf.pointer);
  for (const [pattern, pointer] of patterns) {
    const slip = slipOf(address, kind, leaves, pattern);
    if (slip !== undefined) report({ ...slip, pointer });
  }
}

function slipOf(
  address: string,
  kind: Kind,
  leaves: readonly Pointer[] | undefined,
  pattern: PointerPattern,
): Omit<Mistake, 'pointer'> | undefined {
  if (leaves?.some((leaf) => matchesPattern(leaf, pattern))) return undefined;
  const listed = `postform schema leaves ${kind.name} lists the paths`;
  const around = leafAround(pattern, kind.leafPaths);
  const near = nearest(pattern, namesNear(pattern, leaves ?? [], kind));
  const meant = near === undefined ? '' : `did you mean ${near}? `;
  if (!canMatch(pattern, kind.leafPaths)) {
    const what = around === undefined ? '' : `: ${around} is compared as a whole`;
    return {
      code: 'D_POLICY_PATH',
      message: `${quoteValue(pattern)} is no part of ${withArticle(kind.label)} that Postform compares${what}`,
      hint: around === undefined ? `${meant}${listed}` : `write ${around}; ${listed}`,
    };
  }
  if (leaves === undefined || kind.leafPaths.some(({ at }) => at === pattern && !at.includes('*'))) return undefined;
  return {
    code: 'D_POLICY_UNMATCHED',
    message: `${quoteValue(pattern)} matches nothing that ${address} declares`,
    hint: `${meant}It applies only to what somebody adds by hand under this name; ${listed}`,
    severity: 'warning',
  };
}

/** Leaves and what holds them, and the kind's own paths, cut down to the pattern's depth. */
function namesNear(pattern: PointerPattern, leaves: readonly Pointer[], kind: Kind): ReadonlySet<string> {
  const depth = splitPointer(pattern).length;
  const cut = (pointer: string) => pointer.split('/', depth + 1).join('/');
  const alike = [...leaves, ...kind.leafPaths.map(({ at }) => at)];
  return new Set(alike.map(cut));
}
