import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Disk } from './disk.ts';
import { findProject, loadProject } from './load.ts';
import { nodeDisk } from './node-disk.ts';
import { sourceFiles } from './source-files.ts';
import { testKinds } from './testing/kinds.ts';

let root = '';

beforeEach(() => {
  root = nodeDisk.realPath(mkdtempSync(join(tmpdir(), 'postform-config-'))) ?? '';
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
    expect(findProject(join(root, 'a/b/c'), nodeDisk)).toBe(outer);
    const inner = put('a/postform.json', '{}');
    expect(findProject(join(root, 'a/b/c'), nodeDisk)).toBe(inner);
    expect(findProject(join(root, 'a'), nodeDisk)).toBe(inner);
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
    expect(findProject(root, nodeDisk)).toBeUndefined();
    for (const name of ['postform.json', 'postform.yml', 'postform.yaml']) {
      const file = put(name);
      expect(findProject(root, nodeDisk)).toBe(file);
    }
  });

  it('executes nothing, also not the settings that cosmiconfig looks for', () => {
    const mark = (name: string) => `require('node:fs').writeFileSync(${JSON.stringify(join(root, `ran-${name}`))}, '')`;
    put('postform.yaml', '$import: other.js\npostform: 1\n');
    for (const name of ['.config/config.js', '.config/config.cjs', 'other.js', 'postform.js'])
      put(name, mark(name.replaceAll('/', '-')));
    put('package.json', JSON.stringify({ cosmiconfig: { searchPlaces: ['postform.js'] } }));
    vi.spyOn(process, 'cwd').mockReturnValue(root);
    vi.stubEnv('XDG_CONFIG_HOME', join(root, 'xdg'));
    put('xdg/postform/config.js', mark('xdg'));
    const loaded = loadProject({ dir: root, env: {}, disk: nodeDisk, kinds: testKinds });
    expect(loaded.ok ? [] : loaded.diagnostics.map(({ message }) => message)).toContain('unknown key "$import"');
    rmSync(join(root, 'postform.yaml'));
    expect(findProject(root, nodeDisk)).toBeUndefined();
    expect(nodeDisk.list(root)?.filter(({ name }) => name.startsWith('ran-'))).toEqual([]);
    vi.unstubAllEnvs();
  });
});

describe('the disk', () => {
  it('tells missing, folder, too large and unreadable apart', () => {
    put('f', 'abc');
    expect(nodeDisk.read(join(root, 'f'), 3)).toMatchObject({ ok: true });
    expect(nodeDisk.read(join(root, 'f'), 2)).toEqual({ ok: false, why: 'too-large', sizeBytes: 3 });
    expect(nodeDisk.read(root, 9)).toEqual({ ok: false, why: 'not-a-file' });
    for (const path of ['gone', 'f/x', 'a\0b', 'x'.repeat(5000)])
      expect(nodeDisk.read(join(root, path), 9)).toEqual({ ok: false, why: 'missing' });
    symlinkSync('loop', join(root, 'loop'));
    expect(nodeDisk.read(join(root, 'loop'), 9)).toEqual({ ok: false, why: 'denied' });
    expect(nodeDisk.list(join(root, 'gone'))).toBeUndefined();
  });

  it('loads a project whose globs meet links to folders, without following them', () => {
    put('postform.yaml', 'postform: 1\nworkspace: w\ndesired: [desired/**/*.yaml]\n');
    put('desired/deep/a.yaml', 'boards: { a: { name: A } }\n');
    symlinkSync('..', join(root, 'desired/deep/up'));
    const loaded = loadProject({ dir: root, env: {}, disk: nodeDisk, kinds: testKinds });
    expect(loaded).toMatchObject({ ok: true, files: ['desired/deep/a.yaml'] });
  });

  it('lets no link lead out of the project', () => {
    const outside = put('outside.json', '{}');
    put('project/postform.yaml');
    symlinkSync(outside, join(root, 'project/link.json'));
    put('project/real.json', '{}');
    symlinkSync('real.json', join(root, 'project/inner.json'));
    const files = sourceFiles(nodeDisk, join(root, 'project'), 'a.yaml');
    expect(files.json('link.json')).toMatchObject({ ok: false, problem: { code: 'D_FILE_OUTSIDE' } });
    expect(files.json('inner.json')).toMatchObject({ ok: true });
  });

  it('never passes over a desired file that is a link to nowhere or to itself, or no file', () => {
    put('postform.yaml', 'postform: 1\nworkspace: w\ndesired: [desired/**/*.yaml]\n');
    put('desired/a.yaml', 'boards: { a: { name: A } }\n');
    symlinkSync(join(root, 'gone'), join(root, 'desired/x.yaml'));
    symlinkSync('y.yaml', join(root, 'desired/y.yaml'));
    const loaded = loadProject({ dir: root, env: {}, disk: nodeDisk, kinds: testKinds });
    expect(loaded.ok ? [] : loaded.diagnostics.map(({ place, message }) => `${place?.file}: ${message}`)).toEqual([
      'desired/x.yaml: desired/x.yaml is a link that leads nowhere',
      'desired/y.yaml: desired/y.yaml is a link that leads nowhere',
    ]);
  });

  it('never passes over a folder or a file that it must not read', () => {
    put('postform.yaml', 'postform: 1\nworkspace: w\ndesired: [desired/**/*.yaml]\n');
    put('desired/in/a.yaml', 'boards: { a: { name: A } }\n');
    put('desired/b.yaml', 'boards: { b: { name: B } }\n');
    const guarded: Disk = {
      ...nodeDisk,
      list: (path) => (path.endsWith('/in') ? undefined : nodeDisk.list(path)),
      read: (path, max) => (path.endsWith('b.yaml') ? { ok: false, why: 'denied' } : nodeDisk.read(path, max)),
    };
    const loaded = loadProject({ dir: root, env: {}, disk: guarded, kinds: testKinds });
    expect(loaded.ok ? [] : loaded.diagnostics.map(({ message }) => message)).toEqual([
      'desired/b.yaml cannot be read',
      'the folder desired/in cannot be listed, so that nobody knows what its files declare',
    ]);
  });
});
