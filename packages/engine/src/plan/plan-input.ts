// What the planner is given.
import type { Address } from '../model/address.ts';
import type { BucketsOf, Route } from '../model/call.ts';
import type { PlanOptions } from '../model/settings.ts';
import type { ViewInput } from './resource-view.ts';

export interface PlanInput extends ViewInput {
  readonly options: PlanOptions;
  readonly bucketsOf: BucketsOf;
  readonly workspaceRoute: Route;
  /** Addresses to take for objects that get a new identity, whatever is known of them: for what may come. */
  readonly renewed?: ReadonlySet<Address>;
  /** Addresses that must not be written, for no call is left to read what that needs. */
  readonly deferred?: ReadonlySet<Address>;
}
