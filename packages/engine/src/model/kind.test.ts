// What differs from kind to kind is asked of the kind: stamps, what switches an object off, and where a cycle may be cut.
import { describe, expect, it } from 'vitest';
import { bodyEvidence } from '../refresh/evidence.ts';
import { readById } from '../refresh/observe.ts';
import { planOf, refTo, resource } from '../testing/given.ts';
import { bell, box } from '../testing/kinds.ts';
import type { Ports } from './engine-ports.ts';
import type { JsonObject } from './json.ts';
import type { Kind } from './kind.ts';
import type { Observation } from './observation.ts';

const identity = { id: 'b', uid: 'u-b' };

async function readAs(kind: Kind, remote: JsonObject): Promise<Observation> {
  const found: Observation[] = [];
  const ports = { clock: { nowMs: () => 5 } } as unknown as Ports;
  const run = { workspace: 'w', reservation: { send: async () => ({ status: 200, body: remote, bodyHash: '' }) } };
  const onObserved = (_: unknown, observation: Observation): void => void found.push(observation);
  await readById({ ports, run, known: {}, onObserved }, { address: 'box.b', kind, identity });
  return found[0]!;
}

describe('a kind alone knows', () => {
  it('where its objects carry the time of their last change', () => {
    const remote = { changedAt: '2026-01-02T00:00:00Z', updatedAt: '2025-01-01T00:00:00Z' };
    expect(bodyEvidence(box, remote, 'b', 5).stamp).toBe('2026-01-02T00:00:00Z');
    expect(bodyEvidence({ ...box, stampOf: () => undefined }, remote, 'b', 5)).not.toHaveProperty('stamp');
  });

  it('what shows that an object was switched off', async () => {
    expect(await readAs(box, { id: 'b', lid: 'shut' })).toMatchObject({ status: 'deactivated', identity });
    expect(await readAs(bell, { id: 'b', lid: 'shut', deactivated: true })).toMatchObject({ status: 'found' });
  });

  it('through which leaves a cycle may run; the refusal names them', () => {
    const knot = [
      resource('bell.a', { name: 'A', box: refTo('box.a') }),
      resource('box.a', { name: refTo('bell.a', 'ring') }),
    ];
    const plan = () => planOf({ resources: knot });
    expect(plan).toThrow(
      expect.objectContaining({ code: 'E_PLAN_CYCLE', hint: expect.stringContaining('/values/* of boxes.') }),
    );
  });
});
