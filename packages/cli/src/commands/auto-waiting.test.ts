// A refresh that a used-up window ends under --refresh auto: what was read counts, the rest is named, and the next run begins with it.
import { expect, it } from 'vitest';
import { useLimitedHarness } from '../../../../tests/harness/limited-harness.ts';

const limited = useLimitedHarness();

it('keeps what it saw, says why it ended and when to go on, is exit 4, and the next run begins with the rest', async () => {
  limited.open('02-service-team');
  expect(await limited.postform('apply', '--auto-approve')).toMatchObject({ exit: 0 });
  await limited.limit({ limit: 60, used: 56, resetInMs: 55_000 });
  const drift = await limited.elsewhere(['drift']);
  expect(drift).toMatchObject({ exit: 4 });
  expect(drift.err).toMatch(
    /Warning: Not everything was read: the general window opens in \d+ s, at .* may wait\. \w+/,
  );
  expect(drift.out).toMatch(/No drift found, but not everything was read: [1-6] of 7 objects read/);
  await limited.limit({ limit: 60, used: 56, resetInMs: 55_000 });
  const plan = await limited.elsewhere(['plan'], 1);
  expect(plan).toMatchObject({ exit: 4 });
  expect(plan.out).toMatch(/No changes\. As far as known: [1-6] of 7 objects read/);
  await limited.limit({ limit: 300, used: 0 });
  expect(await limited.elsewhere(['drift'], 2)).toMatchObject({
    exit: 0,
    out: 'No drift: 7 of 7 objects read.\n',
  });
});
