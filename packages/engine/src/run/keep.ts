// Room: keepsakes. What somebody made by hand is copied before it is written over or deleted.
import { type Kind, normalize } from '../kind.ts';
import type { Step } from '../plan-types.ts';
import { setAt } from '../pointer.ts';
import { secretLeaves } from '../secret-leaves.ts';
import { seal } from '../show.ts';
import type { JsonObject } from '../tree.ts';
import type { Running } from './running.ts';

/** A copy of the object in canonical form, values of sensitive leaves sealed, before a delete or an overwrite. */
export async function keepCopy(
  running: Running,
  step: Step,
  kind: Kind,
  remote: JsonObject | undefined,
): Promise<void> {
  const overwrites = (running.overwritten.get(step.address) ?? []).length > 0;
  if (remote === undefined || (step.op !== 'delete' && !overwrites)) return;
  let spec = normalize(kind, kind.fromRemote(remote, {}).spec);
  const recorded = running.lease.state().resources[step.address];
  const declared = secretLeaves(kind, running.resources.get(step.address)?.spec ?? {});
  const secret = new Set([...declared, ...(recorded?.secrets ?? [])]);
  for (const leaf of kind.leaves(spec)) {
    if (secret.has(leaf.pointer) || kind.isSensitive(leaf, spec))
      spec = setAt(spec, leaf.pointer, seal(leaf.value, running.digester)) as JsonObject;
  }
  const id = step.deposed ?? recorded?.id ?? step.address;
  const path = await running.world.keepsakes.keep(step.address, id, spec);
  running.world.emit({ type: 'kept', address: step.address, path });
}
