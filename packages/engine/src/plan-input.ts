// Room: what the planner is given.
import type { Address } from './address.ts';
import type { BucketsOf, Route } from './calls.ts';
import type { PlanOptions } from './settings.ts';
import type { SurveyInput } from './survey.ts';

export interface PlanInput extends SurveyInput {
  readonly options: PlanOptions;
  readonly bucketsOf: BucketsOf;
  readonly workspaceRoute: Route;
  /** Addresses to take for objects that get a new identity, whatever is known of them: for what may come. */
  readonly renewed?: ReadonlySet<Address>;
  /** Addresses that must not be written, for no call is left to look at what that needs. */
  readonly deferred?: ReadonlySet<Address>;
}
