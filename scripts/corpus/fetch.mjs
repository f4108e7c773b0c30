// Reads the list of docs/corpus.md and fetches what it names; a file is written only if its digest is the listed one.
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** The files of the page: `{ repository, commit, path, file, sha256 }`, with `repository` as OWNER/NAME. */
export function listedIn(page) {
  const files = [];
  let at = {};
  for (const [, key, value] of page.matchAll(/^(repository|commit|path|file|sha256) +(\S.*)$/gm)) {
    at = { ...at, [key]: key === 'repository' ? value.replace('https://github.com/', '') : value };
    if (key === 'sha256') files.push(at);
  }
  return files;
}

/** `wrong` has one line for each file that could not be had as it is listed; nothing is written of these. */
export async function fetchAll(files, folder, host) {
  const result = { fetched: 0, kept: 0, wrong: [] };
  for (const { repository, commit, path, file, sha256 } of files) {
    const target = join(folder, file);
    if (existsSync(target) && digestOf(readFileSync(target)) === sha256) {
      result.kept += 1;
      continue;
    }
    const url = `${host}/${[repository, commit, path].join('/').split('/').map(encodeURIComponent).join('/')}`;
    const bytes = await bytesOf(url);
    if (typeof bytes === 'string') result.wrong.push(`${file}: ${url} ${bytes}`);
    else if (digestOf(bytes) !== sha256)
      result.wrong.push(`${file}: ${url} has the digest ${digestOf(bytes)}, listed ${sha256}`);
    else {
      mkdirSync(dirname(target), { recursive: true });
      writeFileSync(`${target}.part`, bytes);
      renameSync(`${target}.part`, target);
      result.fetched += 1;
    }
  }
  return result;
}

/** The body, or what went wrong in words. */
async function bytesOf(url) {
  try {
    const reply = await fetch(url, { signal: AbortSignal.timeout(60_000) });
    return reply.ok ? Buffer.from(await reply.arrayBuffer()) : `answers ${reply.status}`;
  } catch (thrown) {
    return `cannot be reached: ${thrown.cause?.message ?? thrown.message}`;
  }
}

function digestOf(bytes) {
  return createHash('sha256').update(bytes).digest('hex');
}
