// The demo runs from end to end and shows what it promises, and README shows what the demo shows.
import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import { expect, it } from 'vitest';
import { picturesOf } from '../../../scripts/picture/files.mjs';
import { ended, repo } from '../../../tests/harness/command.ts';

/** How long a plan is expected to take follows the machine. */
const withoutTimes = (text: string) => text.replace(/about[ \u00a0]\d+[ \u00a0]s/g, 'about N s');

it('the demo plans, applies at the price, finds drift and repairs it, and README shows its drift and plan', async () => {
  const { NO_COLOR: _, ...env } = process.env;
  const child = spawn(process.execPath, [join(repo, 'scripts/demo.mjs')], {
    env: { ...env, FORCE_COLOR: '1' },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const { exit, out: colored, err } = await ended(child);
  const out = stripVTControlCharacters(colored);
  expect({ exit, err: exit === 0 ? '' : err }).toEqual({ exit: 0, err: '' });
  const price = /Plan: 7 to add.* · (\d+) calls/.exec(out)?.[1];
  expect(out).toContain(`The server received ${price} calls`);
  expect(out).toContain('No changes.');
  expect(out).toContain('collection.orders "Orders" was changed by hand');
  expect(out).toContain('List orders');
  expect(out).toContain('schedule.cron: "*/30 * * * *" → "0 5 * * *"');
  expect(out).toContain('3 to change, 0 to delete');
  expect(out.trim().split('\n').at(-1)).toContain('No drift');
  for (const [path, text] of Object.entries(picturesOf(colored, readFileSync(join(repo, 'README.md'), 'utf8'))))
    expect(withoutTimes(readFileSync(join(repo, path), 'utf8')), `${path}: npm run picture`).toBe(withoutTimes(text));
}, 240_000);
