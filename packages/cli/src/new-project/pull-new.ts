// `pull --new` takes objects that no address manages into the files of a project, and adopts them in its state.
import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import {
  type Address,
  AppError,
  type Count,
  type ImportedNew,
  type ImportedResource,
  type LeftOut,
  runImportNew,
  type Taken,
} from '@postform/engine';
import { kinds } from '@postform/kinds';
import { costForecastOf } from '../budget/forecast.ts';
import { throughLinks } from '../files/links.ts';
import { writeWhole } from '../files/whole-file.ts';
import { writeDocument } from '../json/records.ts';
import type { Options } from '../options/options.ts';
import type { Terminal } from '../output/terminal.ts';
import { renderPrice } from '../render/price.ts';
import { counted, quoted } from '../render/words.ts';
import type { ExitCode } from '../session/exit.ts';
import { type Run, withRun } from '../session/run.ts';
import { noState } from '../session/state-run.ts';
import { clearIn, mentionsIn, notesOf, secretsOf } from './import-files.ts';
import { type Attempted, firstMistake, whatReads } from './import-readable.ts';
import { type Homes, homesIn, type NewFile, type NewFiles, newFiles, sourcePath, withoutBlocks } from './new-files.ts';

interface Readable extends Attempted, NewFiles {}

/** Sends only GETs. Files are written before the state: what is in them with its `import:` block, the next run adopts. */
export async function pullNew(terminal: Terminal, options: Options): Promise<ExitCode> {
  const mode = options.write ? 'writes' : 'reads';
  return withRun(terminal, options, { name: 'pull', mode, printsDocument: true }, async (run) => {
    if ((await run.wired.store.load()) === undefined) throw noState(run.project.stack);
    const imported = await runImportNew(run.wired.ports, {
      desired: run.desired,
      keepSecrets: options.keepSecrets,
      announce: (price) => announce(run, price),
      isFree: (resource) => isFree(run, resource),
    });
    const homes = homesIn(run);
    const made = whatReads(imported, (taken) => attempt(run, homes, taken));
    const all = { ...made, taken: withHomeless(imported, homes, made.taken) };
    const isWritten = options.write && all.taken.resources.length + imported.named.length > 0;
    const named = isWritten ? await write(run, imported, all) : imported.named;
    if (options.json) writeDocument(terminal, documentOf(all, isWritten));
    else tell(run, all, { named, isWritten });
    const isWhole = all.taken.leftOut.length === 0;
    if (!options.write) return all.taken.resources.length + imported.named.length > 0 || !isWhole ? 2 : 0;
    return isWhole ? 0 : 3;
  });
}

function announce({ report, ...run }: Run, price: Count): void {
  report.say(`Reading: ${renderPrice(price, costForecastOf({ ...run }), ' (objects that no address manages)')}\n`);
}

/** What an interrupted run left is written again: a source with this very text, and a secret that nothing uses. */
function isFree(run: Run, resource: ImportedResource): boolean {
  const used = new Set(run.secretNames);
  const authored = JSON.stringify(run.desired.resources.map(({ address }) => run.authored(address)?.authored ?? null));
  return (
    Object.keys(secretsOf([resource])).every((name) => !used.has(name)) &&
    Object.entries(resource.files).every(([file, text]) => {
      const path = sourcePath(file);
      const full = join(run.project.root, path);
      if (!existsSync(full)) return true;
      return !authored.includes(path.split('/').at(-1)!) && readFileSync(full, 'utf8') === text;
    })
  );
}

function attempt(run: Run, homes: Homes, all: Taken): Readable | string {
  const taken = { ...all, resources: all.resources.filter(({ kind }) => homes.has(kind)) };
  const made = newFiles(run, homes, taken.resources);
  if (typeof made === 'string') return made;
  const loaded = run.loadWith(new Map(made.files.map(({ path, after }) => [join(run.project.root, path), after])));
  return loaded.ok ? { ...made, taken, desired: loaded.desired } : firstMistake(loaded.diagnostics);
}

/** What has no file in the project is left out, and the pattern that lacks is named. */
function withHomeless(imported: ImportedNew, homes: Homes, taken: Taken): Taken {
  const homeless = imported.resources.filter(({ kind }) => !homes.has(kind));
  const leftOut = homeless.map(({ kind, id, name }): LeftOut => {
    const { plural } = kinds.find((one) => one.name === kind)!;
    return { kind, name, id, why: `has no desired file: add desired/${plural}.yaml to "desired:" in the project file` };
  });
  return { ...taken, leftOut: [...taken.leftOut, ...leftOut] };
}

/** Gives the addresses of `named` that were adopted. */
async function write(run: Run, imported: ImportedNew, { files, desired }: Readable): Promise<readonly Address[]> {
  const plan = await imported.commit(desired, () => writeFiles(run.project.root, files));
  const adopted = new Set(plan.changes.filter(({ action }) => action === 'adopt').map(({ address }) => address));
  removeBlocks(
    run,
    desired.resources.flatMap(({ address }) => (adopted.has(address) ? [address] : [])),
  );
  return imported.named.filter((address) => adopted.has(address));
}

/** Throws E_FILES_CHANGED before the first is written where one is not what it was when it was read. */
function writeFiles(root: string, files: readonly NewFile[]): void {
  for (const file of files) {
    const now = existsSync(join(root, file.path)) ? readFileSync(join(root, file.path), 'utf8') : undefined;
    if (now !== file.before)
      throw new AppError('E_FILES_CHANGED', `${file.path} changed while Postform was reading it.`, {
        hint: 'It was not written. Run the same command again.',
      });
  }
  for (const { path, after } of files) {
    const full = throughLinks(root, join(root, path));
    mkdirSync(dirname(full), { recursive: true });
    writeWhole(full, after);
  }
}

/** The blocks have done their work, and other stacks have other objects. */
function removeBlocks(run: Run, addresses: readonly Address[]): void {
  const again = run.loadWith(new Map());
  if (!again.ok) return;
  const pointers = new Map<string, string[]>();
  for (const address of addresses) {
    const authored = again.authored(address);
    if (authored !== undefined) pointers.set(authored.file, [...(pointers.get(authored.file) ?? []), authored.pointer]);
  }
  for (const [file, places] of pointers) {
    const full = join(run.project.root, file);
    const text = withoutBlocks(readFileSync(full, 'utf8'), places);
    if (text !== undefined) writeWhole(full, text);
  }
}

function tell(
  { terminal, report }: Run,
  { taken, files, secrets }: Readable,
  { named, isWritten }: { readonly named: readonly Address[]; readonly isWritten: boolean },
): void {
  const { resources, leftOut } = terminal.clean({
    resources: taken.resources.map(({ address, kind, id }) => ({ address, kind, id })),
    leftOut: taken.leftOut,
  });
  const lines = [
    ...resources.map(({ address, kind, id }) => `+ ${address}  (${kind} ${id})`),
    ...named.map((address) => `+ ${address}  (its import: block names the object)`),
    ...leftOut.map(({ kind, name, id, why }) => `! ${kind} ${quoted(name)} (${id}) is left out: it ${why}.`),
    ...files.map(({ path, before }) => `  ${path}  ${before === undefined ? 'new' : 'changed'}`),
    ...Object.entries(secrets).map(([name, variable]) => `  ${variable}  has to hold the secret ${name}`),
  ];
  const count = counted(resources.length + named.length, 'object');
  const end =
    resources.length + named.length === 0
      ? 'Nothing to take over: every object that can be managed has an address.'
      : isWritten
        ? `Taken over: ${count}. Review the files, then run: postform plan`
        : `To take over ${count}: postform pull --new --write`;
  terminal.out(`${[...lines, end].join('\n')}\n`);
  for (const text of clearIn(taken.resources)) report.emit({ type: 'warning', text });
  for (const note of [...notesOf(taken.resources, kinds), ...mentionsIn(taken.resources)]) report.say(`\n${note}`);
}

function documentOf({ taken, files }: Readable, isWritten: boolean) {
  const place = (file: NewFile) => ({ path: file.path, addresses: file.addresses });
  return {
    written: isWritten,
    objects: taken.resources.map(({ address, name }) => ({ address, name, what: 'new', lines: [] })),
    files: files.map(place),
    refused: [],
    left: [],
    undecided: [],
    leftOut: taken.leftOut.map(({ kind, name, id, why }) => ({ kind, name, id, why })),
    gone: [],
  };
}
