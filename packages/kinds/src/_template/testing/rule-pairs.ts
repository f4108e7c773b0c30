// Two things for each rule, equal in meaning only.
import type { RulePairs } from '../../testing/pair.ts';

export const rulePairs: RulePairs = {
  'blank-description': { a: { name: 'Orders' }, b: { name: 'Orders', description: '' } },
};
