// Makes a run die at a chosen call: from then on no call leaves and nothing reaches the state.
import type { Client, Lease, Ports, Send, StateStore } from '@postform/engine';
import type { Harness } from './harness.ts';

/** Where the process dies, seen from the n-th writing call: before the server acts, before the reply arrives, or before the reply is recorded. */
export type KillPoint = 'before the effect' | 'after the effect' | 'after the reply';

/** Thrown by everything that a dead process cannot do any more. */
export class Killed extends Error {
  override readonly name = 'Killed';
}

/** The harness's ports, dying at the `nth` call (1-based) that is not a GET. */
export function dyingPorts(harness: Harness, point: KillPoint, nth: number, overrides: Partial<Ports> = {}): Ports {
  return { ...dying(harness.ports(), point, nth), ...overrides };
}

/** These ports, dying at the `nth` call (1-based) that is not a GET. */
export function dying(ports: Ports, point: KillPoint, nth: number): Ports {
  let writes = 0;
  let dead = false;
  const alive = (): void => {
    if (dead) throw new Killed();
  };
  const send =
    (next: Send): Send =>
    async (call, leaving) => {
      alive();
      if (call.route.method === 'GET' || ++writes !== nth) {
        const reply = await next(call, leaving);
        alive();
        return reply;
      }
      if (point === 'before the effect') {
        await leaving?.prepare();
        dead = true;
        throw new Killed();
      }
      const reply = await next(call, leaving).finally(() => {
        dead = true;
      });
      if (point === 'after the effect') throw new Killed();
      return reply;
    };
  const client: Client = {
    ...ports.client,
    reserve: async (purpose, worst) => {
      const reservation = await ports.client.reserve(purpose, worst);
      return { ...reservation, send: send(reservation.send) };
    },
  };
  const store: StateStore = {
    load: () => ports.store.load(),
    lock: async (request) => dyingLease(await ports.store.lock(request), alive),
  };
  return { ...ports, client, store };
}

function dyingLease(lease: Lease, alive: () => void): Lease {
  return {
    state: () => lease.state(),
    append: async (entry) => {
      alive();
      await lease.append(entry);
    },
    holds: () => lease.holds(),
    release: () => lease.release(),
  };
}
