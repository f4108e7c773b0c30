// The deadline room: how long a run may take, on the emulator's clock or on the machine's.
import { type MovableClock, realClock } from '../seams/clock.ts';

/**
 * Resolves when the time of a run is over. A run is real work: a virtual clock that jumps whenever nothing else is to do
 * would jump over it at once, so that the machine's clock counts then. One that stands still waits to be moved.
 */
export function deadline(clock: MovableClock, ms: number): Promise<void> {
  const { speed, autoAdvance } = clock.pace();
  return speed === 0 && autoAdvance ? realClock.wait(ms) : clock.wait(ms);
}
