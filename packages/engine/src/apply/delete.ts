// One delete. A copy first, then the intent, the call, and the record without the object.
import { withoutObject } from '../compare/record.ts';
import { AppError, assert } from '../model/errors.ts';
import { type Observation, observationOf, remoteOf } from '../model/observation.ts';
import type { Step } from '../model/plan.ts';
import type { ObjectRef } from '../model/read-set.ts';
import type { Intent } from '../model/state.ts';
import { kindOf } from '../plan/resource-view.ts';
import { readRunOf } from '../recover/context.ts';
import { confirmAbsence } from '../refresh/read-object.ts';
import { keepBackup } from './backup.ts';
import { withIntent } from './intent.ts';
import type { StepContext } from './step-context.ts';

export async function removeObject(context: StepContext, step: Step): Promise<void> {
  const { lease, ports } = context;
  const kind = kindOf(ports.kinds, step.address);
  const record = lease.state().resources[step.address];
  assert(record, `step ${step.id} has nothing to delete`);
  const { current } = record;
  const identity =
    step.deposed === undefined || current?.id === step.deposed
      ? current
      : record.deposed.find((item) => item.id === step.deposed);
  assert(identity, `step ${step.id} names an object that is not in state`);
  const observation = observationOf(context.live, step.address);
  const { id, uid } = identity;
  const isSeen = observation.status === 'found' && observation.identity.id === id;
  await keepBackup(context, step, kind, isSeen ? remoteOf(observation) : undefined);
  const intent: Intent = {
    address: step.address,
    step: step.id,
    op: 'delete',
    identity: { id, uid },
    sending: '',
    seenBefore: [],
    at: 0,
  };
  const how = await withIntent(context, step, intent, (send) => kind.api(send).remove({ id, uid }));
  if (how === 'gone') await confirmGone(context, { address: step.address, kind, identity: { id, uid } });
  const left = withoutObject(lease.state().resources[step.address], id);
  const { secrets } = record;
  const deleted = { address: step.address, id, uid, at: ports.clock.nowMs(), ...(secrets ? { secrets } : {}) };
  await lease.append({
    type: 'step-done',
    step: step.id,
    address: step.address,
    records: { [step.address]: left },
    ...(how === 'deleted' ? { deleted } : {}),
  });
}

/** A DELETE that is answered "not found" is believed where the workspace's index does not name the object either. */
async function confirmGone(context: StepContext, item: ObjectRef): Promise<void> {
  const first: Observation = { status: 'absent', identity: item.identity };
  const { status } = await confirmAbsence(context.ports, item, first, readRunOf(context));
  if (status === 'absent') return;
  const { kind, identity, address } = item;
  throw new AppError(
    'E_READ_CONTRADICTION',
    `${address}: DELETE says that ${kind.label} ${identity.id} does not exist; GET finds it.`,
    { hint: 'It stays managed. Wait a minute, then run the same command again.' },
  );
}
