// Builds made-up plans, for tests of what is made of them.
import { type Change, NO_CALLS, type Plan } from '@postform/engine';
import { makeStyle } from '../../packages/cli/src/output/style.ts';

export const style = makeStyle(false);
/** As wide as a log. */
export const wide = { style, width: Number.POSITIVE_INFINITY };

/** A change of an environment's value, with `parts` laid over. */
export function change(parts: Partial<Change>): Change {
  return {
    address: 'environment.orders',
    kind: 'environment',
    name: 'Orders',
    action: 'update',
    reason: 'declared',
    lines: [{ mark: '~', depth: 0, text: 'values.host: "a" → "b"' }],
    remoteLines: [],
    forcedBy: [],
    changed: { config: ['/values/host'], refs: [], remote: [] },
    kept: [],
    overwritten: [],
    differences: [],
    price: { calls: 2, byBucket: { general: 2 } },
    notes: [],
    ...parts,
  };
}

/** A plan of nothing that costs 14 calls, with `parts` laid over. */
export function plan(parts: Partial<Plan>): Plan {
  return {
    format: 2,
    basis: {
      lineage: 'l',
      serial: 1,
      workspace: 'w',
      stack: 'default',
      desired: 'd',
      secrets: {},
      saved: false,
      overwriteRemote: false,
    },
    preconditions: [],
    changes: [],
    steps: [],
    price: { expected: { calls: 14, byBucket: {} }, worst: NO_CALLS, rechecks: NO_CALLS },
    unmanaged: [],
    refused: [],
    missingSecrets: [],
    ...parts,
  };
}
