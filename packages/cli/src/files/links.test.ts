// What lies in a project and is a link: followed while it stays inside, refused where it leads out.
import {
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Project } from '@postform/config';
import type { State } from '@postform/engine';
import { fileStateStore } from '@postform/state';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ignoreLocalFiles } from '../new-project/ignore-file.ts';
import type { Report } from '../session/report.ts';
import { clock, random } from '../session/wire.ts';
import { realPathOf } from './links.ts';
import { planTarget } from './plan-file.ts';
import { storePaths } from './store-paths.ts';

let root: string;
let outside: string;
beforeEach(() => {
  root = realPathOf(mkdtempSync(join(tmpdir(), 'postform-links-')));
  outside = realPathOf(mkdtempSync(join(tmpdir(), 'postform-outside-')));
});
afterEach(() => {
  for (const folder of [root, outside]) rmSync(folder, { recursive: true, force: true });
});

const project = (path?: string) =>
  ({ root, stack: 'default', state: { backend: 'file', ...(path === undefined ? {} : { path }) } }) as Project;
const link = (to: string, name: string): void => {
  mkdirSync(join(root, name, '..'), { recursive: true });
  symlinkSync(to, join(root, name));
};

async function makeState(path: string): Promise<void> {
  const state = { format: 1, lineage: 'l', serial: 0, workspace: 'w', stack: 'default', resources: {}, intents: [] };
  const store = fileStateStore({ path, clock, random, hostname: 'h', pid: process.pid });
  const lease = await store.lock({ operation: 'test', initial: () => state as State });
  await lease.append({ type: 'intent-closed', address: 'mock.a' });
  await lease.release();
}

describe('the files of a stack', () => {
  it.each([
    ['the state', '.postform/default.state', 'default.state'],
    ['the evidence', '.postform/default.evidence', 'x'],
    ['the folder of what was overwritten', '.postform/overwritten', 'x'],
    ['.postform itself', '.postform', '.'],
    ['a state that is not there yet', '.postform/default.state', 'not-there/yet'],
  ])('are refused where %s is a link out of the project', (_, name, to) => {
    link(join(outside, to), name);
    expect(() => storePaths(project())).toThrow(expect.objectContaining({ code: 'E_CLI_LINK_OUT' }));
    expect(readdirSync(outside)).toEqual([]);
  });

  it('are refused where a link leads in a circle', () => {
    link(join(root, 'b'), '.postform');
    link(join(root, '.postform'), 'b');
    expect(() => storePaths(project())).toThrow(/in a circle/);
  });

  it.each(['there', 'not there yet'])('stay links where the target is in the project and %s', async (when) => {
    mkdirSync(join(root, 'kept'));
    if (when === 'there') await makeState(join(root, 'kept', 'a.state'));
    link('../kept/a.state', '.postform/default.state');
    const { state } = storePaths(project());
    expect(state).toBe(join(root, 'kept', 'a.state'));
    await makeState(state);
    expect(lstatSync(join(root, '.postform/default.state')).isSymbolicLink()).toBe(true);
    expect(readdirSync(join(root, 'kept'))).toEqual(['a.state']);
    expect(readFileSync(state, 'utf8')).toContain(`"serial": ${when === 'there' ? 2 : 1}`);
  });

  it('may lie in a project that is itself behind a link', () => {
    symlinkSync(root, join(outside, 'project'));
    const behind = { ...project(), root: join(outside, 'project') };
    expect(storePaths(behind).state).toBe(join(root, '.postform', 'default.state'));
  });

  it.each(['.journal', '.lock'])('have no link at the name of the %s: it is not followed', async (end) => {
    const state = join(root, '.postform', 'default.state');
    await makeState(state);
    writeFileSync(join(outside, 'theirs'), 'theirs');
    link(join(outside, 'theirs'), `.postform/default.state${end}`);
    await expect(makeState(state)).rejects.toMatchObject({
      code: 'E_STATE_DISK',
      message: expect.stringContaining('symbolic link'),
    });
    expect(readFileSync(join(outside, 'theirs'), 'utf8')).toBe('theirs');
  });
});

describe('a saved plan', () => {
  it('goes through a link that stays in the project, and not out of it', () => {
    link('plans/p.json', 'in.json');
    link(join(outside, 'p.json'), 'out.json');
    expect(planTarget(root, join(root, 'in.json'))).toBe(join(root, 'plans', 'p.json'));
    expect(() => planTarget(root, join(root, 'out.json'))).toThrow(expect.objectContaining({ code: 'E_CLI_LINK_OUT' }));
  });
  it('goes wherever a person says', () => {
    expect(planTarget(root, join(outside, 'p.json'))).toBe(join(outside, 'p.json'));
  });
});

describe('.gitignore', () => {
  it('stays as it is where it is a link out of the project', () => {
    link(join(outside, 'ignored'), '.gitignore');
    const said: string[] = [];
    ignoreLocalFiles(root, { notice: (text: string) => void said.push(text) } as Report);
    expect(said).toEqual([expect.stringContaining('leads out of the project')]);
    expect(existsSync(join(outside, 'ignored'))).toBe(false);
  });
});
