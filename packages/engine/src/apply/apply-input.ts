// What an apply is given, and what it says in the end.
import type { Address } from '../model/address.ts';
import type { Count } from '../model/call.ts';
import type { Desired } from '../model/desired.ts';
import type { Records } from '../model/entry.ts';
import type { RunEnd } from '../model/errors.ts';
import type { Plan } from '../model/plan.ts';
import type { Pointer } from '../model/pointer.ts';
import type { PlanOptions } from '../model/settings.ts';
import type { ResourceRecord, State } from '../model/state.ts';
import type { PlanRun } from './run-plan.ts';
import type { StepOutcome } from './schedule.ts';

/** `reviewed`: a person accepted this very plan, at the prompt or by saving it. */
export interface Approval {
  readonly approved: boolean;
  readonly reviewed: boolean;
}

/** The records to store for an address, given the record that its write has made. */
export type RecordsOf = (address: Address, made: ResourceRecord) => Records;

export interface ApplyInput {
  readonly desired: Desired;
  readonly options: PlanOptions;
  /** A plan file: exactly this is applied, or nothing. */
  readonly saved?: Plan;
  /** For a restore: what is recorded of an object that was written, instead of what the write made of its record. */
  readonly recordsOf?: RecordsOf;
  /** Called once with the plan, before anything can refuse it. */
  show?(run: PlanRun): void;
  /** Called where the plan could be applied. */
  approve(run: PlanRun): Promise<Approval>;
}

export interface ApplyResult {
  readonly plan: Plan;
  readonly outcomes: readonly StepOutcome[];
  /** Calls sent: by reading (resolving included), and by what the plan priced; `expected`: of the part that was paid for. */
  readonly calls: { readonly read: number; readonly write: number; readonly expected: number };
  /** Expected price of the part of the plan that was paid for. */
  readonly paid: Count;
  /** What ended the run before its plan did. */
  readonly stopped?: Error;
  readonly declined?: true;
  readonly differences: readonly { readonly address: Address; readonly pointers: readonly Pointer[] }[];
  readonly after: State;
  readonly end: RunEnd;
}
