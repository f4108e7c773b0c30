// Settings that a run of the engine is given, resolved and strict.
import type { Address } from './address.ts';

/** A bound on how many objects of a kind one plan may touch. */
export type Threshold = { readonly count: number } | { readonly percent: number };

export interface GuardLimits {
  readonly delete?: Threshold;
  /** Updates and replaces of existing objects. */
  readonly change?: Threshold;
}

/** Limits for all kinds, and by kind name. */
export interface GuardSettings extends GuardLimits {
  readonly kinds?: Readonly<Record<string, GuardLimits>>;
  /** Refuses plans of what holds something that seems to be a credential. */
  readonly secrets?: 'refuse';
}

/**
 * How much to verify before planning. `full`: read every managed object. `list`: hints only. `none`: no call.
 * `auto`: full where the budget allows, else as much as it allows: what the files change first, then what a stamp makes
 * suspicious, then the oldest evidence. An address about to be written is always read.
 */
export type Refresh = 'full' | 'auto' | 'list' | 'none';

export interface PlanOptions {
  readonly refresh: Refresh;
  /**
   * What the plan is for: `drift` writes nothing, so it reads nothing for the sake of a write; `apply` keeps calls for its
   * writes; `import` adopts its targets and plans no step, whatever they depend on; `restore` puts a kept copy back; `diff`
   * reads its targets alone and tells their changes in full.
   */
  readonly command: 'drift' | 'plan' | 'apply' | 'import' | 'restore' | 'diff';
  /** Only these addresses and what they depend on; empty means all. */
  readonly targets: readonly Address[];
  /** All but these addresses and what depends on them; only without targets. */
  readonly excluded: readonly Address[];
  /** Addresses to replace although nothing forces it. */
  readonly replace: readonly Address[];
  /** Plan the deletion of everything in state. */
  readonly destroy: boolean;
  /** Delete nothing: what would have to be deleted, replaced ones included, stays as it is and is listed. */
  readonly noDelete: boolean;
  readonly overwriteRemote: boolean;
  /** Deletes allowed without review, and past the guard. */
  readonly allowDelete: number;
  readonly allowChange: number;
  /** Creates that are known not to be moves of an object about to be deleted. */
  readonly notMoved: readonly Address[];
  /** Where the budget does not hold the whole plan: apply the first part of it that fits, and leave the rest for a later run. */
  readonly partial: boolean;
  /** The plan is meant for a file. */
  readonly saved: boolean;
  /** Each change carries its patch; plans that programs read have them. */
  readonly patches: boolean;
  /** `lazy` leaves the read-back to the next refresh. */
  readonly settle: 'readback' | 'lazy';
  /** Updates of objects that are at least so large as declared are asked for as tasks, where the kind has them. Infinite: none. */
  readonly asyncFromBytes: number;
  readonly guard: GuardSettings;
}

export const DEFAULT_PLAN_OPTIONS: PlanOptions = {
  refresh: 'auto',
  command: 'plan',
  targets: [],
  excluded: [],
  replace: [],
  destroy: false,
  noDelete: false,
  overwriteRemote: false,
  allowDelete: 0,
  allowChange: 0,
  notMoved: [],
  partial: false,
  saved: false,
  patches: false,
  settle: 'readback',
  asyncFromBytes: 5 * 1024 * 1024,
  guard: {},
};
