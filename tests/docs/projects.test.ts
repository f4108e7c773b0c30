// The project files that a page shows are valid as they stand.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { loadProject } from '@postform/config';
import { kinds } from '@postform/kinds';
import { expect, it } from 'vitest';
import { memoryDisk, ROOT } from '../../packages/config/src/testing/memory-disk.ts';
import { root } from './pages.ts';

/** Blocks of YAML whose first line names a file, by that name. */
function filesOn(page: string): Record<string, string> {
  const text = readFileSync(join(root, page), 'utf8');
  const blocks = [...text.matchAll(/^```yaml\n# (\S+\.yaml)\n([\s\S]*?)^```/gm)];
  return Object.fromEntries(blocks.map(([, path, content]) => [path!, content!]));
}

const source = JSON.stringify({
  info: { name: 'Orders', schema: 'https://schema.getpostman.com/json/collection/v2.1.0/collection.json' },
  item: [],
});

it.each(['README.md', 'packages/cli/README.md'])('%s', (page) => {
  const files = filesOn(page);
  expect(Object.keys(files).sort()).toEqual(['desired/orders.yaml', 'postform.yaml']);
  const disk = memoryDisk({ ...files, 'collections/orders.postman_collection.json': source });
  const loaded = loadProject({ dir: ROOT, env: { ORDERS_TOKEN: 'made-up' }, disk, kinds, vars: {} });
  expect(loaded.ok ? [] : loaded.diagnostics).toEqual([]);
  expect(loaded.ok && loaded.desired.resources.length).toBeGreaterThan(2);
});
