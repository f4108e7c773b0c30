// Runs as a process of its own for tests that kill and race; takes commands as lines of JSON and answers in lines.
import { randomBytes, randomUUID } from 'node:crypto';
import { writeSync } from 'node:fs';
import { createInterface } from 'node:readline';
import type { State } from '@postform/engine';
import { fileEvidenceStore } from '../file/evidence.ts';
import { fileStateStore } from '../file/store.ts';
import { fileSharedStore } from '../shared/file-store.ts';
import { recorded } from './states.ts';

export type Command =
  /** Locks, appends and releases for ever; answers `ack N` with the serial of each entry that is durable. */
  | { readonly do: 'apply'; readonly path: string; readonly runs: number; readonly lockTimeoutMs: number }
  /** Takes the lock once everybody is likely to be there; answers `won` or `lost CODE`. Keeps it. */
  | { readonly do: 'take'; readonly path: string; readonly atMs: number }
  | { readonly do: 'evidence'; readonly path: string; readonly name: string; readonly times: number }
  | { readonly do: 'share'; readonly dir: string; readonly times: number };

const seams = {
  clock: { nowMs: () => Date.now(), sleep: (ms: number) => new Promise<void>((done) => setTimeout(done, ms)) },
  random: { uuid: () => randomUUID(), bytes: (n: number) => randomBytes(n) },
  hostname: 'host-a',
  pid: process.pid,
};
const initial = (): State => ({
  format: 1,
  lineage: 'lineage-1',
  serial: 0,
  workspace: 'w-1',
  stack: 'staging',
  resources: {},
  intents: [],
});

/** Synchronous, so that an answer that was given is out even when the kill comes next. */
function answer(line: string): void {
  writeSync(1, `${line}\n`);
}

async function apply(command: Command & { do: 'apply' }): Promise<void> {
  const store = fileStateStore({ ...seams, path: command.path, lockTimeoutMs: command.lockTimeoutMs });
  for (let run = 0; run < command.runs; run++) {
    const lease = await store.lock({ operation: 'apply', initial });
    answer(`ack ${lease.state().serial}`);
    for (let n = 0; n < 4; n++) {
      const serial = lease.state().serial + 1;
      const record = recorded(String(serial));
      const sent = { '/name': 'x'.repeat(serial % 5 === 0 ? 20_000 : 20) };
      const current = { ...record.current, baseline: { ...record.current.baseline, sent } };
      await lease.append({ type: 'records', records: { [`mock.m${serial % 7}`]: { ...record, current } } });
      answer(`ack ${serial}`);
    }
    await lease.release();
  }
}

async function take(command: Command & { do: 'take' }): Promise<string> {
  while (Date.now() < command.atMs) await new Promise((done) => setImmediate(done));
  try {
    await fileStateStore({ ...seams, path: command.path }).lock({ operation: 'race', initial });
    return 'won';
  } catch (error) {
    return `lost ${error instanceof Error && 'code' in error ? String(error.code) : String(error)}`;
  }
}

async function run(command: Command): Promise<string> {
  if (command.do === 'apply') await apply(command);
  if (command.do === 'take') return take(command);
  if (command.do === 'evidence') {
    const store = fileEvidenceStore({ ...seams, path: command.path, emit: (event) => answer(JSON.stringify(event)) });
    for (let n = 0; n < command.times; n++) {
      await store.merge({
        [`mock.${command.name}${n}`]: { at: n, how: 'body', id: command.name },
        'mock.all': { at: n, how: 'list', id: command.name },
      });
    }
  }
  if (command.do === 'share') {
    const store = fileSharedStore({ ...seams, dir: command.dir, emit: (event) => answer(JSON.stringify(event)) });
    for (let n = 0; n < command.times; n++) {
      const sum = await store.transact('sum', (before) => {
        const after = Number(before ?? 0) + 1;
        return { after, result: after };
      });
      answer(`sum ${sum}`);
    }
  }
  return 'done';
}

createInterface({ input: process.stdin }).on('line', (line) => {
  run(JSON.parse(line) as Command).then(answer, (error: unknown) => answer(`failed ${String(error)}`));
});
answer('ready');
