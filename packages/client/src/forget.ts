// Forgetting: takes what servers said of limits and the month out of what is kept, and leaves what people's own runs have put there. Pure.
import type { Changed } from '@postform/engine';
import { type GateView, viewOf } from './limiter/bucket.ts';
import { boundGate, boundOwners } from './limiter/bucket-bounds.ts';
import { newGateState } from './limiter/bucket-state.ts';
import type { BucketRow } from './limiter/limits.ts';
import { buryDead, gateAt, readWindows } from './limiter/shared-windows.ts';
import { boundMonth, readMonth, remainingOf, spentIn } from './quota/period.ts';

export interface ForgottenLimit extends GateView {
  /** `the general window`. */
  readonly label: string;
}

export interface ForgottenMonth {
  /** Calls left, as the server said; absent where nothing was kept. */
  readonly remaining?: number;
  readonly limit?: number;
  /** What stays: what running processes have set aside or sent just now, and the calls in the ledger. */
  readonly setAside: number;
  readonly underWay: number;
  readonly spent: number;
}

/** What one store kept under one of our names. */
export interface Forgotten {
  /** For people. */
  readonly store: string;
  readonly limits: readonly ForgottenLimit[];
  readonly month: ForgottenMonth;
}

/** The calls of running processes, and those that have ended within the window, stay: they were sent, whatever anybody says. */
export function forgetWindows(
  kept: unknown,
  rows: readonly BucketRow[],
  nowMs: number,
): Changed<Pick<Forgotten, 'limits'>> {
  const windows = readWindows(kept, nowMs);
  if (windows === undefined) return { after: undefined, result: { limits: [] } };
  boundOwners(windows, nowMs);
  buryDead(windows, rows, nowMs, '');
  const limits = rows.flatMap((row): readonly ForgottenLimit[] => {
    const gate = gateAt(windows, row, 1);
    boundGate(gate, nowMs);
    const { ended, underWay, ...said } = gate.state;
    const view = viewOf(gate, nowMs);
    windows.gates[row.name] = { ...newGateState(), ended, underWay };
    return Object.values(said).every((value) => value === undefined) ? [] : [{ label: row.label, ...view }];
  });
  windows.savedAtMs = nowMs;
  windows.serial += 1;
  return { after: windows, result: { limits } };
}

/** The ledger stays, and what running processes have set aside. */
export function forgetMonth(kept: unknown, nowMs: number): Changed<ForgottenMonth> {
  const month = readMonth(kept);
  if (month === undefined) return { after: undefined, result: { setAside: 0, underWay: 0, spent: 0 } };
  boundMonth(month, nowMs);
  const remaining = remainingOf(month, Number.NEGATIVE_INFINITY);
  const { said: _, limit, exhaustedAtMs: __, ...own } = month;
  const holdings = Object.values(month.owners);
  const sumOf = (of: 'setAside' | 'underWay') => holdings.reduce((all, one) => all + one[of], 0);
  return {
    after: own,
    result: {
      ...(remaining === undefined ? {} : { remaining }),
      ...(limit === undefined ? {} : { limit }),
      setAside: sumOf('setAside'),
      underWay: sumOf('underWay'),
      spent: spentIn(month),
    },
  };
}
