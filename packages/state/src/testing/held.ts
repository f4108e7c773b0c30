// Sets up a lock that another host holds, where the tests of locks and leases begin.
import { emptyState } from './contract.ts';
import { handClock, runOn } from './seams.ts';
import { SimDisk } from './sim-disk.ts';

export const PATH = '/p/staging.state';
export const NOON = Date.UTC(2026, 10, 22, 12);
export const request = { operation: 'apply', initial: () => emptyState() };

/** A disk on which a run of another host holds the lock since noon, with a lease of 120 s. */
export async function heldElsewhere() {
  const disk = new SimDisk();
  const clock = handClock(NOON);
  const other = runOn(disk, PATH, { clock, hostname: 'host-b', user: 'bob', pid: 77 });
  const lease = await other.store.lock(request);
  return { disk, other, lease, clock };
}
