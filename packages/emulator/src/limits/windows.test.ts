// Tests of windows and of what the control API says of them.
import { expect, test } from 'vitest';
import type { EmulatorOptions } from '../index.ts';
import { at, type Harness, open } from '../testing/harness.ts';

const start = Date.UTC(2030, 4, 10, 12, 0, 20);

/** An emulator whose time stands still until it is moved. */
function still(options: EmulatorOptions): Promise<Harness> {
  return open({ profile: 'strict', clock: { nowMs: () => start }, ...options });
}

async function statuses({ call }: Harness, calls: number, path = '/me'): Promise<number[]> {
  const seen: number[] = [];
  for (let n = 0; n < calls; n += 1) seen.push((await call('GET', path)).status);
  return seen;
}

const advance = ({ control }: Harness, advanceMs: number) => control('POST', 'clock', { advanceMs });

test('with rateWindow on opening, a window lasts from its first call', async () => {
  const harness = await still({ limits: 2, switches: { rateWindow: 'opening' } });
  expect(await statuses(harness, 3)).toEqual([200, 200, 429]);
  await advance(harness, 59_999);
  expect(await statuses(harness, 1)).toEqual([429]);
  await advance(harness, 1);
  expect(await statuses(harness, 3)).toEqual([200, 200, 429]);
});

test('with rateWindow on aligned, a window ends with the minute of the clock', async () => {
  const harness = await still({ limits: 2, switches: { rateWindow: 'aligned' } });
  expect((await harness.call('GET', '/me')).headers.get('ratelimit-reset')).toBe('40');
  expect(await statuses(harness, 2)).toEqual([200, 429]);
  await advance(harness, 40_000);
  expect(await statuses(harness, 3)).toEqual([200, 200, 429]);
  await advance(harness, 90_000);
  expect((await harness.call('GET', '/me')).headers.get('ratelimit-reset')).toBe('30');
});

test('with rateWindow on sliding, each call comes back by itself', async () => {
  const harness = await still({ limits: 2, switches: { rateWindow: 'sliding' } });
  expect(await statuses(harness, 1)).toEqual([200]);
  await advance(harness, 30_000);
  expect(await statuses(harness, 1)).toEqual([200]);
  const over = await harness.call('GET', '/me');
  expect([over.status, over.headers.get('retry-after')]).toEqual([429, '30']);
  await advance(harness, 30_000);
  expect(await statuses(harness, 2)).toEqual([200, 429]);
});

test.each([
  [false, 200],
  [true, 429],
])('with refusedCallsCountAgainstWindow on %s, knocking at a sliding window leads to %i', async (on, status) => {
  const switches = { rateWindow: 'sliding', refusedCallsCountAgainstWindow: on } as const;
  const harness = await still({ limits: 1, switches });
  await statuses(harness, 1);
  await advance(harness, 40_000);
  await statuses(harness, 1);
  await advance(harness, 40_000);
  expect(await statuses(harness, 1)).toEqual([status]);
});

test.each([
  ['shared', 429],
  ['endpoint', 200],
] as const)('with slowBucketScope on %s, another slow endpoint answers %i once one is spent', async (scope, status) => {
  const harness = await still({ limits: 'documented', switches: { slowBucketScope: scope } });
  await statuses(harness, 10, '/monitors');
  expect(await statuses(harness, 1, '/monitors')).toEqual([429]);
  expect(await statuses(harness, 1, '/collections')).toEqual([status]);
});

test.each([
  [false, '59'],
  [true, '58'],
])('with slowCallsCountAsGeneral on %s, a slow call leaves %s general ones after one more', async (on, left) => {
  const harness = await still({ limits: { general: { limit: 60 } }, switches: { slowCallsCountAsGeneral: on } });
  await statuses(harness, 1, '/monitors');
  expect((await harness.call('GET', '/me')).headers.get('ratelimit-remaining')).toBe(left);
});

test('with slowCallsCountAsGeneral, a spent general bucket refuses slow calls and says when it ends', async () => {
  const harness = await still({ limits: { general: { limit: 1 } }, switches: { slowCallsCountAsGeneral: true } });
  await statuses(harness, 1);
  const over = await harness.call('GET', '/monitors');
  expect([over.status, over.headers.get('ratelimit-policy')]).toEqual([429, '1;w=60']);
});

test.each(['opening', 'aligned', 'sliding'] as const)(
  'somebody else used 50 of 60 and the %s window ends in 40 seconds',
  async (kind) => {
    const harness = await still({ limits: 'documented' });
    await harness.control('POST', 'limits', { bucket: 'general', limit: 60, kind, used: 50, resetInMs: 40_000 });
    const { headers } = await harness.call('GET', '/me');
    expect(headers.get('ratelimit')).toBe('limit=60, remaining=9, reset=40');
    expect(await statuses(harness, 10)).toEqual([...Array(9).fill(200), 429]);
    await advance(harness, 40_000);
    expect((await harness.call('GET', '/me')).status).toBe(200);
  },
);

test('the same can be said at start', async () => {
  const general = { limit: 60, windowS: 30, remaining: 1, resetInMs: 5_000 };
  const harness = await still({ limits: { general } });
  expect(await statuses(harness, 2)).toEqual([200, 429]);
  const shown = await harness.control('GET', 'limits');
  const window = { bucket: 'general', limit: 60, windowS: 30, kind: 'opening', used: 60, remaining: 0 };
  expect(at(shown, 'windows.0')).toMatchObject({ ...window, resetInMs: 5_000 });
});

test.each([
  [{ slow: { resetInMs: 10_001 } }, 'limits.resetInMs: must be at most the window, 10000'],
  [{ fast: {} }, 'limits: there is no bucket "fast": it may be general, slow, updates'],
  [{ slow: { limit: 0 } }, 'limits.slow.limit: must be a whole number of calls from 1'],
] as const)('the limits %j are refused at start', async (limits, words) => {
  await expect(open({ limits } as EmulatorOptions)).rejects.toThrow(words);
});

test('a setting is for one user, and a reset forgets it', async () => {
  const harness = await still({ limits: 'documented', otherApiKeys: ['second-key'] });
  await harness.control('POST', 'limits', { bucket: 'general', user: 'other', remaining: 0 });
  const other = () => harness.call('GET', '/me', undefined, { 'x-api-key': 'second-key' });
  expect([(await harness.call('GET', '/me')).status, (await other()).status]).toEqual([200, 429]);
  await harness.control('POST', 'reset');
  expect((await other()).status).toBe(200);
});

test('a stranger on the same user spends calls by the clock, and the month with them', async () => {
  const harness = await still({ limits: 60, month: 1_000 });
  await harness.control('POST', 'limits', { bucket: 'general', strangerPerMinute: 30 });
  const left = async () => {
    const { headers } = await harness.call('GET', '/me');
    return [headers.get('ratelimit-remaining'), headers.get('ratelimit-remaining-month')];
  };
  expect(await left()).toEqual(['59', '999']);
  await advance(harness, 20_000);
  expect(await left()).toEqual(['48', '988']);
  await advance(harness, 3_600_000);
  expect(Number((await left())[0])).toBeGreaterThanOrEqual(29);
  await harness.control('POST', 'limits', { bucket: 'general', strangerPerMinute: 0, used: 0 });
  await advance(harness, 60_000);
  expect((await left())[0]).toBe('59');
});

test('the month can be nearly over, from now on', async () => {
  const harness = await still({ month: 1_000 });
  const shown = await harness.control('POST', 'limits', { bucket: 'month', limit: 10_000, remaining: 1 });
  expect(at(shown, 'month')).toEqual({ name: '2030-05', limit: 10_000, used: 9_999, remaining: 1 });
  expect(await statuses(harness, 2)).toEqual([200, 429]);
  await harness.control('POST', 'reset');
  expect(at(await harness.control('GET', 'limits'), 'month')).toMatchObject({ limit: 1_000, used: 0 });
});

test.each([
  [{ bucket: 'fast' }, 'limits.bucket: must be general, slow, updates or month'],
  [{ bucket: 'slow', limit: 0 }, 'limits.limit: must be a whole number of calls from 1'],
  [{ bucket: 'slow', kind: 'leaky' }, 'limits.kind: must be opening, aligned, sliding'],
  [{ bucket: 'slow', resetInMs: 10_001 }, 'limits.resetInMs: must be at most the window, 10000'],
  [{ bucket: 'slow', user: 'nobody' }, 'limits.user: must be main, other'],
  [{ bucket: 'slow', colour: 1 }, 'limits: there is no setting "colour"'],
  [{ bucket: 'slow', strangerPerMinute: -1 }, 'limits.strangerPerMinute: must be'],
])('the setting %j is refused in words', async (body, words) => {
  const { call } = await open({ limits: 'documented' });
  const answer = await call('POST', '/_emulator/limits', body);
  expect(answer.status).toBe(400);
  expect(at(answer.body, 'error')).toContain(words);
});
