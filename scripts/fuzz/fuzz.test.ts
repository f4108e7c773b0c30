// A small run of the fuzzer, so that every change meets it.
import { expect, test } from 'vitest';
import { startEmulator } from '../../packages/emulator/src/index.ts';
import { routes } from '../../packages/emulator/src/registry/resources.ts';
import { play } from './play.mjs';

test('2,000 odd calls: no answer is missing and none is a 5xx', { timeout: 120_000 }, async () => {
  // Calls follow from earlier answers: under one profile a seed gives the same calls always. fuzz.mjs takes any profile.
  const emulator = await startEmulator({ limits: 'off', profile: 'strict' });
  const { statuses, failures } = await play({
    url: emulator.url,
    operations: routes,
    count: 2_000,
    seed: 20_000,
  });
  await emulator.close();
  expect(failures.map(({ call, answer }) => `${call.method} ${call.target} → ${answer.status}`)).toEqual([]);
  expect(statuses.get(200)).toBeGreaterThan(100);
});
