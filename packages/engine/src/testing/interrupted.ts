// Makes interrupted writes of one box, over the harness, and resolves them.
import { leavesDigest } from '../compare/snapshot.ts';
import type { Desired } from '../model/desired.ts';
import type { JsonObject } from '../model/json.ts';
import type { Intent, State } from '../model/state.ts';
import { resolveIntents } from '../recover/recover.ts';
import { desiredOf, digester, remote, resource, stateOf } from './given.ts';
import { type Harness, makeHarness } from './harness.ts';
import { box } from './kinds.ts';

export const boxA = resource('box.a', { name: 'A', values: { v: 1 } });
export const files = desiredOf([boxA]);
export const NOW = 1_000_000;
export const intentOf = (more: Partial<Intent>): Intent => ({
  address: 'box.a',
  op: 'create',
  step: 'box.a:create',
  name: 'A',
  sending: leavesDigest(box, boxA.spec, digester),
  seenBefore: [],
  at: NOW,
  ...more,
});
export const made = (id: string, v: number, name = 'A') => remote(id, { name, values: { v } });

/** The server holds these. */
export const holding =
  (...objects: readonly JsonObject[]) =>
  (harness: Harness, plural = 'boxes'): void => {
    harness.objects[plural] = Object.fromEntries(objects.map((object) => [String(object['id']), object]));
  };

/** Resolves these intents of an interrupted run. `said`: what became of each, in the order in which that was found. */
export async function resolved(
  intents: readonly Intent[],
  arrange: (harness: Harness) => void,
  { desired = files, state = stateOf([]) }: { readonly desired?: Desired; readonly state?: State } = {},
) {
  const harness = makeHarness({ ...state, intents });
  arrange(harness);
  const said = await resolveIntents({ ports: harness.ports, lease: harness.lease, desired, digester });
  return { harness, said: said.map((item) => item.how), after: harness.state() };
}
