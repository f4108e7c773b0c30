// Collects the breaches of the house rules in the sources of the packages.
import { readdirSync, readFileSync } from 'node:fs';
import ts from 'typescript';
import { doubledExports, exportsOf } from './exports.mjs';
import { closureBreaches, parameterBreaches } from './functions.mjs';
import { wordBreaches } from './words.mjs';

const MAX_LINES = 250;
const MAX_ROOT_FILES = 12;
/** The emulator shares no code with the others, so it may have a name of its own for a thing that they have, too. */
const APART = 'emulator';

/** One line per breach; `packages` empty: all of them. */
export function houseBreaches(root, packages = []) {
  const files = sourceFiles(root);
  const asked = files.filter((file) => packages.length === 0 || packages.includes(file.package));
  const named = asked.flatMap((file) => [
    ...sizeBreaches(file),
    ...firstLineBreaches(file),
    ...parameterBreaches(file),
    ...closureBreaches(file),
    ...wordBreaches(file),
  ]);
  const sources = files.filter((file) => !file.isTest).map((file) => ({ ...file, exports: exportsOf(file.tree) }));
  const doubled = [
    ...doubledExports(sources.filter((file) => file.package !== APART)),
    ...doubledExports(sources.filter((file) => file.package === APART)),
  ].filter((breach) => packages.length === 0 || packages.some((name) => breach.includes(`packages/${name}/`)));
  return [...named, ...crowdedRoots(asked), ...doubled].sort();
}

/** Every TypeScript file below `packages/<name>/src` and `tests`, parsed. */
function sourceFiles(root) {
  const folders = readdirSync(`${root}packages`).map((name) => ({ name, folder: `packages/${name}/src` }));
  return [...folders, { name: 'tests', folder: 'tests' }].flatMap(({ name, folder }) =>
    readdirSync(`${root}${folder}`, { recursive: true })
      .map((path) => String(path))
      .filter((path) => path.endsWith('.ts'))
      .map((path) => {
        const file = `${folder}/${path}`;
        const text = readFileSync(root + file, 'utf8');
        const isTest = path.endsWith('.test.ts') || path.includes('testing/') || name === 'tests';
        const tree = ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true);
        return { file, package: name, isAtRoot: !path.includes('/'), isTest, text, tree };
      }),
  );
}

function sizeBreaches({ file, text, isTest }) {
  const lines = text.split('\n').length - 1;
  return lines > MAX_LINES && !isTest ? [`${file}: ${lines} lines; at most ${MAX_LINES}`] : [];
}

function firstLineBreaches({ file, text }) {
  const [first] = text.split('\n', 1);
  if (!/^\/\/ [A-Z`'0-9].*[.:]$/.test(first)) return [`${file}: the first line is not a plain sentence in a comment`];
  return /\broom\b|\bthe door of\b/i.test(first) ? [`${file}: the first line speaks of rooms and doors`] : [];
}

function crowdedRoots(files) {
  const counts = new Map();
  for (const { package: name, isAtRoot, isTest } of files)
    if (isAtRoot && !isTest) counts.set(name, (counts.get(name) ?? 0) + 1);
  return [...counts]
    .filter(([, count]) => count > MAX_ROOT_FILES)
    .map(([name, count]) => `packages/${name}/src: ${count} files at the root; at most ${MAX_ROOT_FILES}`);
}
