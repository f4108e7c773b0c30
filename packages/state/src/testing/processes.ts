// Runs real processes for tests: compiles the worker from source once, starts it, talks to it, kills it.
import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { build } from 'vite';
import type { Command } from './worker.ts';

export interface Worker {
  readonly pid: number;
  readonly lines: string[];
  tell(command: Command): void;
  /** The next line that `accept` takes, of those that come after the last one that was waited for. */
  next(accept: (line: string) => boolean): Promise<string>;
  /** SIGKILL; resolves when the process is gone and all its lines are read. */
  kill(): Promise<void>;
}

/** Bundles the worker from source, so that these tests need no build; returns its path. */
export async function compileWorker(): Promise<string> {
  const outDir = await mkdtemp(join(tmpdir(), 'postform-worker-'));
  const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));
  await build({
    configFile: false,
    logLevel: 'error',
    root: here('.'),
    resolve: { alias: { '@postform/engine': here('../../../engine/src/index.ts') } },
    ssr: { noExternal: true },
    build: {
      ssr: here('./worker.ts'),
      outDir,
      emptyOutDir: false,
      target: 'node20',
      rollupOptions: { output: { entryFileNames: 'worker.mjs' } },
    },
  });
  return join(outDir, 'worker.mjs');
}

export async function startWorker(script: string): Promise<Worker> {
  const child: ChildProcess = spawn(process.execPath, [script], { stdio: ['pipe', 'pipe', 'inherit'] });
  const lines: string[] = [];
  const waiting = new Set<() => void>();
  let read = 0;
  const closed = new Promise<void>((resolve) => child.once('close', () => resolve()));
  const reader = createInterface({ input: child.stdout! });
  reader.on('line', (line) => {
    lines.push(line);
    for (const check of waiting) check();
  });
  const worker: Worker = {
    pid: child.pid!,
    lines,
    tell: (command) => child.stdin?.write(`${JSON.stringify(command)}\n`),
    next: (accept) =>
      new Promise((resolve) => {
        const check = () => {
          const found = lines.findIndex((line, index) => index >= read && accept(line));
          if (found < 0) return;
          read = found + 1;
          waiting.delete(check);
          resolve(lines[found]!);
        };
        waiting.add(check);
        check();
      }),
    kill: async () => {
      child.kill('SIGKILL');
      await closed;
    },
  };
  await worker.next((line) => line === 'ready');
  return worker;
}
