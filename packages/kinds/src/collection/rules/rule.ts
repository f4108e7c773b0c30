// A rule as data: what it changes, and where. Rules that apply together share one walk.
import type { JsonObject, Rule } from '@postform/engine';
import { type PlacedChange, walkOf } from '../spec/walk.ts';

/** A rule that says where it changes what. */
export interface PlacedRule extends Rule {
  readonly changes: readonly PlacedChange[];
}

export function placedRule(rule: Pick<PlacedRule, 'name' | 'why' | 'changes'>): PlacedRule {
  return { ...rule, apply: walkOf(rule.changes) };
}

/** These rules one after another, in one walk. */
export function oneWalk(rules: readonly PlacedRule[]): (spec: JsonObject) => JsonObject {
  return walkOf(rules.flatMap((rule) => rule.changes));
}
