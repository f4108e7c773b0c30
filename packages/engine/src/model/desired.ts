// Desired, what the files say the workspace should hold.
import type { Address } from './address.ts';
import { type RefUse, refsIn, secretsIn } from './deferred-value.ts';
import type { Place } from './diagnostic.ts';
import type { JsonObject } from './json.ts';
import type { PointerPattern } from './pointer.ts';

/** What to do with a leaf that somebody changed by hand: write ours back, leave theirs, or refuse to plan. */
export type DriftPolicy = 'undo' | 'keep' | 'stop';

export interface Lifecycle {
  /** Refuses delete and replace. Recorded in state too, so that it outlives the block. */
  readonly protect: boolean;
  /** Leaves that are left out of comparisons. */
  readonly ignore: readonly PointerPattern[];
  /** Policies by leaf, the last match wins; the default is undo. */
  readonly drift: readonly { readonly at: PointerPattern; readonly policy: DriftPolicy }[];
}

export const DEFAULT_LIFECYCLE: Lifecycle = { protect: false, ignore: [], drift: [] };

/** Copied field by field: what is made later is no property of its own. */
export interface DesiredResource {
  readonly address: Address;
  readonly kind: string;
  /** Canonical form before normalisation; may hold deferred values. */
  readonly spec: JsonObject;
  readonly lifecycle: Lifecycle;
  /** Id or uid of an existing object to adopt. */
  readonly adopt?: string;
  readonly place: Place;
  /** Places that hold what seems to be a credential, where nobody has allowed it; absent where there are none. */
  readonly credentials?: CredentialPlaces;
  /** Present where `spec` may be made only when somebody asks for it. */
  readonly summary?: SpecSummary;
}

export interface CredentialPlaces {
  /** Some of them, in the order of the spec. */
  readonly pointers: readonly PointerPattern[];
  readonly count: number;
}

/** What is known of a spec without making it. */
export interface SpecSummary {
  /** Keyed digest of all that the resource is made of: what is written, its variables, and the files that it names. */
  readonly input: string;
  readonly refs: readonly RefUse[];
  /** Names, sorted. */
  readonly secrets: readonly string[];
}

/** Refs of a resource; none where there is no resource. */
export function refsOf(resource: DesiredResource | undefined): readonly RefUse[] {
  return resource === undefined ? [] : (resource.summary?.refs ?? refsIn(resource.spec));
}

/** Names of the secrets of a resource, sorted; none where there is no resource. */
export function secretNamesOf(resource: DesiredResource | undefined): readonly string[] {
  return resource === undefined ? [] : (resource.summary?.secrets ?? secretsIn(resource.spec));
}

export interface Desired {
  readonly stack: string;
  /** Workspace id. */
  readonly workspace: string;
  /** Sorted by address. */
  readonly resources: readonly DesiredResource[];
}

/** The value of a secret by name, or undefined where it is not available here. */
export type Secrets = (name: string) => string | undefined;
