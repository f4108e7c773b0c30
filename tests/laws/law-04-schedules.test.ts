// Laws 4, 5 and 6 under seeded fault schedules. `npm run soak:laws` plays a thousand.
import { describe, expect, it } from 'vitest';
import { faultSchedule } from '../harness/schedules/fault-schedule.ts';
import { playSchedule } from '../harness/schedules/play-schedule.ts';

const FIRST = Number(process.env['POSTFORM_FIRST_SCHEDULE'] ?? 1);
const COUNT = Number(process.env['POSTFORM_SCHEDULES'] ?? 40);
const GROUP = 20;

const groups = Array.from({ length: Math.ceil(COUNT / GROUP) }, (_, n) => ({
  from: FIRST + n * GROUP,
  to: Math.min(FIRST + COUNT, FIRST + (n + 1) * GROUP) - 1,
}));

describe('Laws 4 and 5: under any scripted faults no call beyond the worst price, none before it is reserved, and no twin', () => {
  it.each(groups)(
    'in schedules $from to $to',
    async ({ from, to }) => {
      const broken: unknown[] = [];
      for (let seed = from; seed <= to; seed += 1) {
        const { complaints, ends } = await playSchedule(faultSchedule(seed));
        if (complaints.length > 0) broken.push({ seed, complaints, ends });
      }
      expect(broken).toEqual([]);
    },
    300_000,
  );
});
