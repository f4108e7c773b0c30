// Tests of the last page of monitors.
import { expect, test } from 'vitest';
import { at, open } from '../../testing/harness.ts';

test.each([
  ['empty', ''],
  ['null', null],
  ['absent', undefined],
] as const)('with monitorLastCursor on %s, the cursor of the last page is %j', async (monitorLastCursor, cursor) => {
  const { call } = await open({ switches: { monitorLastCursor } });
  expect(at((await call('GET', '/monitors')).body, 'meta.nextCursor')).toBe(cursor);
});
