// Makes a new kind from the template: `npm run new-kind NAME`. Prints what is left to fill in.
import { execFileSync } from 'node:child_process';
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
const emulator = join(root, 'packages/emulator/src');
const emulated = join(emulator, 'resources', name);
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
const madeUp = isPlayed || isSingleton ? [] : addOperations();
if (!isPlayed && !isSingleton) {
  mkdirSync(emulated);
  writeFileSync(
    join(emulated, 'routes.ts'),
    named(readFileSync(join(root, 'scripts/new-kind/emulator-routes.txt'), 'utf8')),
  );
  edit(join(emulator, 'registry/resources.ts'), (text) =>
    text
      .replace(
        'import type { ServerState }',
        `import { ${name}Kind } from '../resources/${name}/routes.ts';\nimport type { ServerState }`,
      )
      .replace('  mockKind,\n];', `  mockKind,\n  ${name}Kind,\n];`),
  );
}
const touched = [folder, emulated, join(kinds, 'registry.ts'), join(emulator, 'registry'), join(emulator, 'api')];
execFileSync(join(root, 'node_modules/.bin/biome'), ['check', '--write', ...touched.filter(existsSync)], {
  cwd: root,
  stdio: 'pipe',
});

console.log(`Made packages/kinds/src/${name}/ and its line in registry.ts.
${isPlayed || isSingleton ? `packages/emulator/src/resources/${name}/ ${isPlayed ? 'exists already' : 'is yours to write'}: let it export an EmulatedKind named "${name}", and list it in registry/resources.ts.` : `Made packages/emulator/src/resources/${name}/routes.ts and its line in registry/resources.ts.`}
${madeUp.length === 0 ? '' : `Added to packages/emulator/src/api/operations.ts, which had no such operations: ${madeUp.join(', ')}.\nName the document's own instead, in api.ts and the emulator's routes.ts, and remove these.\n`}
Now, in this order (docs/adding-a-kind.md says more):
  1. api.ts      operationIds and paths, from packages/emulator/src/api/operations.ts
  2. schema.ts   the fields as authored; written.ts reads and writes them
  3. remote.ts   the API's object; name the document behind each fact
  4. index.ts    existence, put, readBy, replyIsWhole, immutable, writeOnly, deferrable, isSensitive
  5. rules.ts    named rules, each with a pair in testing/rule-pairs.ts
  6. npx vitest run packages/kinds/src/${name} packages/kinds/src/rules.test.ts packages/kinds/src/schema.test.ts
  7. npm run build && npm run generate && npm run check`);

/** Adds the operations that the routes name and the table lacks, so that the emulator runs. Gives their ids. */
function addOperations() {
  const path = join(emulator, 'api/operations.ts');
  const [one, all] = [`/${plural}/{${name}Id}`, `/${plural}`];
  const [singular, many] = [named('Thing'), named('Things')];
  const wanted = {
    [`get${many}`]: `GET ${all}`,
    [`create${singular}`]: `POST ${all}`,
    [`get${singular}`]: `GET ${one}`,
    [`update${singular}`]: `PUT ${one}`,
    [`delete${singular}`]: `DELETE ${one}`,
  };
  const table = readFileSync(path, 'utf8');
  const lacking = Object.entries(wanted).filter(([id]) => !table.includes(`\n  ${id}: `));
  if (lacking.length === 0) return [];
  const rows = lacking.map(([id, route]) => `  ${id}: '${route}',\n`).join('');
  writeFileSync(
    path,
    table.replace('\n} as const;', `\n  // Made up for the kind ${name}: not in the document.\n${rows}} as const;`),
  );
  return lacking.map(([id]) => id);
}

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
