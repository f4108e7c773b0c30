// Holds every exchange of every test file against Postman's document; vitest loads it before each file.
//
// Answers of the emulator: all. Calls: those of Postform's own client always, others when they were answered 2xx
// and do not call themselves hostile.
// An emulator in another process is not seen.
// A test file that publishes on `postform.emulator.odd-content` holds collections and environments with content that
// the document does not list, on purpose: of their content nothing is said in that file.

import { channel } from 'node:diagnostics_channel';
import { appendFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll } from 'vitest';
import type { Exchange } from '../../http/respond.ts';

/** What each test file met is appended to a file in this folder (`npm run deviations`). */
const folder = process.env['POSTFORM_DEVIATIONS'];

const mostShown = 30;
let watching: ReturnType<typeof load> | undefined;
let check: ((exchange: Exchange, isOdd: boolean) => void) | undefined;
const waiting: { readonly exchange: Exchange; readonly isOdd: boolean }[] = [];

let isOdd = false;
const noteOdd = (): void => {
  isOdd = true;
};
const noteExchange = (message: unknown): void => {
  const exchange = message as Exchange;
  if (check === undefined) {
    waiting.push({ exchange, isOdd });
    watching ??= load();
  } else check(exchange, isOdd);
};
const channels = [
  [channel('postform.emulator.odd-content'), noteOdd],
  [channel('postform.emulator.exchange'), noteExchange],
] as const;
for (const [from, listener] of channels) from.subscribe(listener);

/** Loads the check at the first exchange: most test files have none. */
async function load() {
  const { end, note } = await import('./watch.ts');
  check = note;
  for (const one of waiting.splice(0)) note(one.exchange, one.isOdd);
  return { end };
}

// The next test file runs in the same process.
afterAll(async () => {
  for (const [from, listener] of channels) from.unsubscribe(listener);
  const ended = (await watching)?.end();
  if (ended === undefined) return;
  if (folder !== undefined) appendFileSync(join(folder, `${process.pid}.ndjson`), `${JSON.stringify(ended)}\n`);
  if (ended.violations.length === 0) return;
  throw new Error(`differs from Postman's document (deviations.ts lists what may):\n${shown(ended.violations)}`);
});

function shown(lines: readonly string[]): string {
  const rest = lines.length - mostShown;
  return [...lines.slice(0, mostShown), ...(rest > 0 ? [`… and ${rest} more`] : [])].join('\n');
}
