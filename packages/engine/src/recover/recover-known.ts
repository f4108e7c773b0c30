// Resolving updates and deletes. The object's id is known: one read tells, after the task where there is one.
import { settledDigests } from '../compare/baseline.ts';
import { adoptedBaseline, viewRemote } from '../compare/reconcile.ts';
import type { Reservation } from '../model/call.ts';
import { withoutObject } from '../model/deposed.ts';
import type { Digester } from '../model/digest.ts';
import type { Ports } from '../model/engine-ports.ts';
import { rememberSecrets } from '../model/secret-leaves.ts';
import type { Baseline, Intent, Lease, Recorded } from '../model/state.ts';
import { kindOf } from '../plan/resource-view.ts';
import { readSurely } from '../refresh/confirm-absence.ts';
import type { Resolved } from './recovered.ts';
import { statusOfTask } from './task.ts';

export async function resolveKnown(
  world: Ports,
  lease: Lease,
  intent: Intent,
  digester: Digester,
  reservation: Reservation,
): Promise<Resolved> {
  const kind = kindOf(world.kinds, intent.address);
  const recorded = lease.state().resources[intent.address];
  const identity = intent.identity!;
  if (intent.task !== undefined) await statusOfTask(world, kind, intent.task, reservation);
  const { workspace } = lease.state();
  const observation = await readSurely(world, workspace, { address: intent.address, kind, identity }, reservation);
  const remote = 'remote' in observation ? observation.remote : undefined;
  if (intent.op === 'delete') {
    const left = withoutObject(recorded, identity.id);
    await lease.append(
      remote === undefined
        ? { closed: intent.address, records: { [intent.address]: left } }
        : { closed: intent.address },
    );
    return { address: intent.address, step: intent.step, how: remote === undefined ? 'deleted' : 'absent' };
  }
  if (remote === undefined || recorded === undefined) {
    await lease.append({ closed: intent.address });
    return { address: intent.address, step: intent.step, how: 'absent' };
  }
  const view = viewRemote(kind, remote, recorded.memo, digester);
  const { sent, tag } = recorded.base;
  const base: Baseline =
    tag === digester.tag(kind)
      ? { tag, sent, settled: settledDigests(sent, view.snapshot, kind.writeOnly), roots: {} }
      : adoptedBaseline(kind, view.snapshot, undefined, digester, false);
  const dependsOn = [...new Set([...recorded.dependsOn, ...(intent.dependsOn ?? [])])].sort();
  const secrets = rememberSecrets([...(recorded.secrets ?? []), ...(intent.secrets ?? [])]);
  const record: Recorded = { ...recorded, memo: view.itemIds, base, dependsOn, ...secrets };
  await lease.append({ closed: intent.address, records: { [intent.address]: record } });
  return { address: intent.address, step: intent.step, how: 'applied' };
}
