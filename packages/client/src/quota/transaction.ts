// Room: one entry into the books: what happened, and what somebody wishes to set aside. Pure, like a turn at the windows.
import { boundMonth, type Happening, happen, heldByOthers, hold, type Month, newMonth } from './period.ts';

/** Calls that may be spent by a month's figures; undefined where nobody said. `aheadMs`: of the store's clock. */
export type LeftOf = (month: Month, aheadMs: number) => number | undefined;

export interface Entry {
  readonly owner: string;
  /** Of the owner, before this entry's wishes. */
  readonly setAside: number;
  readonly underWay: number;
  readonly happenings: readonly Happening[];
  /** Calls to set aside, one wish after the other. */
  readonly wishes: readonly number[];
  readonly leftOf: LeftOf;
  readonly nowMs: number;
  /** What the store's clock is ahead of the client's. */
  readonly aheadMs: number;
}

/** Alters the month; tells which of the wishes are granted. */
export function enter(month: Month, entry: Entry): readonly boolean[] {
  const { owner, underWay, nowMs, aheadMs } = entry;
  let { setAside } = entry;
  boundMonth(month, nowMs);
  hold(month, owner, { setAside, underWay }, nowMs);
  for (const happening of entry.happenings) happen(month, happening, aheadMs);
  const granted = entry.wishes.map((calls) => {
    const left = entry.leftOf(month, aheadMs) ?? Number.POSITIVE_INFINITY;
    const isGranted = calls <= left - heldByOthers(month, owner) - setAside;
    if (isGranted) setAside += calls;
    return isGranted;
  });
  hold(month, owner, { setAside, underWay }, nowMs);
  return granted;
}

/** For a store that has nothing: what was last seen; beside the shared store without what is in there. */
export function inPlaceOf(lastSeen: Month | undefined, isCut: boolean): Month {
  if (lastSeen === undefined) return newMonth();
  const month = structuredClone(lastSeen);
  return isCut ? { ...month, byDay: {}, byCommand: {} } : month;
}
