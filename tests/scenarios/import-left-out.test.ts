// What an import of a whole workspace cannot take in is named, and hinders nothing else.
import { runImportAll } from '@postform/engine';
import { afterEach, expect, it } from 'vitest';
import { type Harness, makeHarness } from '../harness/harness.ts';

let harness: Harness;
afterEach(async () => harness?.close());

it('objects without a name are left out, with the reason', async () => {
  harness = await makeHarness();
  const { workspace } = harness.emulator;
  const create = (kind: string, body: Parameters<Harness['control']>[1]) =>
    harness.control('edit', { kind, create: body!, workspace });
  await create('environment', { name: 'Kept', values: [] });
  await create('environment', { name: ' ', values: [] });
  const imported = await runImportAll(harness.ports(), { stack: 'harness', workspace });
  expect(imported.resources.map((resource) => resource.address)).toEqual(['environment.kept']);
  expect(imported.leftOut).toMatchObject([{ kind: 'environment', name: ' ', why: 'has no name' }]);
});
