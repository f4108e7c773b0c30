// The law of the pace, over seeded worlds: any header shape, losses, reorderings, strangers, clocks. `npm run soak:pacing` plays 10,000.
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { type PacingWorld, pacingWorlds, tellsWhatIsLeft } from '../testing/pacing-world.ts';
import { type PacingPlayed, playPacing } from '../testing/play-pacing.ts';

const COUNT = Number(process.env['POSTFORM_PACING_WORLDS'] ?? 200);
const SEED = Number(process.env['POSTFORM_PACING_SEED'] ?? 1);

/** What did not hold, in words. */
function complaintsOf(world: PacingWorld, { refused, full, failed, tookMs, mostMs, isStuck }: PacingPlayed): string[] {
  const found: string[] = [];
  if (isStuck) found.push(`not done after ${mostMs / 1000} s`);
  for (const bucket of ['general', 'slow'] as const) {
    const windows = Math.ceil(tookMs / world[bucket].windowMs) + 1;
    const most = mostRefused(world, windows) + (full > 0 ? world.concurrency : 0);
    if (refused[bucket] > most) found.push(`${refused[bucket]} calls refused by the ${bucket} window, at most ${most}`);
  }
  const isEasy = world.lostReplies + world.lostRequests + world.strangers === 0;
  if (isEasy && failed.length > 0) found.push(`${failed.length} calls failed: ${failed[0]}`);
  return found;
}

/**
 * Alone: none. Beside a stranger: one a window, which tells that it is used up. All that are under way, where headers do not
 * say what is left, where the stranger takes it all at once, or where a call takes longer than a stranger's next one.
 */
function mostRefused(world: PacingWorld, windows: number): number {
  if (world.strangers === 0) return 0;
  const isPrompt = world.latencyMs[1] < 200;
  return windows * (tellsWhatIsLeft(world) && !world.strangersBurst && isPrompt ? 1 : world.concurrency + 1);
}

it('sends no more in any window than the server lets through, and comes to an end', async () => {
  await fc.assert(
    fc.asyncProperty(pacingWorlds, async (world) => {
      expect(complaintsOf(world, await playPacing(world))).toEqual([]);
    }),
    { numRuns: COUNT, seed: SEED },
  );
}, 3_600_000);
