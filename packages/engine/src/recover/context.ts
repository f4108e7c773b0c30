// What recovery and every step of an apply are given.
import type { Address, StepId } from '../model/address.ts';
import type { Reservation } from '../model/call.ts';
import type { Desired } from '../model/desired.ts';
import type { Digester } from '../model/digest.ts';
import type { Ports } from '../model/engine-ports.ts';
import type { Lease } from '../model/state-store.ts';
import type { ReadRun } from '../refresh/execute.ts';

/** A run under its lock. */
export interface LockedRun {
  readonly ports: Ports;
  readonly lease: Lease;
  readonly desired: Desired;
  readonly digester: Digester;
}

/** A run that has calls set aside. */
export interface ApplyContext extends LockedRun {
  readonly reservation: Reservation;
}

/** What a read under the lock is made with: Ctrl-C does not stop what has begun. */
export function readRunOf({ lease, reservation }: ApplyContext): ReadRun {
  return { workspace: lease.state().workspace, reservation, isPartOfWrite: true };
}

/** What became of an interrupted write. */
export interface Resolved {
  readonly address: Address;
  /** The plan step that was interrupted. */
  readonly step: StepId;
  /** For an adopted object: it holds all that was sent, so that nothing of the step is left to do. */
  readonly isWhole?: boolean;
  readonly how: 'adopted' | 'absent' | 'applied' | 'deleted';
}
