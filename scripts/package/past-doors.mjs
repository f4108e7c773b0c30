// Leads imports from a package past its door to the files behind it: a bundler that cuts chunks keeps what a door lists together.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Gives a function that rewrites the imports in the text of a built file. */
export function pastDoors(root) {
  const known = new Map();
  const doorOf = (name) => {
    if (!known.has(name)) known.set(name, behind(join(root, 'packages', name, 'dist')));
    return known.get(name);
  };
  return (text) =>
    text.replace(/^import \{([^}]+)\} from ['"]@postform\/([a-z]+)['"];$/gm, (_all, names, name) =>
      names
        .split(',')
        .map((one) => one.trim())
        .filter((one) => one !== '')
        .map((one) => {
          const [exported, local = exported] = one.split(' as ');
          const { file, own } = doorOf(name).get(exported);
          return `import { ${own} as ${local} } from ${JSON.stringify(file)};`;
        })
        .join(''),
    );
}

/** Where each name that a door exports is declared, and what it is called there. */
function behind(dist) {
  const found = new Map();
  const text = readFileSync(join(dist, 'index.js'), 'utf8');
  for (const [, names, path] of text.matchAll(/^export \{([^}]+)\} from ['"]([^'"]+)['"];$/gm)) {
    for (const one of names.split(',').map((name) => name.trim())) {
      const [own, exported = own] = one.split(' as ');
      if (own !== '') found.set(exported, { file: join(dist, path), own });
    }
  }
  return found;
}
