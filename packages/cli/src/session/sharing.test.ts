// Where runs keep what they share.
import { existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Project } from '@postform/config';
import type { Event } from '@postform/engine';
import { describe, expect, it, onTestFinished } from 'vitest';
import type { Terminal } from '../output/terminal.ts';
import { sharedFolder, sharingOf } from './sharing.ts';
import { random } from './wire.ts';

describe('the folder that runs share', () => {
  it.each([
    ['POSTFORM_HOME', { POSTFORM_HOME: '/p', XDG_STATE_HOME: '/x', HOME: '/h' }, 'linux', '/p'],
    ['the state folder of the desktop', { XDG_STATE_HOME: '/x', HOME: '/h' }, 'linux', '/x/postform'],
    ['the home', { HOME: '/h' }, 'darwin', '/h/.local/state/postform'],
    ['local application data on Windows', { LOCALAPPDATA: '/l', HOME: '/h' }, 'win32', '/l/postform'],
  ] as const)('is %s', (_, env, platform, dir) => {
    expect(sharedFolder(env, platform)).toBe(dir);
  });
});

function open(env: Terminal['env'], budget: Project['budget'] = {}) {
  const root = mkdtempSync(join(tmpdir(), 'postform-sharing-'));
  onTestFinished(() => rmSync(root, { recursive: true }));
  const events: Event[] = [];
  const ports = { random, emit: (event: Event) => void events.push(event) };
  const opened = sharingOf({ env } as Terminal, { root, budget } as Project, ports);
  return { root, events, opened };
}

describe('the store that runs share', () => {
  it('is a folder of this machine, with a name of its own for each run', async () => {
    const { root, opened } = open({ POSTFORM_HOME: mkdtempSync(join(tmpdir(), 'postform-home-')) });
    const { store, fallback, owner } = await opened;
    expect(fallback).toBeUndefined();
    expect(owner).toContain(`:${process.pid}:`);
    expect(await store.transact('a', () => ({ after: {}, result: 1 }))).toBe(1);
    expect(readdirSync(root)).toEqual([]);
  });

  it.skipIf(!existsSync('/proc/self'))(
    'is in the project, too, where the machine takes no folder at that place (needs /proc)',
    async () => {
      const { events, opened } = open({ POSTFORM_HOME: '/proc/postform/below' });
      await opened;
      expect(events).toMatchObject([{ type: 'warning', text: expect.stringContaining('is not writable') }]);
    },
  );

  it('is in the project, with a warning, where that folder cannot be written', async () => {
    const file = join(mkdtempSync(join(tmpdir(), 'postform-home-')), 'a-file');
    writeFileSync(file, '');
    const { root, events, opened } = open({ POSTFORM_HOME: join(file, 'below') });
    expect((await opened).store.name).toBe(join(root, '.postform', 'shared'));
    expect(events).toMatchObject([{ type: 'warning', text: expect.stringContaining('is not writable') }]);
  });

  it('is a Redis where the project names one, or the environment, which wins', async () => {
    const env = { POSTFORM_HOME: mkdtempSync(join(tmpdir(), 'postform-home-')) };
    const first = await open(env, { store: 'redis://redis.example.com:6379' }).opened;
    expect(first.store.name).toBe('redis://redis.example.com:6379');
    expect(first.fallback?.name).toBe(env.POSTFORM_HOME);
    const url = 'redis://me:canary-3@other.example.com/1';
    const second = await open({ ...env, POSTFORM_BUDGET_STORE: url }, { store: 'files' }).opened;
    expect(second.store.name).toBe('redis://other.example.com/1');
    await Promise.all([first, second].flatMap(({ store, fallback }) => [store.close(), fallback?.close()]));
    const loud = open(env, { store: url });
    await (await loud.opened).store.close();
    expect(loud.events).toMatchObject([{ type: 'warning', text: expect.stringContaining('contains a password') }]);
    expect(JSON.stringify(loud.events)).not.toContain('canary');
    const wrong = open({ ...env, POSTFORM_BUDGET_STORE: 'memcached://x' }).opened;
    const message = 'POSTFORM_BUDGET_STORE (memcached://x) is not a redis:// or rediss:// URL.';
    await expect(wrong).rejects.toMatchObject({ code: 'E_STATE_REDIS_URL', message });
  });
});
