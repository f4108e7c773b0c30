// Tests of which calls are hit, and that the same seed gives the same run.
import { expect, test } from 'vitest';
import type { EmulatorOptions } from '../index.ts';
import type { Json, JsonObject } from '../json/json.ts';
import { collection, type Harness, open } from '../testing/harness.ts';

const failing = { kind: 'status', status: 503 };

function virtual(on: JsonObject, more: EmulatorOptions = {}): Promise<Harness> {
  return open({ clock: 'virtual', ...more, faults: [{ on, do: failing }] });
}

/** `x` for each call that was hit, `.` for each that was not. */
async function pattern({ call }: Harness, calls: number): Promise<string> {
  let seen = '';
  for (let n = 0; n < calls; n += 1) seen += (await call('GET', '/me')).status === 503 ? 'x' : '.';
  return seen;
}

test.each([
  [{ nth: 3 }, '..x...'],
  [{ every: 2 }, 'x.x.x.'],
  [{ from: 2, every: 3 }, '.x..x.'],
  [{ every: 2, times: 2 }, 'x.x...'],
  [{ nth: 2, burst: { forCalls: 3 } }, '.xxx..'],
  [{ probability: 0 }, '......'],
  [{ probability: 1 }, 'xxxxxx'],
])('the condition %j hits %s', async (on, hits) => {
  expect(await pattern(await virtual(on), 6)).toBe(hits);
});

test('a burst of 503 starts and ends by the clock', async () => {
  const harness = await virtual({ afterMs: 10_000, untilMs: 20_000 });
  let seen = '';
  for (let second = 0; second < 25; second += 5) {
    seen += await pattern(harness, 1);
    await harness.control('POST', 'clock', { advanceMs: 5_000 });
  }
  expect(seen).toBe('..xx.');
});

test('bursts by chance last as long as they are said to', async () => {
  const harness = await virtual({ probability: 0.1, burst: { forMs: 1 } });
  const seen = await pattern(harness, 60);
  expect(seen).toMatch(/\.x+$/);
  await harness.control('POST', 'clock', { advanceMs: 1 });
  expect(await pattern(harness, 5)).toContain('.');
});

test('chance follows from the seed: about as often as it says, the same again, and otherwise with another seed', async () => {
  const hits = await pattern(await virtual({ probability: 0.3 }), 200);
  const share = hits.replaceAll('.', '').length / 200;
  expect(share).toBeGreaterThan(0.2);
  expect(share).toBeLessThan(0.4);
  expect(await pattern(await virtual({ probability: 0.3 }), 200)).toBe(hits);
  expect(await pattern(await virtual({ probability: 0.3 }, { seed: 'another' }), 200)).not.toBe(hits);
});

test('the same seed and the same calls give the same journal, faults and all', async () => {
  const run = async () => {
    const faults = [
      { on: { probability: 0.2 }, do: failing },
      { on: { method: 'POST', probability: 0.2 }, do: { kind: 'reset', when: 'after' } },
      { on: { probability: 0.2 }, do: { kind: 'slow', ms: 700 } },
      { on: { nth: 40 }, do: { kind: 'end-month', when: 'after', forCalls: 3 } },
    ];
    const harness = await open({ clock: 'virtual', autoAdvance: true, seed: 'again', limits: 'documented', faults });
    const ids: unknown[] = [];
    const query = `?workspace=${harness.workspace}`;
    for (let n = 0; n < 40; n += 1) {
      const made = harness.call('POST', `/collections${query}`, collection(`C${n}`));
      ids.push(await made.then(({ body }) => body).catch(() => 'lost'));
      await harness.call('GET', `/collections${query}`).catch(() => 'lost');
    }
    const journal = JSON.stringify(await harness.control('GET', 'journal'));
    await harness.close();
    return { journal, ids };
  };
  const first = await run();
  expect(first.journal).toContain('"fault":"reset"');
  expect(first.journal).toContain('"status":429');
  expect(await run()).toEqual(first);
});

test('faults given at start come back with a reset, from their first call on', async () => {
  const harness = await virtual({ nth: 1 });
  expect(await pattern(harness, 2)).toBe('x.');
  await harness.control('POST', 'reset');
  expect(await pattern(harness, 2)).toBe('x.');
});

test.each([
  [{ probability: 2 }, {}, 'on.probability: must be from 0 to 1'],
  [{ nht: 2 }, {}, 'on.nht: there is no such condition'],
  [{ burst: { forCalls: 0 } }, {}, 'on.burst.forCalls: must be a whole number from 1'],
  [{}, { kind: 'truncate', how: 'up' }, 'do.how: must be cut, torn, halved'],
  [{}, { kind: 'edit' }, 'do.edit: must be an object'],
  [{}, { kind: 'reset', when: 'during' }, 'do.when: must be before or after'],
  [{}, { kind: 'status', status: 503, headers: { 'a b': 'c' } }, 'do.headers: must be an object'],
  [{}, { kind: 'toString' }, 'do.kind: must be one of status, reset'],
])('on %j do %j is refused at start, in words', async (on, action, words) => {
  const faults: Json = [{ on: on as JsonObject, do: action as JsonObject }];
  await expect(open({ faults })).rejects.toThrow(`faults[0].${words}`);
});
