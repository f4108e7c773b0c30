// What an import of a whole workspace cannot take in is named, and hinders nothing else.
import { runImportAll } from '@postform/engine';
import { afterEach, expect, it } from 'vitest';
import { type Lab, makeLab } from '../testing/lab.ts';

let lab: Lab;
afterEach(async () => lab?.close());

it('objects without a name are left out, with the reason', async () => {
  lab = await makeLab();
  const { workspace } = lab.emulator;
  const create = (kind: string, body: Parameters<Lab['control']>[1]) =>
    lab.control('edit', { kind, create: body!, workspace });
  await create('environment', { name: 'Kept', values: [] });
  await create('environment', { name: ' ', values: [] });
  const imported = await runImportAll(lab.world(), { stack: 'lab', workspace });
  expect(imported.resources.map((resource) => resource.address)).toEqual(['environment.kept']);
  expect(imported.leftOut).toMatchObject([{ kind: 'environment', name: ' ', why: 'has no name' }]);
});
