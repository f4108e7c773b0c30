// A new project comes to be as a whole: whatever operation of the disk is the last one, the next try makes it.
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type FileWork, fileWork } from './file-work.ts';
import { stageProject } from './staging.ts';

let root: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'postform-new-'));
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

const FILES = {
  'postform.yaml': 'postform: 1\n',
  'desired/environments.yaml': 'environments: {}\n',
  'desired/collections.yaml': 'collections: {}\n',
  'collections/a.json': '{}\n',
};
const STATE = '.postform/default.state';

/** Without waiting for the disk: nobody pulls the plug here. */
const quick: FileWork = { ...fileWork, write: (path, text) => writeFileSync(path, text, { flag: 'wx' }) };

function make(out: string, work = quick): void {
  const staging = stageProject(out, work);
  staging.write(FILES);
  mkdirSync(dirname(join(staging.folder, STATE)), { recursive: true });
  writeFileSync(join(staging.folder, STATE), 'state');
  staging.commit();
}

function tree(folder: string): Readonly<Record<string, string>> {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  return Object.fromEntries(
    files
      .map((entry) => join(entry.parentPath, entry.name))
      .map((path) => [path.slice(folder.length + 1), readFileSync(path, 'utf8')]),
  );
}

/** Lets so many operations through. `dies`: nothing works from then on, as after a kill; else one fails and the rest work. */
function upTo(count: number, dies: boolean): FileWork {
  let left = count;
  let hasFailed = false;
  const guard =
    <Args extends readonly unknown[]>(act: (...args: Args) => void) =>
    (...args: Args): void => {
      if (left-- <= 0 && (dies || !hasFailed)) {
        hasFailed = true;
        throw Object.assign(new Error('ENOSPC: no space left on device'), { code: 'ENOSPC' });
      }
      act(...args);
    };
  return {
    makeFolder: guard(fileWork.makeFolder),
    write: guard(quick.write),
    rename: guard(fileWork.rename),
    remove: guard(fileWork.remove),
  };
}

const OWN = {
  'README.md': 'mine',
  '.gitignore': 'node_modules\n',
  'collections/mine.json': '[]',
  'desired/notes.txt': 'n',
};
const PLACES: readonly (readonly [string, Readonly<Record<string, string>> | undefined])[] = [
  ['that does not exist', undefined],
  ['that is empty', {}],
  ['that holds files of other sorts', OWN],
];

describe.each(PLACES)('a project in a folder %s', (_, own) => {
  let out: string;
  beforeEach(() => {
    out = join(root, 'parent', 'out');
    for (const [path, text] of Object.entries(own ?? {})) {
      mkdirSync(dirname(join(out, path)), { recursive: true });
      writeFileSync(join(out, path), text);
    }
    if (own !== undefined) mkdirSync(out, { recursive: true });
  });

  const expectWhole = () => {
    const made = tree(out);
    expect(made).toMatchObject({
      ...FILES,
      [STATE]: 'state',
      ...own,
      '.gitignore': expect.stringContaining('.journal'),
    });
    if (own?.['.gitignore'] !== undefined) expect(made['.gitignore']).toMatch(/^node_modules\n/);
    expect(Object.keys(made)).toHaveLength(new Set([...Object.keys({ ...FILES, ...own }), STATE, '.gitignore']).size);
    expect(readdirSync(dirname(out))).toEqual(['out']);
  };

  it('is made', () => {
    make(out);
    expectWhole();
  });

  it.each([false, true])(
    'is there as a whole or not at all wherever the disk fails (for good: %s), and then made again',
    (dies) => {
      for (let count = 0; ; count++) {
        const work = upTo(count, dies);
        const before = existsSync(out) ? tree(out) : undefined;
        let error: unknown;
        try {
          make(out, work);
        } catch (thrown) {
          error = thrown;
        }
        if (error === undefined) break;
        const isThere = existsSync(join(out, 'postform.yaml'));
        if (isThere) expect(tree(out)).toMatchObject({ ...FILES, [STATE]: 'state' });
        if (!dies) {
          expect(error).toMatchObject({ code: 'E_CLI_NEW_PROJECT', message: expect.stringContaining('ENOSPC') });
          if (!isThere) expect(withoutIgnore(existsSync(out) ? tree(out) : undefined)).toEqual(withoutIgnore(before));
        }
        if (!isThere) make(out);
        else stageProject(join(out, '..', 'out')).discard();
        expectWhole();
        reset();
        expect(count).toBeLessThan(100);
      }
      expectWhole();
    },
  );

  const reset = () => {
    rmSync(out, { recursive: true });
    for (const [path, text] of Object.entries(own ?? {})) {
      mkdirSync(dirname(join(out, path)), { recursive: true });
      writeFileSync(join(out, path), text);
    }
    if (own !== undefined) mkdirSync(out, { recursive: true });
  };
});

/** Lines added to an ignore file harm nobody, and stay. */
function withoutIgnore(files: Readonly<Record<string, string>> | undefined) {
  const { '.gitignore': _lines, ...rest } = files ?? {};
  return rest;
}

describe('a folder', () => {
  it.skipIf(process.platform !== 'linux')('that nobody can make is told (needs Linux)', () => {
    expect(() => make('/proc/nowhere/out')).toThrow(expect.objectContaining({ code: 'E_CLI_NEW_PROJECT' }));
  });

  it('in which a file of the project exists is left as it is', () => {
    const out = join(root, 'out');
    mkdirSync(join(out, 'desired'), { recursive: true });
    writeFileSync(join(out, 'desired/collections.yaml'), 'mine');
    expect(() => make(out)).toThrow(expect.objectContaining({ code: 'E_CLI_FILE_EXISTS' }));
    expect(tree(out)).toEqual({ 'desired/collections.yaml': 'mine' });
  });

  it('whose files somebody changed after a kill keeps the change', () => {
    const out = join(root, 'out');
    mkdirSync(out);
    for (let count = 0; !existsSync(join(out, 'collections/a.json')); count++) {
      rmSync(out, { recursive: true });
      mkdirSync(out);
      expect(() => make(out, upTo(count, true))).toThrow();
    }
    writeFileSync(join(out, 'collections/a.json'), 'changed');
    expect(() => make(out)).toThrow(expect.objectContaining({ code: 'E_CLI_FILE_EXISTS' }));
    expect(tree(out)).toMatchObject({ 'collections/a.json': 'changed' });
  });

  it('of an import that is still running is left alone', () => {
    const out = join(root, 'out');
    const other = `${out}.postform-import-${process.ppid}`;
    mkdirSync(other);
    make(out);
    expect(existsSync(other)).toBe(true);
  });
});
