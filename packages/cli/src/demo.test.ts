// The demo runs from end to end and shows what it promises.
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { ended, repo } from '../../../tests/harness/command.ts';

it('the demo plans, applies at the price, finds drift in a request and a monitor, and repairs it', async () => {
  const child = spawn(process.execPath, [join(repo, 'scripts/demo.mjs')], { stdio: ['ignore', 'pipe', 'pipe'] });
  const { exit, out, err } = await ended(child);
  expect({ exit, err: exit === 0 ? '' : err }).toEqual({ exit: 0, err: '' });
  const price = /Plan: 7 to add.* · (\d+) calls/.exec(out)?.[1];
  expect(out).toContain(`The server received ${price} calls`);
  expect(out).toContain('No changes.');
  expect(out).toContain('collection.orders "Orders" was changed by hand');
  expect(out).toContain('List orders');
  expect(out).toContain('schedule.cron: "*/30 * * * *" → "0 5 * * *"');
  expect(out).toContain('2 to change, 0 to delete');
  expect(out.trim().split('\n').at(-1)).toContain('No drift');
}, 240_000);
