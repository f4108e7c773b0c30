// Makes two things equal that say the same in different ways.
import type { Rule } from '@postform/engine';

/** Each rule needs the documented fact behind it, and a pair in `testing/rule-pairs.ts`. */
export const thingRules: readonly Rule[] = [
  {
    name: 'blank-description',
    why: 'Say which document shows an empty description where none was written.',
    apply: (spec) => {
      const { description, ...rest } = spec;
      return description === '' ? rest : spec;
    },
  },
];
