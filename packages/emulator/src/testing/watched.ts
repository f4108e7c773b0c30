// Starts an emulator with a collection for monitors to watch, for tests.
import { collection, type Harness, make, open } from './harness.ts';

export const everyFiveMinutes = { cron: '*/5 * * * *', timezone: 'America/Chicago' };

/** Under the strict profile, with these switches laid over it. */
export async function openWithCollection(switches = {}): Promise<{ harness: Harness; uid: string; id: string }> {
  const harness = await open({ profile: 'strict', switches });
  return { harness, ...(await make(harness, 'collection', collection('Watched'))) };
}
