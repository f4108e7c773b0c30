// Room: resolving updates and deletes. The object's id is known: one read tells.
import type { Reservation } from '../calls.ts';
import type { Digester } from '../digest.ts';
import { adoptedBase, viewRemote } from '../settle.ts';
import type { Intent, Lease, Recorded } from '../state.ts';
import { kindOf } from '../survey.ts';
import type { World } from '../world.ts';
import type { Resolved } from './resolve.ts';

export async function resolveKnown(
  world: World,
  lease: Lease,
  intent: Intent,
  digester: Digester,
  reservation: Reservation,
): Promise<Resolved> {
  const kind = kindOf(world.kinds, intent.address);
  const recorded = lease.state().resources[intent.address];
  const identity = intent.identity!;
  const remote = await kind.api(reservation.send).read(identity);
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
  const base = { ...adoptedBase(kind, view.side, undefined, digester, false), sent: recorded.base.sent };
  const settled = adoptedBase(kind, view.side, undefined, digester, false);
  const differs: Record<string, string | null> = {};
  for (const pointer of Object.keys(settled.sent))
    if (settled.sent[pointer] !== base.sent[pointer]) differs[pointer] = settled.sent[pointer]!;
  for (const pointer of Object.keys(base.sent)) if (settled.sent[pointer] === undefined) differs[pointer] = null;
  const record: Recorded = {
    ...recorded,
    memo: view.memo,
    base: { tag: base.tag, sent: base.sent, settled: differs, roots: {} },
  };
  await lease.append({ closed: intent.address, records: { [intent.address]: record } });
  return { address: intent.address, step: intent.step, how: 'applied' };
}

/** The record without that object: gone altogether, or with one superseded object less. */
export function withoutObject(recorded: Recorded | undefined, id: string): Recorded | null {
  if (recorded === undefined || recorded.id === id) return null;
  const { deposed, ...rest } = recorded;
  const left = (deposed ?? []).filter((identity) => identity.id !== id);
  return left.length > 0 ? { ...rest, deposed: left } : rest;
}
