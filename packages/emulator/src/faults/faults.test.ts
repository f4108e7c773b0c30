// Tests of faults over HTTP.
import { expect, test } from 'vitest';
import { at, collection, type Harness, open } from '../testing/harness.ts';

async function broken(on: object, action: object): Promise<Harness> {
  const harness = await open({ profile: 'strict' });
  await harness.control('POST', 'faults', { faults: [{ name: 'planned', on, do: action }] });
  return harness;
}

async function create({ call, workspace }: Harness): Promise<number> {
  return (await call('POST', `/collections?workspace=${workspace}`, collection('x'))).status;
}

async function count({ control }: Harness): Promise<number> {
  return (at(await control('GET', 'objects/collection'), 'objects') as unknown[]).length;
}

async function lastCall({ control }: Harness): Promise<unknown> {
  return (at(await control('GET', 'journal'), 'calls') as unknown[]).at(-1);
}

test('a status before changes nothing, a status after hides what was changed', async () => {
  const harness = await broken({ method: 'POST', nth: 1 }, { kind: 'status', status: 503, when: 'before' });
  expect([await create(harness), await count(harness)]).toEqual([503, 0]);
  expect(await lastCall(harness)).toMatchObject({ status: 503, effect: false, fault: 'planned' });
  expect([await create(harness), await count(harness)]).toEqual([200, 1]);
  const after = { on: { nth: 1 }, do: { kind: 'status', status: 500, when: 'after', body: { odd: true } } };
  await harness.control('POST', 'faults', { faults: [after] });
  expect([await create(harness), await count(harness)]).toEqual([500, 2]);
  expect(await lastCall(harness)).toMatchObject({ status: 500, effect: true, fault: 'status' });
});

test('a reset drops the connection, before or after the effect', async () => {
  const harness = await broken({}, { kind: 'reset', when: 'before' });
  await expect(create(harness)).rejects.toThrow();
  expect(await count(harness)).toBe(0);
  await harness.control('POST', 'faults', { faults: [{ do: { kind: 'reset', when: 'after' } }] });
  await expect(create(harness)).rejects.toThrow();
  expect(await count(harness)).toBe(1);
  expect(await lastCall(harness)).toMatchObject({ status: 0, effect: true });
});

test('a hang holds the call and then drops it; slow answers late', async () => {
  const harness = await broken({ operation: 'createCollection' }, { kind: 'hang', ms: 30, when: 'after' });
  await expect(create(harness)).rejects.toThrow();
  expect(await count(harness)).toBe(1);
  await harness.control('POST', 'faults', { faults: [{ do: { kind: 'slow', ms: 60 } }] });
  const startedMs = performance.now();
  expect(await create(harness)).toBe(200);
  expect(performance.now() - startedMs).toBeGreaterThan(50);
});

test('rate-limit and month-exhausted answer as the limits would, and nothing happens', async () => {
  const harness = await broken({}, { kind: 'rate-limit', retryAfterS: 7 });
  const limited = await harness.call('POST', '/collections', collection('x'));
  expect([limited.status, limited.headers.get('retry-after')]).toEqual([429, '7']);
  expect(limited.headers.get('ratelimit-remaining')).toBe('0');
  await harness.control('POST', 'faults', { faults: [{ do: { kind: 'month-exhausted' } }] });
  const spent = await harness.call('POST', '/collections', collection('x'));
  expect([spent.status, at(spent.body, 'error.name')]).toEqual([429, 'serviceLimitExhausted']);
  expect(spent.headers.get('x-ratelimit-remaining-month')).toBe('0');
  expect(await count(harness)).toBe(0);
});

test('from and times pick a run of matching calls, path is a pattern, and clearing ends it all', async () => {
  const on = { path: '^/me$', from: 2, times: 2 };
  const harness = await broken(on, { kind: 'status', status: 502, when: 'before' });
  const me = async () => (await harness.call('GET', '/me')).status;
  await harness.call('GET', '/environments');
  expect([await me(), await me(), await me(), await me()]).toEqual([200, 502, 502, 200]);
  await harness.control('POST', 'faults', { faults: [{ do: { kind: 'status', status: 500, when: 'before' } }] });
  expect(await me()).toBe(500);
  await harness.control('DELETE', 'faults');
  expect(await me()).toBe(200);
});

test.each([
  [{}, 'faults: must be an array'],
  [{ faults: [{}] }, 'faults[0].do: must be an object'],
  [{ faults: [{ do: { kind: 'melt' } }] }, 'faults[0].do.kind: must be'],
  [{ faults: [{ do: { kind: 'hang' } }] }, 'faults[0].do.ms: must be a number'],
  [{ faults: [{ on: { path: '(' }, do: { kind: 'reset' } }] }, 'faults[0].on.path: is not a regular expression'],
  [{ faults: [{ on: { nth: 0 }, do: { kind: 'reset' } }] }, 'faults[0].on.nth: must be a whole number from 1'],
])('the script %j is refused in words', async (script, words) => {
  const { call } = await open();
  const answer = await call('POST', '/_emulator/faults', script);
  expect(answer.status).toBe(400);
  expect(at(answer.body, 'error')).toContain(words);
});
