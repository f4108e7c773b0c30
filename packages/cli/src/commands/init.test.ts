// The starter project, as people make it.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { useCliHarness } from '../../../../tests/harness/cli-harness.ts';

const cli = useCliHarness();

describe('init', () => {
  it('writes a project that plans, and changes nothing the second time', async () => {
    cli.open();
    cli.project.write('.gitignore', 'node_modules/\n');
    const first = await cli.start('init', '--workspace', cli.emulator.workspace);
    expect(first).toMatchObject({ exit: 0, out: '' });
    expect(existsSync(join(cli.project.dir, '.postform/default.state'))).toBe(true);
    expect(cli.project.read('.gitignore')).toMatch(/^node_modules\/\n/);
    const files = ['postform.yaml', 'desired/example.yaml', '.gitignore', '.postform/default.state'].map(
      cli.project.read,
    );
    expect(await cli.postform('init')).toMatchObject({ exit: 0 });
    expect(
      ['postform.yaml', 'desired/example.yaml', '.gitignore', '.postform/default.state'].map(cli.project.read),
    ).toEqual(files);
    expect(await cli.postform('plan')).toMatchObject({ exit: 0 });
  });

  it('says what is left to do where nobody has named a workspace', async () => {
    cli.open();
    const first = await cli.postform('init');
    expect(first).toMatchObject({ exit: 0 });
    expect(first.err).toContain('put the ID of your workspace');
    expect(existsSync(join(cli.project.dir, '.postform/default.state'))).toBe(false);
  });
});
