// The topic list: one line per topic file; a documented answer that no topic plays shows as MISSING.
import { accountScenarios } from './account.ts';
import type { Scenario } from './scenario.ts';

export const scenarios: readonly Scenario[] = [...accountScenarios];
