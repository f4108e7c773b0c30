// The shape of a rule's proof: two specs that the rule, and only the rule, makes equal.
import type { JsonObject } from '@postform/engine';

export interface Pair {
  readonly a: JsonObject;
  readonly b: JsonObject;
}

/** By name of rule. */
export type RulePairs = Readonly<Record<string, Pair>>;
