// Tests of the registry: nothing in this folder is forgotten.
import { readdirSync } from 'node:fs';
import { expect, test } from 'vitest';
import { postmanOperations } from '../api/operations.ts';
import { routes } from '../api/routes.ts';
import { kindNamed, kinds } from './registry.ts';

test('every file of a kind is registered', () => {
  const files = readdirSync(new URL('.', import.meta.url)).filter((name) => !name.includes('.test.'));
  const named = files.filter((name) => name !== 'registry.ts').map((name) => name.replace('.ts', ''));
  expect(kinds.map((kind) => kind.name).sort()).toEqual(named.sort());
});

test('a kind is found by its singular and its plural name, and nothing else is', () => {
  expect(kindNamed('monitor')?.name).toBe('monitor');
  expect(kindNamed('monitors')?.name).toBe('monitor');
  expect(kindNamed('teapot')).toBeUndefined();
});

test('every operation of the API is in the route table once, under the operation id of the document', () => {
  const known = postmanOperations.map(({ method, operation }) => `${method} ${operation}`).sort();
  expect(routes.map(({ method, operation }) => `${method} ${operation}`).sort()).toEqual(known);
});
