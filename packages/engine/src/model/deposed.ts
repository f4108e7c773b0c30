// Objects of an address: the current one and those that a replace has superseded. None is forgotten while it may exist.
import type { Recorded } from './state.ts';

/**
 * The record once this object is gone. Where it was the current one and superseded ones are left, the first of them takes its
 * place, with nothing known of its content: so it is still deleted, or asked about where the files declare the address again.
 * Null where no object is left.
 */
export function withoutObject(recorded: Recorded | undefined, id: string): Recorded | null {
  if (recorded === undefined) return null;
  const { deposed = [], ...rest } = recorded;
  const left = deposed.filter((identity) => identity.id !== id);
  if (recorded.id !== id) return left.length > 0 ? { ...rest, deposed: left } : rest;
  const [next, ...others] = left;
  if (next === undefined) return null;
  return {
    ...rest,
    ...next,
    attributes: {},
    base: { tag: recorded.base.tag, sent: {}, settled: {}, roots: {} },
    residues: [],
    memo: {},
    ...(others.length > 0 ? { deposed: others } : {}),
  };
}
