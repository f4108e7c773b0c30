// The ports for time, chance and progress; nothing else in the engine touches them.
import type { Address, StepId } from './address.ts';

export interface Clock {
  /** Epoch milliseconds. */
  nowMs(): number;
  sleep(ms: number, signal?: AbortSignal): Promise<void>;
}

export interface Random {
  /** A new UUID. */
  uuid(): string;
  /** `n` random bytes. */
  bytes(n: number): Uint8Array;
}

/** What happens, as it happens; the cli shows it. No event holds a secret. */
export type Event =
  | { readonly type: 'refresh-start'; readonly calls: number }
  /** Reads that nobody could foresee, for a list lacks so many managed objects: each is asked for by its id. */
  | { readonly type: 'read-further'; readonly kind: string; readonly calls: number }
  | { readonly type: 'refresh-progress'; readonly done: number; readonly of: number }
  | { readonly type: 'resolve-start'; readonly addresses: readonly Address[] }
  | { readonly type: 'resolve-wait'; readonly untilMs: number; readonly why: string }
  | { readonly type: 'resolved'; readonly address: Address; readonly how: 'adopted' | 'absent' | 'applied' | 'deleted' }
  /** `of`: more than `steps` where the budget holds a first part only. */
  | { readonly type: 'apply-start'; readonly steps: number; readonly of: number; readonly calls: number }
  | { readonly type: 'step-start'; readonly step: StepId; readonly address: Address; readonly op: string }
  | {
      readonly type: 'step-done';
      readonly step: StepId;
      readonly address: Address;
      readonly op: string;
      readonly ms: number;
    }
  | {
      readonly type: 'step-failed';
      readonly step: StepId;
      readonly address: Address;
      readonly op: string;
      readonly error: Error;
    }
  | {
      readonly type: 'step-skipped';
      readonly step: StepId;
      readonly address: Address;
      readonly op: string;
      readonly because: Address;
    }
  | { readonly type: 'unexplained-difference'; readonly address: Address; readonly pointers: readonly string[] }
  | { readonly type: 'kept'; readonly address: Address; readonly path: string }
  | { readonly type: 'warning'; readonly text: string };

export type Emit = (event: Event) => void;
