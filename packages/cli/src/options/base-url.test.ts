// The server of a run.
import { expect, it } from 'vitest';
import { baseUrlOf, warnOfOtherRegion } from './base-url.ts';

const EU = 'https://api.eu.postman.com';

it.each([
  [{}, {}, 'https://api.getpostman.com'],
  [{}, { region: 'eu' }, EU],
  [{ POSTMAN_API_BASE_URL: '' }, { region: 'eu' }, EU],
  [{ POSTMAN_API_BASE_URL: 'http://127.0.0.1:1' }, { region: 'eu' }, 'http://127.0.0.1:1'],
] as const)('with %o and %o it is %s', (env, project, url) => {
  expect(baseUrlOf(env, project)).toBe(url);
});

it.each([
  ['https://api.postman.com', 'eu', true],
  ['https://api.getpostman.com/', 'eu', true],
  [EU, 'us', true],
  [EU, 'eu', false],
  [EU, undefined, false],
  ['https://gateway.example/postman', 'eu', false],
  ['no url', 'eu', false],
] as const)('where the variable is %s and the region %s, a contradiction is told: %s', (url, region, isTold) => {
  const told: string[] = [];
  const project = region === undefined ? {} : { region };
  warnOfOtherRegion({ POSTMAN_API_BASE_URL: url }, project, (event) => void told.push(event.type));
  expect(told).toEqual(isTold ? ['warning'] : []);
});
