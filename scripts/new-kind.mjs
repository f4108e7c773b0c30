// Makes a new kind from the template: `npm run new-kind NAME`. Prints what is left to fill in.
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, renameSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const [name, ...more] = process.argv.slice(2);
const isSingleton = more.includes('--singleton');
const plural = more.find((word) => !word.startsWith('--')) ?? (name?.endsWith('s') ? name : `${name}s`);
if (!/^[a-z]+$/.test(name ?? '') || !/^[a-zA-Z]+$/.test(plural)) {
  console.error(
    'npm run new-kind NAME [PLURAL] [-- --singleton]\n  NAME and PLURAL are small letters: npm run new-kind schedule schedules',
  );
  process.exit(64);
}
const kinds = join(root, 'packages/kinds/src');
const folder = join(kinds, name);
const emulated = join(root, 'packages/emulator/src/resources', name);
if (existsSync(folder)) {
  console.error(`packages/kinds/src/${name} exists already. Nothing was written.`);
  process.exit(1);
}

const capital = (word) => word[0].toUpperCase() + word.slice(1);
const named = (text) =>
  text
    .replaceAll('Things', plural === name ? `${capital(name)}List` : capital(plural))
    .replaceAll('Thing', capital(name))
    .replaceAll('things', plural)
    .replaceAll('thing', name);
const edit = (path, change) => writeFileSync(path, change(readFileSync(path, 'utf8')));

cpSync(join(kinds, '_template'), folder, { recursive: true });
renameSync(join(folder, 'thing.test.ts'), join(folder, `${name}.test.ts`));
for (const path of readdirSync(folder, { recursive: true, encoding: 'utf8' })) {
  const file = join(folder, path);
  if (statSync(file).isFile())
    edit(file, (text) => named(text).replaceAll(` a ${name}`, /^[aeiou]/.test(name) ? ` an ${name}` : ` a ${name}`));
}
if (isSingleton) makeSingleton();

edit(join(kinds, 'registry.ts'), (text) =>
  text
    .replace('\n// biome-ignore', `import { ${name} } from './${name}/index.ts';\n\n// biome-ignore`)
    .replace('\n];', `\n  ${name},\n];`),
);
edit(join(root, '.dependency-cruiser.cjs'), (text) => text.replace("'_template', ", `'_template', '${name}', `));

const isPlayed = existsSync(emulated);
if (!isPlayed && !isSingleton) {
  mkdirSync(emulated);
  writeFileSync(
    join(emulated, 'routes.ts'),
    named(readFileSync(join(root, 'scripts/new-kind/emulator-routes.txt'), 'utf8')),
  );
  edit(join(root, 'packages/emulator/src/registry/resources.ts'), (text) =>
    text
      .replace(
        'import type { ServerState }',
        `import { ${name}Kind } from '../resources/${name}/routes.ts';\nimport type { ServerState }`,
      )
      .replace('  mockKind,\n];', `  mockKind,\n  ${name}Kind,\n];`),
  );
}

console.log(`Made packages/kinds/src/${name}/ and its line in registry.ts.
${isPlayed || isSingleton ? `packages/emulator/src/resources/${name}/ ${isPlayed ? 'exists already' : 'is yours to write'}: let it export an EmulatedKind named "${name}", and list it in registry/resources.ts.` : `Made packages/emulator/src/resources/${name}/routes.ts and its line in registry/resources.ts.`}

Now, in this order (docs/adding-a-kind.md says more):
  1. api.ts      operationIds and paths, from packages/emulator/src/api/operations.ts
  2. schema.ts   the fields as authored; written.ts reads and writes them
  3. remote.ts   the API's object; name the document behind each fact
  4. index.ts    existence, put, readBy, replyIsWhole, immutable, writeOnly, deferrable, isSensitive
  5. rules.ts    named rules, each with a pair in testing/rule-pairs.ts
  6. npx vitest run packages/kinds/src/${name} packages/kinds/src/rules.test.ts packages/kinds/src/schema.test.ts
  7. npm run build && npm run generate && npm run check`);

/** One object in each workspace, under the workspace's id: nothing to list, create or delete. */
function makeSingleton() {
  edit(join(folder, 'index.ts'), (text) =>
    text
      .replace("existence: 'own-list'", "existence: 'singleton'")
      .replace(/attributes: \{[\s\S]*?\n {2}\},/, 'attributes: {},'),
  );
  writeFileSync(
    join(folder, 'api.ts'),
    `// The calls of ${plural}: one object in each workspace, under the workspace's id.
import type { Kind } from '@postform/engine';
import { singletonApi, singletonRoutes } from '../kind-tools/singleton.ts';

/** \`operation\` is Postman's operationId; \`packages/emulator/src/api/operations.ts\` lists all of them. */
export const ${name}Routes: Kind['routes'] = singletonRoutes({
  read: { operation: 'get${capital(name)}', method: 'GET', path: '/workspaces/{id}/${plural}' },
  update: { operation: 'update${capital(name)}', method: 'PUT', path: '/workspaces/{id}/${plural}' },
});

export const ${name}Api = singletonApi({ routes: ${name}Routes, name: '${capital(name)}' });
`,
  );
}
