// What forbids a change or a whole plan, as facts; the command line words them. Each code is in `engineErrors`.
import type { Address } from './address.ts';
import type { Pointer, PointerPattern } from './pointer.ts';

/** What a read by id said of an object, where a list says otherwise, or where nothing else was allowed (403). */
export type Claim =
  | { readonly by: 'absent' | 'deactivated'; readonly namedBy: readonly ('workspace' | 'list')[] }
  /** `isNamed`: whether the workspace's list names it; null where no list was read. */
  | { readonly by: 'forbidden'; readonly isNamed: boolean | null }
  /** An interrupted run may have created it. */
  | { readonly by: 'interrupted-create' };

/** `kind` is the kind's name; `id` is that of an object. */
export type Refusal =
  | {
      readonly code: 'E_PLAN_ADOPT_UNKNOWN';
      /** The address whose record has the object. */
      readonly managedBy?: Address;
      readonly address: Address;
      readonly kind: string;
      readonly id: string;
      readonly takenBy?: Address;
    }
  | {
      readonly code: 'E_PLAN_EXISTS';
      readonly address: Address;
      readonly kind: string;
      readonly name: string;
      readonly id: string;
    }
  | {
      readonly code: 'E_PLAN_AMBIGUOUS';
      readonly address: Address;
      readonly kind: string;
      readonly name: string;
      readonly ids: readonly string[];
    }
  | { readonly code: 'E_PLAN_CONFLICT'; readonly address: Address; readonly pointers: readonly Pointer[] }
  | { readonly code: 'E_PLAN_DRIFT_STOP'; readonly address: Address; readonly pointers: readonly Pointer[] }
  | { readonly code: 'E_PLAN_PROTECTED'; readonly address: Address; readonly action: 'delete' | 'replace' }
  /** A create and a delete may be the rename of an address. */
  | { readonly code: 'E_PLAN_MOVED'; readonly from: Address; readonly to: Address }
  | {
      readonly code: 'E_PLAN_STATE_MISSING';
      readonly stack: string;
      readonly workspace: string;
      readonly found: number;
      readonly declared: number;
    }
  | { readonly code: 'E_PLAN_NOTHING_DECLARED'; readonly stack: string; readonly managed: number }
  /** `limit`: objects; `percent` where the limit is a share of `total`. */
  | {
      readonly code: 'E_PLAN_GUARD';
      readonly kind: string;
      readonly what: 'delete' | 'change';
      readonly count: number;
      readonly total: number;
      readonly limit: number;
      readonly percent?: number;
    }
  /** `pointers`: some of the `count` places whose text seems to be a credential. */
  | {
      readonly code: 'E_PLAN_CREDENTIALS';
      readonly address: Address;
      readonly pointers: readonly PointerPattern[];
      readonly count: number;
    }
  /** Two reads contradict each other about one object. */
  | {
      readonly code: 'E_READ_CONTRADICTION';
      readonly address: Address;
      readonly kind: string;
      readonly id: string;
      readonly claim: Claim;
    }
  | ListsIncomplete
  /** Nobody could read which objects of the kind exist; `isSingleton`: each workspace has exactly one, so none is created or deleted. */
  | {
      readonly code: 'E_READ_UNLISTED';
      readonly address: Address;
      readonly kind: string;
      readonly isSingleton: boolean;
      readonly workspace?: string;
    };

/** The lists of a kind lack an object that was read. `blocks`: what would be done on the strength of them. */
export interface ListsIncomplete {
  readonly code: 'E_READ_CONTRADICTION';
  readonly address: Address;
  readonly kind: string;
  readonly id: string;
  readonly claim?: never;
  readonly blocks?: { readonly address: Address; readonly action: 'create' | 'forget' };
}

/** What an error says of refusals; there is at least one. `wroteNothing`: nothing was sent that changes the workspace. */
export interface Refused {
  readonly refusals: readonly Refusal[];
  readonly wroteNothing: boolean;
}
