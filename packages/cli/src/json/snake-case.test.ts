// Keys of JSON output: ours in snake_case, data as it is.
import { expect, it } from 'vitest';
import { snakeCased } from './snake-case.ts';

it('turns our keys into snake_case at every depth, and leaves out what is undefined', () => {
  const value = { oldestAtMs: 1, list: [{ dependsOn: ['a'], none: undefined }], '@level': 'info', resource_type: 'x' };
  expect(snakeCased(value)).toEqual({
    oldest_at_ms: 1,
    list: [{ depends_on: ['a'] }],
    '@level': 'info',
    resource_type: 'x',
  });
});

it.each([
  ['attributes of an object', { attributes: { mockUrl: 'x' } }],
  ['values in a patch', { patch: [{ op: 'add', path: '/baseUrl', value: { camelCase: 1 } }] }],
  ['pointers of a baseline', { sent: { '/values/baseUrl': 'd' } }],
])('leaves %s as it is', (_title, value) => {
  expect(snakeCased(value)).toEqual(value);
});
