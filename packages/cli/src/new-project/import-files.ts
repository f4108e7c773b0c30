// Builds the files of an import: a desired file per kind, the sources beside it, and the project file with the secrets.
import { posix } from 'node:path';
import { writeDesired } from '@postform/config';
import { type ImportedResource, isObject, type Json, type Kinds, kindNamed } from '@postform/engine';

/** Places named in a warning; the others are counted. */
const MOST = 10;

export interface ImportPlace {
  readonly workspace: string;
  readonly secrets: Readonly<Record<string, string>>;
  readonly kinds: Kinds;
}

/** Texts by path, relative to the project's folder. */
export function filesOf(
  resources: readonly ImportedResource[],
  { workspace, secrets, kinds }: ImportPlace,
): Readonly<Record<string, string>> {
  const files: Record<string, string> = { 'postform.yaml': projectText(workspace, secrets) };
  for (const kind of kinds) {
    const mine = resources.filter((resource) => resource.kind === kind.name);
    if (mine.length === 0) continue;
    files[`desired/${kind.plural}.yaml`] = writeDesired(mine.map(({ name, written }) => ({ kind, name, written })));
    for (const resource of mine) {
      for (const [path, text] of Object.entries(resource.files)) files[posix.normalize(`desired/${path}`)] = text;
    }
  }
  return files;
}

function projectText(workspace: string, secrets: Readonly<Record<string, string>>): string {
  const lines = ['postform: 1', `workspace: ${workspace}`, 'desired: [desired/**/*.yaml]'];
  const names = Object.entries(secrets);
  if (names.length > 0) lines.push('secrets:', ...names.map(([name, env]) => `  ${name}: { env: ${env} }`));
  return `${lines.join('\n')}\n`;
}

/** Each secret that the resources name, and its environment variable; sorted, each variable once and none that is in use. */
export function secretsOf(
  resources: readonly ImportedResource[],
  inUse: Iterable<string> = [],
): Readonly<Record<string, string>> {
  const names = new Set<string>();
  const visit = (tree: Json): void => {
    if (Array.isArray(tree)) for (const item of tree) visit(item);
    if (!isObject(tree)) return;
    const { secret } = tree;
    if (typeof secret === 'string' && Object.keys(tree).length === 1) names.add(secret);
    else for (const item of Object.values(tree)) visit(item);
  };
  for (const { written } of resources) visit(written);
  const taken = new Set<string>(inUse);
  return Object.fromEntries(
    [...names].sort().map((name) => {
      const plain = name.toUpperCase().replace(/[^A-Z0-9]+/g, '_');
      let variable = /^[0-9]/.test(plain) ? `_${plain}` : plain;
      for (let count = 2; taken.has(variable); count += 1) variable = `${plain}_${count}`;
      taken.add(variable);
      return [name, variable];
    }),
  );
}

/** Lists the values that no read returns and that were guessed. */
export function notesOf(resources: readonly ImportedResource[], kinds: Kinds): readonly string[] {
  return resources.flatMap(({ address, kind, written }) => {
    const guessed = (kindNamed(kinds, kind)?.writeOnly ?? [])
      .map((pointer) => pointer.slice(1))
      .filter((field) => Object.hasOwn(written, field))
      .map((field) => `${field}: ${JSON.stringify(written[field])}`);
    if (guessed.length === 0) return [];
    return [
      `${address}: Postman does not return the following, so it was guessed: ${guessed.join(', ')}. Check it before the next apply.`,
    ];
  });
}

/** One warning for each resource whose files hold in clear what a plan redacts. */
export function clearIn(resources: readonly ImportedResource[]): readonly string[] {
  return resources.flatMap(({ address, files, clear }) => {
    if (clear.length === 0) return [];
    const more = clear.length > MOST ? `, and ${clear.length - MOST} more` : '';
    const file = posix.normalize(`desired/${Object.keys(files)[0] ?? ''}`);
    return [`${address}: ${file} contains what may be secrets in clear: ${clear.slice(0, MOST).join(', ')}${more}`];
  });
}

/** One sentence for each resource whose source file holds an attribute of another: there it stays a literal text. */
export function mentionsIn(resources: readonly ImportedResource[]): readonly string[] {
  return resources.flatMap(({ address, mentions }) => {
    if (mentions.length === 0) return [];
    const file = posix.normalize(`desired/${mentions[0]!.file}`);
    const names = mentions.map((name) => `${name.address} (${name.attribute})`);
    const more = names.length > MOST ? `, and ${names.length - MOST} more` : '';
    return [
      `${address}: ${file} holds a value of ${names.slice(0, MOST).join(', ')}${more}. It stays as it is, because \${…} means nothing in a source file; a value that may change belongs into a variable.`,
    ];
  });
}
