// Tests the table of limits.
import type { Route } from '@postform/engine';
import { expect, it } from 'vitest';
import { BUCKETS, bucketsOf, ROUTES } from './limits.ts';

const route = (method: Route['method'], path: string): Route => ({ operation: 'x', method, path });

it.each([
  route('GET', '/monitors'),
  route('POST', '/monitors'),
  route('PUT', '/monitors/{id}'),
  route('DELETE', '/monitors/{monitorId}'),
  route('POST', '/monitors/{id}/run'),
  route('GET', '/collections'),
  route('GET', '/workspaces'),
  route('GET', '/workspaces/{id}'),
])('$method $path passes the slow bucket too', (slow) => {
  expect(bucketsOf(slow)).toEqual(['general', 'slow']);
});

it.each([
  route('GET', '/collections/{id}'),
  route('POST', '/collections'),
  route('PUT', '/workspaces/{id}'),
  route('GET', '/workspaces/{id}/activities'),
  route('GET', '/mocks'),
  route('GET', '/environments'),
  route('GET', '/me'),
  route('GET', '/monitorsish'),
])('$method $path passes the general bucket only', (general) => {
  expect(bucketsOf(general)).toEqual(['general']);
});

it('names a source for every number, and only buckets that exist', () => {
  for (const row of [...BUCKETS, ...ROUTES]) expect(row.source).not.toBe('');
  const names = BUCKETS.map((row) => row.name);
  for (const row of ROUTES) expect(names).toContain(row.bucket);
});
