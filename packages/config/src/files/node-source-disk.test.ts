// Real files, links and folders are read through node:fs.
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { loadProject } from '../load.ts';
import { findProject } from '../project/find-project.ts';
import { sourceFiles } from '../resolve/source-files.ts';
import { testKinds } from '../testing/kinds.ts';
import { boundsOf } from './bounds.ts';
import { nodeSourceDisk } from './node-source-disk.ts';
import type { SourceDisk } from './source-disk.ts';

let root = '';

beforeEach(() => {
  root = nodeSourceDisk.realPath(mkdtempSync(join(tmpdir(), 'postform-config-'))) ?? '';
});
afterEach(() => {
  vi.restoreAllMocks();
  rmSync(root, { recursive: true });
});

function put(path: string, text = ''): string {
  const full = join(root, path);
  mkdirSync(join(full, '..'), { recursive: true });
  writeFileSync(full, text);
  return full;
}

describe('finding the project on a real disk', () => {
  it('walks up past package files, as git does, and prefers the nearest folder', () => {
    const outer = put('postform.yaml');
    put('a/package.json', '{}');
    put('a/b/c/x');
    expect(findProject(join(root, 'a/b/c'), nodeSourceDisk)).toBe(outer);
    const inner = put('a/postform.json', '{}');
    expect(findProject(join(root, 'a/b/c'), nodeSourceDisk)).toBe(inner);
    expect(findProject(join(root, 'a'), nodeSourceDisk)).toBe(inner);
  });

  it('tries .yaml, .yml, .json in this order and no other name', () => {
    for (const name of [
      '.postformrc',
      '.postformrc.json',
      'postform.config.js',
      'postform.js',
      'postform.ts',
      'package.json',
    ])
      put(name, '{"postform": {}}');
    expect(findProject(root, nodeSourceDisk)).toBeUndefined();
    for (const name of ['postform.json', 'postform.yml', 'postform.yaml']) {
      const file = put(name);
      expect(findProject(root, nodeSourceDisk)).toBe(file);
    }
  });

  it.each(['a pipe', 'a device', 'a huge file'])('that is %s is refused in words, and nothing waits for it', (what) => {
    const path = join(root, 'postform.yaml');
    if (what === 'a pipe') execFileSync('mkfifo', [path]);
    else if (what === 'a device') symlinkSync('/dev/zero', path);
    else truncateSync(put('postform.yaml'), 10 * 1024 ** 3);
    const loaded = loadProject({ dir: root, env: {}, disk: nodeSourceDisk, kinds: testKinds });
    const said = loaded.ok ? [] : loaded.diagnostics.map(({ message }) => message);
    expect(said).toEqual([expect.stringMatching(what === 'a huge file' ? /more than .* MiB/ : /is not a file/)]);
  });

  it('executes nothing, not even settings that other tools would run', () => {
    const mark = (name: string) => `require('node:fs').writeFileSync(${JSON.stringify(join(root, `ran-${name}`))}, '')`;
    put('postform.yaml', '$import: other.js\npostform: 1\n');
    for (const name of ['.config/config.js', '.config/config.cjs', 'other.js', 'postform.js'])
      put(name, mark(name.replaceAll('/', '-')));
    put('package.json', JSON.stringify({ cosmiconfig: { searchPlaces: ['postform.js'] } }));
    vi.spyOn(process, 'cwd').mockReturnValue(root);
    vi.stubEnv('XDG_CONFIG_HOME', join(root, 'xdg'));
    put('xdg/postform/config.js', mark('xdg'));
    const loaded = loadProject({ dir: root, env: {}, disk: nodeSourceDisk, kinds: testKinds });
    expect(loaded.ok ? [] : loaded.diagnostics.map(({ message }) => message)).toContain('unknown key "$import"');
    rmSync(join(root, 'postform.yaml'));
    expect(findProject(root, nodeSourceDisk)).toBeUndefined();
    expect(nodeSourceDisk.list(root)?.filter(({ name }) => name.startsWith('ran-'))).toEqual([]);
    vi.unstubAllEnvs();
  });
});

describe('the disk', () => {
  it('tells missing, folder, too large and unreadable apart', () => {
    put('f', 'abc');
    expect(nodeSourceDisk.read(join(root, 'f'), 3)).toMatchObject({ ok: true });
    expect(nodeSourceDisk.read(join(root, 'f'), 2)).toEqual({ ok: false, why: 'too-large', sizeBytes: 3 });
    expect(nodeSourceDisk.read(root, 9)).toEqual({ ok: false, why: 'not-a-file' });
    for (const path of ['gone', 'f/x', 'a\0b', 'x'.repeat(5000)])
      expect(nodeSourceDisk.read(join(root, path), 9)).toEqual({ ok: false, why: 'missing' });
    symlinkSync('loop', join(root, 'loop'));
    expect(nodeSourceDisk.read(join(root, 'loop'), 9)).toEqual({ ok: false, why: 'denied' });
    expect(nodeSourceDisk.list(join(root, 'gone'))).toBeUndefined();
  });

  it('loads a project whose globs meet links to folders, without following them', () => {
    put('postform.yaml', 'postform: 1\nworkspace: w\ndesired: [desired/**/*.yaml]\n');
    put('desired/deep/a.yaml', 'boards: { a: { name: A } }\n');
    symlinkSync('..', join(root, 'desired/deep/up'));
    const loaded = loadProject({ dir: root, env: {}, disk: nodeSourceDisk, kinds: testKinds });
    expect(loaded).toMatchObject({ ok: true, files: ['desired/deep/a.yaml'] });
  });

  it('lets no link lead out of the project', () => {
    const outside = put('outside.json', '{}');
    put('project/postform.yaml');
    symlinkSync(outside, join(root, 'project/link.json'));
    put('project/real.json', '{}');
    symlinkSync('real.json', join(root, 'project/inner.json'));
    const files = sourceFiles(nodeSourceDisk, 'a.yaml', boundsOf(nodeSourceDisk, join(root, 'project')), {
      purpose: 'parse',
    });
    expect(files.json('link.json')).toMatchObject({ ok: false, problem: { code: 'D_FILE_OUTSIDE' } });
    expect(files.json('inner.json')).toMatchObject({ ok: true });
  });

  it('never passes over a desired file that is a link to nowhere or to itself, or no file', () => {
    put('postform.yaml', 'postform: 1\nworkspace: w\ndesired: [desired/**/*.yaml]\n');
    put('desired/a.yaml', 'boards: { a: { name: A } }\n');
    symlinkSync(join(root, 'gone'), join(root, 'desired/x.yaml'));
    symlinkSync('y.yaml', join(root, 'desired/y.yaml'));
    const loaded = loadProject({ dir: root, env: {}, disk: nodeSourceDisk, kinds: testKinds });
    expect(loaded.ok ? [] : loaded.diagnostics.map(({ place, message }) => `${place?.file}: ${message}`)).toEqual([
      'desired/x.yaml: desired/x.yaml is a broken link',
      'desired/y.yaml: desired/y.yaml is a broken link',
    ]);
  });

  it('never passes over a folder or a file that it must not read', () => {
    put('postform.yaml', 'postform: 1\nworkspace: w\ndesired: [desired/**/*.yaml]\n');
    put('desired/in/a.yaml', 'boards: { a: { name: A } }\n');
    put('desired/b.yaml', 'boards: { b: { name: B } }\n');
    const guarded: SourceDisk = {
      ...nodeSourceDisk,
      list: (path) => (path.endsWith('/in') ? undefined : nodeSourceDisk.list(path)),
      read: (path, max) => (path.endsWith('b.yaml') ? { ok: false, why: 'denied' } : nodeSourceDisk.read(path, max)),
    };
    const loaded = loadProject({ dir: root, env: {}, disk: guarded, kinds: testKinds });
    expect(loaded.ok ? [] : loaded.diagnostics.map(({ message }) => message)).toEqual([
      'desired/b.yaml cannot be read',
      'the folder desired/in cannot be listed, so what its files declare is unknown',
    ]);
  });
});

describe('links on a real disk', () => {
  it.each([
    ['inside the repository', 'repo/shared.json', true],
    ['out of the repository', 'outside.json', false],
    ['to a hidden file', 'repo/.hidden.json', false],
  ])('of sources may lead %s: %s, %s', (_where, target, isFine) => {
    put('repo/.git/HEAD');
    put(target, '{}');
    put('repo/project/postform.yaml');
    symlinkSync(join(root, target), join(root, 'repo/project/link.json'));
    symlinkSync(join(root, target, '..'), join(root, 'repo/project/folder'));
    const files = sourceFiles(nodeSourceDisk, 'a.yaml', boundsOf(nodeSourceDisk, join(root, 'repo/project')), {
      purpose: 'parse',
    });
    expect(files.json('link.json').ok).toBe(isFine);
    expect(files.json(`folder/${target.split('/').at(-1)}`).ok).toBe(isFine);
  });

  it('of desired files never lead out of the project', () => {
    put('outside.yaml', 'canary: [');
    put('project/postform.yaml', 'postform: 1\nworkspace: w\ndesired: [desired/*.yaml]\n');
    put('project/desired/a.yaml', 'boards: { a: { name: A } }\n');
    symlinkSync(join(root, 'outside.yaml'), join(root, 'project/desired/x.yaml'));
    const loaded = loadProject({ dir: join(root, 'project'), env: {}, disk: nodeSourceDisk, kinds: testKinds });
    expect(loaded.ok ? [] : loaded.diagnostics.map(({ code, message }) => `${code} ${message}`)).toEqual([
      'D_FILE_OUTSIDE desired/x.yaml is a link that points outside the project',
    ]);
  });

  it('reads a project that is itself reached by a link', () => {
    put('real/postform.yaml', 'postform: 1\nworkspace: w\ndesired: [d/*.yaml]\n');
    put('real/x.json', '{"items": []}');
    put('real/d/a.yaml', `boards: { a: { name: A, source: ${JSON.stringify(join(root, 'real/x.json'))} } }\n`);
    symlinkSync('real', join(root, 'alias'));
    const loaded = loadProject({ dir: join(root, 'alias'), env: {}, disk: nodeSourceDisk, kinds: testKinds });
    expect(loaded.ok ? [] : loaded.diagnostics.map(({ message }) => message)).toEqual([]);
    expect(loaded.ok).toBe(true);
  });
});
