// Plan files: a plan takes the place of nothing but a plan.
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { useCliHarness } from '../../../../tests/harness/cli-harness.ts';
import { checkPlanPlace } from './plan-file.ts';

const root = mkdtempSync(join(tmpdir(), 'postform-plan-file-'));
afterAll(() => rmSync(root, { recursive: true }));

const at = (name: string, text?: string): string => {
  const path = join(root, name);
  if (text !== undefined) writeFileSync(path, text);
  return path;
};

describe('a plan is saved', () => {
  it.each([
    ['where nothing is', at('new.json')],
    ['over a file without content, as mktemp makes it', at('empty.json', '')],
    ['over a plan, also of another version', at('old.json', '{"check":"x","is":"postform plan","plan":{"format":99}}')],
  ])('%s', (_, path) => {
    expect(() => checkPlanPlace(path)).not.toThrow();
  });

  it.each([
    ['the project file', at('postform.yaml', 'postform: 1\n'), 'is not a plan'],
    ['a state', at('default.state', '{"format":2}\n'), 'is not a plan'],
    ['a folder', root, 'it is a folder'],
    ['a file in a folder that does not exist', join(root, 'nowhere', 'plan.json'), 'does not exist'],
  ])('but not in the place of %s', (_, path, words) => {
    expect(() => checkPlanPlace(path)).toThrow(expect.objectContaining({ code: 'E_CLI_PLAN_FILE' }));
    expect(() => checkPlanPlace(path)).toThrow(words);
  });
});

describe('plan -o with the name of a file of the project', () => {
  const cli = useCliHarness();

  it('leaves the file as it was, sends nothing and is an error', async () => {
    cli.open();
    cli.project.write('postform.yaml', `postform: 1\nworkspace: ${cli.emulator.workspace}\ndesired: [a.yaml]\n`);
    cli.project.write('a.yaml', 'environments: { one: { name: One } }\n');
    const run = await cli.postform('plan', '-o', 'a.yaml');
    expect([run.exit, run.err]).toEqual([1, expect.stringContaining('E_CLI_PLAN_FILE')]);
    expect(run.err).not.toContain('Reading');
    expect(readFileSync(join(cli.project.dir, 'a.yaml'), 'utf8')).toBe('environments: { one: { name: One } }\n');
    expect(existsSync(join(cli.project.dir, '.postform', 'default.state'))).toBe(false);
  });
});
