// Makes single steps, and what they are run with, over the harness.
import type { StepContext } from '../apply/step-context.ts';
import { type Address, kindNameOf, stepId } from '../model/address.ts';
import { NO_CALLS } from '../model/call.ts';
import type { DesiredResource } from '../model/desired.ts';
import type { Live, Observation } from '../model/observation.ts';
import type { Step } from '../model/plan.ts';
import { currentObjects } from '../model/state.ts';
import { claimedIds, kindOf } from '../plan/resource-view.ts';
import { desiredOf, digester, WORKSPACE } from './given.ts';
import type { Harness } from './harness.ts';

export function stepOf(address: Address, op: Step['op'], more: Partial<Step> = {}): Step {
  const kind = kindNameOf(address);
  return { id: stepId(address, op), address, kind, op, after: [], readBack: kind === 'box', price: NO_CALLS, ...more };
}

/** What a full refresh would see now. */
export function liveIn({ ports, objects, state }: Harness): Live {
  const at = ports.clock.nowMs();
  const observations = currentObjects(state()).map(([address, { id, uid }]): readonly [Address, Observation] => {
    const remote = objects[kindOf(ports.kinds, address).plural]?.[id];
    const identity = { id, uid };
    return [address, remote ? { status: 'found', identity, at, remote } : { status: 'absent', identity }];
  });
  const elements = Object.entries(objects).map(([plural, all]) => [
    plural,
    Object.values(all).map(({ id, uid, name }) => ({ id: String(id), uid: String(uid), name: String(name) })),
  ]);
  return {
    observations: new Map(observations),
    index: { id: WORKSPACE, name: 'Tests', elements: Object.fromEntries(elements) },
  };
}

/** A run that has read everything and is about to write. */
export function contextOf(
  harness: Harness,
  resources: readonly DesiredResource[],
  more: Partial<StepContext> = {},
): StepContext {
  const { ports, lease, reservation } = harness;
  return {
    ports,
    lease,
    reservation,
    digester,
    desired: desiredOf(resources),
    resources: new Map(resources.map((item) => [item.address, item])),
    live: liveIn(harness),
    indexAtMs: ports.clock.nowMs(),
    names: new Map(resources.map((item) => [item.address, String(item.spec['name'])])),
    overwritten: new Map(),
    made: new Map(),
    taken: new Set(claimedIds(lease.state())),
    created: new Map(),
    evidence: new Map(),
    spare: { reads: 9 },
    differences: [],
    ...more,
  };
}
