// Keeps data that processes of one machine share, one small file per key; a kill leaves the old or the new content.
import { mkdirSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { Emit, Random, SharedStore } from '@postform/engine';
import { diskCode } from '../disk/disk.ts';
import { LockLost, type StillMine, shortly } from './short-lock.ts';
import { spareOf, swapContent } from './swap-content.ts';

export interface FileSharedStoreOptions {
  /** E.g. `~/.local/state/postform`. */
  readonly dir: string;
  readonly random: Random;
  readonly hostname: string;
  readonly pid: number;
  readonly emit: Emit;
}

/** Untouched for so long a file is of no use to anybody: months that are long over, users that are gone. */
const KEPT_MS = 400 * 86_400_000;

/** Time and sleep are real: other processes of this machine are on the other side. */
export function fileSharedStore({ dir, random, hostname, pid, emit }: FileSharedStoreOptions): SharedStore {
  const nonce = () => random.uuid();
  const sleep = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms));
  const warned = new Set<string>();
  /** What this process wrote last, by path: it need not be parsed while the file holds the same text. */
  const lastWritten = new Map<string, { readonly text: string; readonly content: unknown }>();
  let isSwept = false;

  const read = (path: string, stillMine: StillMine): unknown => {
    try {
      const text = readFileSync(path, 'utf8').trimEnd();
      const last = lastWritten.get(path);
      // Whoever changes it may alter it in place.
      lastWritten.delete(path);
      return last?.text === text ? last.content : JSON.parse(text);
    } catch (error) {
      if (diskCode(error) === 'ENOENT') return undefined;
      if (!(error instanceof SyntaxError)) throw error;
      // Without the lock it is no wonder: the file may be the spare one of another process by now.
      stillMine();
      if (!warned.has(path)) {
        warned.add(path);
        const text = `${path}: the shared budget data was damaged and starts anew. Nothing else is lost.`;
        emit({ type: 'warning', text });
      }
      return undefined;
    }
  };
  const write = (path: string, content: unknown, stillMine: StillMine) => {
    if (content === undefined) {
      stillMine();
      for (const name of [path, spareOf(path)]) rmSync(name, { force: true });
      return;
    }
    const text = JSON.stringify(content);
    try {
      swapContent(path, text, nonce(), stillMine);
      lastWritten.set(path, { text, content });
    } catch (error) {
      // Another process swept it away, or the whole folder is gone: from the start.
      throw diskCode(error) === 'ENOENT' ? new LockLost(`${path} was taken away`) : error;
    }
  };

  return {
    name: dir,
    transact: async (key, change) => {
      if (!isSwept) sweep(dir);
      isSwept = true;
      const path = join(dir, fileNameOf(key));
      const options = { path: `${path}.lock`, hostname, pid, nowMs: Date.now, sleep, nonce };
      return shortly(options, (stillMine) => {
        const before = read(path, stillMine);
        const { after, result } = change(before, Date.now());
        if (before !== undefined || after !== undefined) write(path, after, stillMine);
        return result;
      });
    },
    close: async () => {},
  };
}

/** `month/team-1/2026-11` is `month-team-1-2026-11.json`. */
function fileNameOf(key: string): string {
  return `${key.replaceAll(/[^\w.-]+/g, '-')}.json`;
}

/** Removes what nobody has touched for long, leftovers of killed processes included. */
function sweep(dir: string): void {
  mkdirSync(dir, { recursive: true, mode: 0o700 });
  for (const name of readdirSync(dir)) {
    const path = join(dir, name);
    const keptMs = name.endsWith('.tmp') || name.includes('.lock.') ? 60_000 : KEPT_MS;
    const changedMs = statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? Date.now();
    if (/\.json(\.|$)/.test(name) && Date.now() - changedMs > keptMs) rmSync(path, { force: true });
  }
}
