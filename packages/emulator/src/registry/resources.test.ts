// Tests of the registry: nothing in the folders of the resources is forgotten.
import { readdirSync } from 'node:fs';
import { expect, test } from 'vitest';
import { operationTable } from '../api/operations.ts';
import { kindNamed, parts, routes } from './resources.ts';

test('every kind and every part of a folder of resources is registered', async () => {
  const folder = new URL('../resources/', import.meta.url);
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter(
    (name) => name.endsWith('.ts') && !name.endsWith('.test.ts'),
  );
  const modules = await Promise.all(files.map((name) => import(new URL(name, folder).href) as Promise<object>));
  const played = modules
    .flatMap((module) => Object.values(module))
    .filter((one) => typeof one?.operations === 'object');
  expect(played.length).toBeGreaterThan(25);
  expect(new Set(parts)).toEqual(new Set(played));
});

test('a kind is found by its singular and its plural name, and nothing else is', () => {
  expect(kindNamed('monitor')?.name).toBe('monitor');
  expect(kindNamed('monitors')?.name).toBe('monitor');
  expect(kindNamed('teapot')).toBeUndefined();
});

test('every operation of the API is in the route table once, under the operation id of the document', () => {
  expect(routes.map(({ operation }) => operation).sort()).toEqual(Object.keys(operationTable).sort());
});
