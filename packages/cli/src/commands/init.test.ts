// The starter project, as people make it.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { useDesk } from '../testing/desk.ts';

const desk = useDesk();

describe('init', () => {
  it('writes a project that plans, and changes nothing the second time', async () => {
    desk.open();
    desk.project.write('.gitignore', 'node_modules/\n');
    const first = await desk.postform('init', '--workspace', desk.emulator.workspace);
    expect(first).toMatchObject({ exit: 0, out: '' });
    expect(existsSync(join(desk.project.dir, '.postform/default.state'))).toBe(true);
    expect(desk.project.read('.gitignore')).toMatch(/^node_modules\/\n/);
    const files = ['postform.yaml', 'desired/example.yaml', '.gitignore', '.postform/default.state'].map(
      desk.project.read,
    );
    expect(await desk.postform('init')).toMatchObject({ exit: 0 });
    expect(
      ['postform.yaml', 'desired/example.yaml', '.gitignore', '.postform/default.state'].map(desk.project.read),
    ).toEqual(files);
    expect(await desk.postform('plan')).toMatchObject({ exit: 0 });
  });

  it('says what is left to do where nobody has named a workspace', async () => {
    desk.open();
    const first = await desk.postform('init');
    expect(first).toMatchObject({ exit: 0 });
    expect(first.err).toContain('put the id of your workspace');
    expect(existsSync(join(desk.project.dir, '.postform'))).toBe(false);
  });
});
