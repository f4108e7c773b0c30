// Which test files face an emulator: the imports of each are followed until one starts an emulator or the command line.
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';

/** The setting that chooses the profile. Whoever starts an emulator, in this process or another, names it. */
const mark = 'POSTFORM_EMULATOR_PROFILE';

/** True for the files of `files` (absolute paths) whose profile can matter. `root` ends with the workspace's own folder. */
export function facing(root, files) {
  const known = new Map();
  return files.filter((file) => reaches(root, file, known));
}

function reaches(root, file, known) {
  const told = known.get(file);
  if (told !== undefined) return told;
  known.set(file, false);
  const text = readFileSync(file, 'utf8');
  const does = text.includes(mark) || importsOf(root, file, text).some((next) => reaches(root, next, known));
  known.set(file, does);
  return does;
}

/** Files of this workspace that a file imports, types apart: a type starts nothing. */
function importsOf(root, file, text) {
  const found = text.matchAll(/(?:^|\n)(?:import|export)\s+(?!type\b)[^'";]*?from '([^']+)'|import\(\s*'([^']+)'/g);
  return [...found].flatMap(([, fixed, lazy]) => {
    const name = fixed ?? lazy;
    if (name.startsWith('.')) return [resolve(dirname(file), name)].filter(existsSync);
    const own = /^@postform\/([a-z]+)$/.exec(name)?.[1];
    return own === undefined ? [] : [join(root, 'packages', own, 'src', 'index.ts')];
  });
}
