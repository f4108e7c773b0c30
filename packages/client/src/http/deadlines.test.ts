// One timer for the deadlines of all exchanges in flight.
import { expect, it } from 'vitest';
import { Deadlines } from './deadlines.ts';

const sleep = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

it('each exchange expires once, when its own time is over, and not before', async () => {
  const deadlines = new Deadlines(60);
  const late: [string, number][] = [];
  const start = (name: string) => {
    const startMs = performance.now();
    const one = { expire: () => void late.push([name, performance.now() - startMs]) };
    deadlines.add(one);
    return one;
  };
  start('a');
  const answered = start('b');
  await sleep(30);
  start('c');
  deadlines.delete(answered);
  await sleep(120);
  start('d');
  await sleep(120);
  expect(late.map(([name]) => name)).toEqual(['a', 'c', 'd']);
  for (const [, ms] of late) expect(ms).toBeGreaterThanOrEqual(59);
});
