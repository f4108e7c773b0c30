// The first state of a stack.
import type { Desired } from '../model/desired.ts';
import type { Ports } from '../model/engine-ports.ts';
import type { State } from '../model/state.ts';

/** A new state: lineage, and a fingerprint key of its own. */
export function firstState(world: Pick<Ports, 'random'>, desired: Pick<Desired, 'workspace' | 'stack'>): State {
  return {
    format: 1,
    lineage: world.random.uuid(),
    serial: 0,
    workspace: desired.workspace,
    stack: desired.stack,
    key: Buffer.from(world.random.bytes(32)).toString('base64'),
    resources: {},
    intents: [],
  };
}
