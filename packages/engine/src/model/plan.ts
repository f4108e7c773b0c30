// The plan, plain data: what would change, why, in which order, and what it costs.

import type { Address, StepId } from './address.ts';
import type { Count } from './call.ts';
import type { Line } from './kind.ts';
import type { Note } from './note.ts';
import type { Digest } from './parts.ts';
import type { PatchOperation } from './patch.ts';
import type { Pointer } from './pointer.ts';
import type { Refusal } from './refusal.ts';

export type Action = 'create' | 'update' | 'replace' | 'delete' | 'adopt' | 'forget' | 'noop';

/** Why the action was chosen; one row each of the table in `classify.ts`. */
export type Reason =
  | 'new'
  | 'exists-unmanaged'
  | 'ambiguous'
  | 'adopting'
  | 'vanished'
  | 'deactivated'
  | 'disputed'
  | 'unverified'
  | 'in-sync'
  | 'declared'
  | 'referred'
  | 'asked'
  | 'drifted'
  | 'both-changed'
  | 'restored'
  | 'conflict'
  | 'converged'
  | 'unresolved'
  | 'undeclared'
  | 'already-gone';

export interface Change {
  readonly address: Address;
  readonly kind: string;
  /** The object's name for people. */
  readonly name: string;
  readonly action: Action;
  readonly reason: Reason;
  /** What the step would change, capped. */
  readonly lines: readonly Line[];
  /** What somebody changed remotely (drift), capped; from the recorded past to live. */
  readonly remoteLines: readonly Line[];
  /** Immutable leaves that force a replace. */
  readonly forcedBy: readonly Pointer[];
  /**
   * `config`: what the files changed, `remote`: what somebody else did. `refs`: what changes although the files did not,
   * because what it refers to gets a new identity.
   */
  readonly changed: {
    readonly config: readonly Pointer[];
    readonly refs: readonly Pointer[];
    readonly remote: readonly Pointer[];
  };
  /** Remote edits that policy `keep` leaves alone. */
  readonly kept: readonly Pointer[];
  /** Remote edits that a step would write over. */
  readonly overwritten: readonly Pointer[];
  /** Unexplained differences that nobody has accepted yet. */
  readonly differences: readonly Pointer[];
  /** Calls of its steps on a faultless run, without re-checks. */
  readonly price: Count;
  /** Why this change cannot be applied as it stands. The plan is shown, apply refuses it. */
  readonly blocked?: Refusal;
  /** It would be written, but no budget is left for the read that this needs: a later run does it. */
  readonly deferred?: true;
  readonly notes: readonly Note[];
  /**
   * RFC 6902: from what is to what will be, over the redacted specs. A whole spec is added at or removed from the root.
   * Only in plans that were made with `PlanOptions.patches`.
   */
  readonly patch?: readonly PatchOperation[];
}

/**
 * One unit of work on one object.
 * `omit`: leaves left out because their value comes with a later step of the same address.
 * `keep`: leaves whose live value is written instead of ours (ignored, or kept by policy).
 * `deposed`: for a delete, the superseded object instead of the current one.
 */
export interface Step {
  readonly id: StepId;
  readonly address: Address;
  readonly kind: string;
  readonly op: 'create' | 'update' | 'delete';
  readonly after: readonly StepId[];
  readonly omit?: readonly Pointer[];
  readonly keep?: readonly Pointer[];
  readonly replaces?: true;
  readonly deposed?: string;
  /** True on the last writing step of an address whose replies do not carry the object. */
  readonly readBack: boolean;
  /** For an update that is asked for as a task: the server does it later, and is asked how it stands. */
  readonly asTask?: true;
  readonly price: Count;
}

/** What must still be true of an address when a plan is applied later than it was made. Null: there was none. */
export interface Precondition {
  readonly address: Address;
  readonly record: Digest | null;
  readonly live: Digest | null;
}

export interface Unmanaged {
  readonly kind: string;
  readonly name: string;
  readonly id: string;
  /** The address whose object has the same kind and name: one of the two may be a copy that nobody wanted. Never of a fork. */
  readonly sameNameAs?: Address;
}

/** What a plan that must not delete leaves as it is. */
export interface Omitted {
  readonly address: Address;
  readonly kind: string;
  readonly name: string;
  /** What would be done to it. */
  readonly action: Action;
  /** The address whose object it would refer to, and which is left out, too. */
  readonly because?: Address;
  /** Id of the superseded object that stays, where it is not the current one. */
  readonly deposed?: string;
}

export interface PlanPrice {
  /** Exact on a faultless run. */
  readonly expected: Count;
  /** With retries, polls and recovery; this much is reserved before the first write. */
  readonly worst: Count;
  /** Part of `expected`: reads that prove a saved plan is not stale. */
  readonly rechecks: Count;
}

export interface Plan {
  readonly format: 2;
  readonly basis: {
    readonly lineage: string;
    readonly serial: number;
    readonly workspace: string;
    readonly stack: string;
    /** Digest of desired before secrets are resolved; apply refuses other files or variables. */
    readonly desired: Digest;
    /** Fingerprints of the secrets in use; null where one was not available, then any value is accepted. */
    readonly secrets: Readonly<Record<string, Digest | null>>;
    /** True where the plan is meant to be saved, so that apply re-checks before it writes. */
    readonly saved: boolean;
    readonly overwriteRemote: boolean;
  };
  readonly preconditions: readonly Precondition[];
  /** In the order of the kinds, then by address; noop changes are included. */
  readonly changes: readonly Change[];
  /** In an order that respects `after`. */
  readonly steps: readonly Step[];
  readonly price: PlanPrice;
  /** Objects of managed kinds in the workspace that no address claims. */
  readonly unmanaged: readonly Unmanaged[];
  /** Why the plan as a whole cannot be applied: guards that it exceeds. */
  readonly refused: readonly Refusal[];
  /** Secrets of unchanged resources that have no value here, sorted; their values count as unchanged. */
  readonly missingSecrets: readonly string[];
  /** Absent where the plan may delete. */
  readonly leftOut?: readonly Omitted[];
}
