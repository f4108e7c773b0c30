// Room: the read-back. One look at what became of a write.
import { CallError } from '../errors.ts';
import type { Kind } from '../kind.ts';
import type { Step } from '../plan-types.ts';
import { settle, viewRemote } from '../settle.ts';
import type { Recorded } from '../state.ts';
import type { JsonObject } from '../tree.ts';
import type { Running } from './running.ts';
import { bodyEvidence } from './seen.ts';

export async function readBack(running: Running, step: Step, kind: Kind, record: Recorded): Promise<void> {
  const { world, lease } = running;
  try {
    const remote = await kind.api(running.reservation.send).read(record);
    if (remote === undefined) {
      world.emit({
        type: 'warning',
        text: `${step.address} was written, but the server does not show it yet; the next run looks again.`,
      });
      return;
    }
    await lease.append({ records: { [step.address]: settleNow(running, step, kind, record, remote) } });
  } catch (error) {
    if (!(error instanceof CallError)) throw error;
    world.emit({
      type: 'warning',
      text: `${step.address} was written, but could not be read back (${error.message}); the next run looks again.`,
    });
  }
}

export function settleNow(running: Running, step: Step, kind: Kind, record: Recorded, remote: JsonObject): Recorded {
  const view = viewRemote(kind, remote, record.memo, running.digester);
  const settled = settle(kind, record, view, remote, step.graft ?? []);
  const { address } = step;
  running.evidence.set(address, bodyEvidence(remote, record.id, running.world.clock.nowMs()));
  if (settled.residues.length > 0) {
    running.residues.push({ address, pointers: settled.residues });
    running.world.emit({ type: 'residue', address, pointers: settled.residues });
  }
  return settled;
}
