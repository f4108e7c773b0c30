// Two mock servers for each rule, equal in meaning only.
import type { RulePairs } from '../../testing/pair.ts';

const full = { name: 'Orders mock', collection: 'c', private: true };

export const rulePairs: RulePairs = {
  'blank-server-response': {
    a: { ...full, config: { serverResponseId: null } },
    b: { ...full, config: { serverResponseId: '' } },
  },
};
