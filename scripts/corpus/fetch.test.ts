// Fetching the corpus, against a server of this process: what has the listed digest is written, anything else is named.
import { createHash } from 'node:crypto';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { fetchAll, listedIn } from './fetch.mjs';

interface Listed {
  readonly repository: string;
  readonly commit: string;
  readonly path: string;
  readonly file: string;
  readonly sha256: string;
}

const digest = (text: string) => createHash('sha256').update(text).digest('hex');
const one: Listed = {
  repository: 'someone/something',
  commit: 'abc',
  path: 'a folder/Ein Heft #1.json',
  file: 'collections/one.json',
  sha256: digest('{"one":1}'),
};

let server: Server;
let host: string;
let folder: string;
let asked: string[];

beforeEach(async () => {
  asked = [];
  folder = mkdtempSync(join(tmpdir(), 'postform-fetch-'));
  server = createServer((request, response) => {
    asked.push(decodeURIComponent(request.url ?? ''));
    const isThere = request.url?.startsWith('/someone/something/abc/');
    response.writeHead(isThere ? 200 : 404).end('{"one":1}');
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  host = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterEach(() => {
  server.close();
  rmSync(folder, { recursive: true, force: true });
});

describe('fetching the corpus', () => {
  it('writes a file with the listed digest, and does not fetch it again', async () => {
    expect(await fetchAll([one], folder, host)).toEqual({ fetched: 1, kept: 0, wrong: [] });
    expect(asked).toEqual(['/someone/something/abc/a folder/Ein Heft #1.json']);
    expect(readFileSync(join(folder, one.file), 'utf8')).toBe('{"one":1}');
    expect(await fetchAll([one], folder, host)).toEqual({ fetched: 0, kept: 1, wrong: [] });
    expect(asked).toHaveLength(1);
  });

  it('writes nothing of a file with another digest, names it, and goes on', async () => {
    const other = { ...one, file: 'collections/other.json', sha256: digest('other') };
    const { fetched, wrong } = await fetchAll([other, one], folder, host);
    expect(fetched).toBe(1);
    expect(wrong).toEqual([expect.stringContaining(`collections/other.json: ${host}/someone/something/abc/`)]);
    expect(wrong[0]).toContain(`listed ${digest('other')}`);
    expect(existsSync(join(folder, 'collections/other.json'))).toBe(false);
  });

  it('replaces a file that was changed', async () => {
    await fetchAll([one], folder, host);
    writeFileSync(join(folder, one.file), 'changed');
    expect(await fetchAll([one], folder, host)).toMatchObject({ fetched: 1 });
    expect(readFileSync(join(folder, one.file), 'utf8')).toBe('{"one":1}');
  });

  it('names what is gone, and a host that does not answer', async () => {
    const gone = await fetchAll([{ ...one, commit: 'gone' }], folder, host);
    expect(gone.wrong[0]).toMatch(/answers 404$/);
    const silent = await fetchAll([one], folder, 'http://127.0.0.1:1');
    expect(silent.wrong[0]).toContain('cannot be reached');
  });
});

describe('the list of docs/corpus.md', () => {
  const page = readFileSync(fileURLToPath(new URL('../../docs/corpus.md', import.meta.url)), 'utf8');
  const files: readonly Listed[] = listedIn(page);

  it('has every field of every file, and each file once', () => {
    expect(files.length).toBeGreaterThan(60);
    for (const { repository, commit, path, file, sha256 } of files) {
      expect(repository).toMatch(/^[\w.-]+\/[\w.-]+$/);
      expect(commit).toMatch(/^[0-9a-f]{40}$/);
      expect(path).not.toBe('');
      expect(file).toMatch(/^(collections|environments|invalid)\/[^/]+\.json$/);
      expect(sha256).toMatch(/^[0-9a-f]{64}$/);
    }
    expect(new Set(files.map(({ file }) => file)).size).toBe(files.length);
  });
});
