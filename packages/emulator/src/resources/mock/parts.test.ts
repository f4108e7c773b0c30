// Tests of what hangs on a mock: its publication, its server responses, its call logs.
import { expect, test } from 'vitest';
import { type Answer, at, type Harness, text } from '../../testing/harness.ts';
import { ask, birds, openMock } from '../../testing/live-mock.ts';

const errorOf = ({ status, body }: Answer) => [status, at(body, 'error.name')];

test('a mock is published once and unpublished once', async () => {
  const { harness, id } = await openMock([], { private: true });
  const publish = () => harness.call('POST', `/mocks/${id}/publish`);
  const unpublish = () => harness.call('DELETE', `/mocks/${id}/unpublish`);
  expect(errorOf(await unpublish())).toEqual([400, 'mockAlreadyUnpublishedError']);
  expect((await publish()).body).toEqual({ mock: { id } });
  expect(errorOf(await publish())).toEqual([400, 'mockAlreadyPublishedError']);
  expect((await unpublish()).body).toEqual({ mock: { id } });
  expect(errorOf(await harness.call('POST', '/mocks/none/publish'))).toEqual([404, 'instanceNotFoundError']);
});

test('a server response lives unwrapped, is updated in part, and goes with its mock', async () => {
  const { harness, id } = await openMock([]);
  const path = `/mocks/${id}/server-responses`;
  const made = await harness.call('POST', path, { serverResponse: { name: 'Down', statusCode: 503, body: 'later' } });
  expect(made).toMatchObject({ status: 200, body: { name: 'Down', headers: [], mock: id } });
  expect(made.body).not.toHaveProperty('language');
  const one = `${path}/${text(made.body, 'id')}`;
  const put = await harness.call('PUT', one, { serverResponse: { statusCode: 500 } });
  expect(put.body).toMatchObject({ name: 'Down', statusCode: 500, body: 'later' });
  expect((await harness.call('GET', one)).body).toEqual(put.body);
  const [listed, ...others] = (await harness.call('GET', path)).body as object[];
  expect([Object.keys(listed ?? {}).includes('body'), others]).toEqual([false, []]);
  expect((await harness.call('DELETE', one)).body).toMatchObject({ name: 'Down', statusCode: 500 });
  const missing = await harness.call('GET', one);
  expect([...errorOf(missing), at(missing.body, 'error.header')]).toEqual([
    404,
    'serverResponseNotFoundError',
    'Unable to find mock server response',
  ]);
  await harness.call('DELETE', `/mocks/${id}`);
  expect(errorOf(await harness.call('GET', path))).toEqual([404, 'mockNotFoundError']);
});

test.each([
  [{}, 'paramMissingError'],
  [{ serverResponse: { statusCode: 500 } }, 'paramMissingError'],
  [{ serverResponse: { name: 'x' } }, 'paramMissingError'],
  [{ serverResponse: { name: 'x', statusCode: 404 } }, 'invalidParamsError'],
  [{ serverResponse: { name: 'x', statusCode: 500, language: 'cobol' } }, 'invalidParamsError'],
  [{ serverResponse: { name: 'x', statusCode: 500, headers: { a: 'b' } } }, 'invalidParamsError'],
])('a server response of %j is a 400', async (body, name) => {
  const { harness, id } = await openMock([]);
  expect(errorOf(await harness.call('POST', `/mocks/${id}/server-responses`, body))).toEqual([400, name]);
});

/** A mock that was asked three times, a minute apart: 200, 404 with a query, and a POST. */
async function asked(more: object = {}): Promise<{ harness: Harness; id: string; startMs: number; get: Get }> {
  const startMs = Date.UTC(2026, 0, 31);
  let nowMs = startMs;
  const clock = { nowMs: () => nowMs };
  const { harness, id, url } = await openMock(
    [birds({ name: 'All' }), birds({ name: 'Made', method: 'POST', code: 201 })],
    {},
    {
      clock,
      ...more,
    },
  );
  await ask(`${url}/birds`);
  nowMs += 60_000;
  await ask(`${url}/fish?kind=Cod`);
  nowMs += 60_000;
  await ask(`${url}/birds`, { 'x-bird': 'owl' }, { method: 'POST', body: '{"bird":1}' });
  const get: Get = async (query = '') => {
    const answer = await harness.call('GET', `/mocks/${id}/call-logs${query}`);
    const logs = (at(answer.body, 'call-logs') ?? []) as { responseName: string }[];
    const names = logs.map(({ responseName }) => responseName.split(' ')[0]);
    return { answer, names, cursor: at(answer.body, 'meta.nextCursor') };
  };
  return { harness, id, startMs, get };
}

type Get = (query?: string) => Promise<{ answer: Answer; names: (string | undefined)[]; cursor: unknown }>;

test('call logs come newest first, say who answered, and are filtered', async () => {
  const { startMs, get } = await asked();
  const { answer, names, cursor } = await get();
  expect([names, cursor]).toEqual([['Made', 'Double', 'All'], null]);
  expect(at(answer.body, 'call-logs.1')).toMatchObject({
    servedAt: '2026-01-31T00:01:00.000Z',
    request: { method: 'GET', path: '/fish?kind=Cod' },
    response: { type: 'error', statusCode: 404 },
  });
  const iso = (minutes: number) => new Date(startMs + minutes * 60_000).toISOString();
  const filters: [string, string[]][] = [
    ['?sort=servedAt&direction=ASC', ['All', 'Double', 'Made']],
    ['?responseStatusCode=201', ['Made']],
    ['?responseType=Error', ['Double']],
    ['?requestMethod=post', ['Made']],
    ['?requestPath=/FISH?kind=cod', ['Double']],
    [`?since=${iso(1)}`, ['Made', 'Double']],
    [`?until=${iso(1)}`, ['Double', 'All']],
  ];
  for (const [query, expected] of filters) expect([query, (await get(query)).names]).toEqual([query, expected]);
});

test('pages end at the limit, and the cursor leads on', async () => {
  const { get } = await asked();
  const first = await get('?limit=2');
  expect(first.names).toEqual(['Made', 'Double']);
  const second = await get(`?limit=2&cursor=${encodeURIComponent(String(first.cursor))}`);
  expect([second.names, second.cursor]).toEqual([['All'], null]);
});

test.each([
  '?since=2025-12-31T00:00:00Z',
  '?since=yesterday',
  '?since=2026-01-31T00:02:00Z&until=2026-01-31T00:01:00Z',
  '?limit=0',
  '?limit=101',
  '?sort=servedAt',
  '?direction=asc',
  '?sort=name&direction=asc',
  '?cursor=nowhere',
])('call logs with %s are a 400', async (query) => {
  const { get } = await asked();
  expect(errorOf((await get(query)).answer)).toEqual([400, 'invalidParamsError']);
});

test.each([
  ['map', { 'x-bird': 'owl' }],
  ['list', [{ key: 'x-bird', value: 'owl' }]],
] as const)(
  'with mockLogHeaders %s included headers are %j; bodies are shown on request',
  async (mockLogHeaders, shape) => {
    const { get } = await asked({ switches: { mockLogHeaders } });
    const include = '?include=request.headers,request.body,response.headers,response.body';
    const log = at((await get(include)).answer.body, 'call-logs.0');
    const headers = at(log, 'request.headers');
    if (Array.isArray(shape)) expect(headers).toEqual(expect.arrayContaining([...shape]));
    else expect(headers).toMatchObject(shape);
    expect(at(log, 'request.body')).toEqual({ mode: 'raw', data: '{"bird":1}' });
    expect(at(log, 'response.body')).toEqual({ data: '"Made"' });
    expect(JSON.stringify(at(log, 'response.headers'))).toContain('application/json');
  },
);

test('a mock keeps 500 logs at most, and a page 6.5 MB', async () => {
  const { harness, id, url } = await openMock([birds({ name: 'All', body: 'x'.repeat(2_000_000) })]);
  for (let n = 0; n < 20; n += 1) await ask(`${url}/birds`);
  const page = await harness.call('GET', `/mocks/${id}/call-logs`);
  expect([at(page.body, 'call-logs.length'), typeof at(page.body, 'meta.nextCursor')]).toEqual([3, 'string']);
  for (let n = 0; n < 510; n += 1) await ask(`${url}/fish`);
  const query = '?sort=servedAt&direction=asc&limit=100';
  const names = (await harness.call('GET', `/mocks/${id}/call-logs${query}`)).body;
  expect(at(names, 'call-logs.0.response.statusCode')).toBe(404);
});

test('a deleted mock takes its logs with it, and a reset all', async () => {
  const { harness, id, get } = await asked();
  await harness.call('DELETE', `/mocks/${id}`);
  expect(errorOf((await get()).answer)).toEqual([404, 'instanceNotFoundError']);
  await harness.control('POST', 'reset');
  const { operations } = (await harness.call('GET', '/me')).body as { operations: { name: string; usage: number }[] };
  expect(operations.find(({ name }) => name === 'mock_usage')?.usage).toBe(0);
});
