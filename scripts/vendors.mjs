// The vendor rule: a library is imported by one file per package, so that replacing it touches one file.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Lines of what breaks the rule; empty when it holds. */
export function vendorBreaches(root) {
  const users = new Map();
  for (const name of readdirSync(join(root, 'packages'))) {
    for (const file of sources(join(root, 'packages', name, 'src'))) {
      for (const [, specifier] of readFileSync(file, 'utf8').matchAll(
        /(?<!['\w-])(?:from|import|require)\s*\(?\s*'([^'.][^']*)'/g,
      )) {
        if (specifier.startsWith('node:') || specifier.startsWith('@postform/')) continue;
        const library = specifier
          .split('/')
          .slice(0, specifier.startsWith('@') ? 2 : 1)
          .join('/');
        const key = `${name} ${library}`;
        users.set(key, new Set([...(users.get(key) ?? []), file]));
      }
    }
  }
  return [...users]
    .filter(([, files]) => files.size > 1)
    .map(
      ([key, files]) =>
        `${key} is imported by ${files.size} files: ${[...files].map((file) => file.slice(root.length)).join(', ')}`,
    );
}

function* sources(folder) {
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    if (entry.isDirectory() && entry.name !== 'testing') yield* sources(path);
    else if (/(?<!\.test|\.d)\.ts$/.test(entry.name)) yield path;
  }
}
