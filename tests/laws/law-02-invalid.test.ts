// Law 2, the other half of the corpus: files that the schema rejects give problems with places, read from a real disk.
import { copyFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { loadProject, nodeSourceDisk } from '@postform/config';
import { kinds } from '@postform/kinds';
import { afterAll, describe, expect, it } from 'vitest';
import { corpusFiles, isWider } from '../harness/corpus.ts';

const root = mkdtempSync(join(tmpdir(), 'postform-invalid-'));
afterAll(() => rmSync(root, { recursive: true, force: true }));

/** Without the search for credentials, which says nothing of the format. */
function validate(path: string) {
  const dir = mkdtempSync(join(root, 'project-'));
  mkdirSync(join(dir, 'desired'));
  writeFileSync(
    join(dir, 'postform.yaml'),
    'postform: 1\nworkspace: 00000000-0000-4000-8000-000000000000\ndesired: [desired/*.yaml]\nguard: { secrets: off }\n',
  );
  writeFileSync(join(dir, 'desired', 'one.yaml'), 'collections:\n  one: { source: ../source.json }\n');
  copyFileSync(path, join(dir, 'source.json'));
  return loadProject({ dir, env: {}, disk: nodeSourceDisk, kinds });
}

describe('Law 2, files that the schema rejects', () => {
  const files = corpusFiles('invalid');

  it.each(files.filter(isWider))('$name is what Postman writes, and accepted', ({ path }) => {
    expect(validate(path)).toMatchObject({ ok: true, warnings: [] });
  });

  it.each(files.filter((file) => !isWider(file)))('$name gives problems with places in it', ({ path }) => {
    const loaded = validate(path);
    if (loaded.ok) throw new Error('was accepted');
    const lines = readFileSync(path, 'utf8').split('\n');
    expect(loaded.diagnostics.length).toBeGreaterThan(0);
    expect(loaded.diagnostics.length).toBeLessThanOrEqual(25);
    for (const { severity, message, place } of loaded.diagnostics) {
      expect(severity).toBe('error');
      expect(message).not.toMatch(/\bat .*\.ts:\d|undefined|\[object/);
      expect(place?.file).toBe('source.json');
      const line = lines[place!.line - 1];
      expect(line, message).toBeDefined();
      expect(place!.column, message).toBeLessThanOrEqual(line!.length + 1);
      expect(line!.slice(place!.column - 1).trim(), message).not.toBe('');
    }
    const said = loaded.diagnostics.map(({ message, place }) => `${place?.line}:${place?.column} ${message}`);
    expect(new Set(said).size).toBe(said.length);
  });

  it('every valid file is accepted the same way', { timeout: 60_000 }, () => {
    for (const { path, name } of corpusFiles('collections'))
      expect(validate(path), name).toMatchObject({ ok: true, warnings: [] });
  });
});
