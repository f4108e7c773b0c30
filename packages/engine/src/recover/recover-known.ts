// Resolves interrupted updates and deletes: one read by the id shows what became of them, after the task where there is one.
import { apartFrom, renewOrders } from '../compare/accepted.ts';
import { settledDigests } from '../compare/baseline.ts';
import { viewRemote } from '../compare/live-snapshot.ts';
import { adoptedBaseline } from '../compare/reconcile.ts';
import { afterInterruption, withoutObject } from '../compare/record.ts';
import type { Baseline, Intent } from '../model/state.ts';
import { kindOf } from '../plan/resource-view.ts';
import { readConfirmed } from '../refresh/read-object.ts';
import { type ApplyContext, type Resolved, readRunOf } from './context.ts';
import { statusOfTask } from './task.ts';

export async function resolveKnown(context: ApplyContext, intent: Intent): Promise<Resolved> {
  const { ports, lease, digester, reservation } = context;
  const kind = kindOf(ports.kinds, intent.address);
  const record = lease.state().resources[intent.address];
  const identity = intent.identity!;
  if (intent.task !== undefined) await statusOfTask(ports, kind, intent.task, reservation);
  const item = { address: intent.address, kind, identity };
  const observation = await readConfirmed(ports, item, readRunOf(context));
  const remote = 'remote' in observation ? observation.remote : undefined;
  if (intent.op === 'delete') {
    const left = withoutObject(record, identity.id);
    const records = remote === undefined ? { records: { [intent.address]: left } } : {};
    await lease.append({ type: 'intent-closed', address: intent.address, ...records });
    return { address: intent.address, step: intent.step, how: remote === undefined ? 'deleted' : 'absent' };
  }
  if (remote === undefined || record?.current === undefined) {
    await lease.append({ type: 'intent-closed', address: intent.address });
    return { address: intent.address, step: intent.step, how: 'absent' };
  }
  if (intent.restores) {
    await lease.append({ type: 'intent-closed', address: intent.address });
    return { address: intent.address, step: intent.step, how: 'applied' };
  }
  const { itemIds, baseline } = record.current;
  const view = viewRemote(kind, remote, itemIds, digester);
  const { sent, tag } = baseline;
  const now: Baseline =
    tag === digester.tag(kind)
      ? { tag, sent, settled: settledDigests(sent, view.snapshot, kind.writeOnly), roots: {} }
      : adoptedBaseline(kind, view.snapshot, undefined, digester, false);
  const current = { ...record.current, ...renewOrders(kind, record.current, view.snapshot) };
  const read = afterInterruption({ ...record, current }, view, apartFrom(now, record.current.accepted), intent);
  await lease.append({ type: 'intent-closed', address: intent.address, records: { [intent.address]: read } });
  return { address: intent.address, step: intent.step, how: 'applied' };
}
