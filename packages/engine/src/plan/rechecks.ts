// Says which reads prove that a saved plan is still true.
import type { Identity, Kinds } from '../model/kind.ts';
import { listRead, type ObjectRef, type ReadSet } from '../model/read-set.ts';

/** Of an object that is to be adopted, and is found in the index first. */
export const UNKNOWN_IDENTITY: Identity = { id: '', uid: '' };

/** An object that a plan relies on. */
export interface Rechecked extends ObjectRef {
  /** It was gone when the plan was made: no list names it, so it is read by its id. */
  readonly wasGone: boolean;
}

/** The index once, each object that the plan touches, and one list for those of a kind that is read by list. */
export function recheckReads(kinds: Kinds, touched: readonly Rechecked[]): ReadSet {
  const byList = kinds.filter((kind) => kind.readBy === 'list' && touched.some((item) => item.kind === kind));
  const isListed = (item: Rechecked): boolean => item.kind.readBy === 'list' && !item.wasGone;
  return {
    index: true,
    lists: byList.map((kind) =>
      listRead(
        kind,
        touched.filter((item) => item.kind === kind && isListed(item)),
      ),
    ),
    objects: kinds.flatMap((kind) => touched.filter((item) => item.kind === kind && !isListed(item))),
  };
}
