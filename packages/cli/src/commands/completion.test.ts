// Completion as a shell asks for it: the script for bash runs in a real one, and asks the real program.
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { bin, copyExample } from '../../../../tests/harness/command.ts';
import { runInside } from '../../../../tests/harness/in-process-cli.ts';
import { commands } from '../command-table.ts';

const project = copyExample('02-service-team');
const folder = mkdtempSync(join(tmpdir(), 'postform-completion-'));
afterAll(() => {
  project.remove();
  rmSync(folder, { recursive: true });
});
const inside = async (...argv: string[]) => runInside(argv, { cwd: project.dir, env: {} });

/** What bash offers, where the cursor stands behind the last word. */
async function offered(...lines: readonly (readonly string[])[]): Promise<readonly (readonly string[])[]> {
  const script = join(folder, 'postform.bash');
  writeFileSync(script, (await inside('completion', 'bash')).out);
  const asks = lines.map(
    (words) =>
      `COMP_WORDS=(postform ${words.map((word) => `'${word}'`).join(' ')}); COMP_CWORD=${words.length}; _postform; echo "\${COMPREPLY[@]}"`,
  );
  const program = `postform() { ${process.execPath} ${bin} "$@"; }; source ${script}; ${asks.join('; ')}`;
  const out = execFileSync('bash', ['-c', program], { cwd: project.dir, encoding: 'utf8', stdio: 'pipe' });
  return out
    .slice(0, -1)
    .split('\n')
    .map((line) => line.split(' ').filter((word) => word !== ''));
}

it('offers commands, options, choices and arguments in bash', async () => {
  const [first, second, options, choices, behindEquals, shells, nothing] = await offered(
    ['st'],
    ['state', ''],
    ['-C', 'x', 'plan', '--ref'],
    ['plan', '--refresh', ''],
    ['plan', '--refresh', '=', 'f'],
    ['completion', ''],
    ['plan', '--max-calls', ''],
  );
  expect(first).toEqual(['state']);
  expect(second).toEqual(['list', 'show', 'mv', 'rm', 'accept']);
  expect(options).toEqual(['--refresh']);
  expect(choices).toEqual(['full', 'auto', 'list', 'none']);
  expect(behindEquals).toEqual(['full']);
  expect(shells).toEqual(['bash', 'zsh', 'fish']);
  expect(nothing).toEqual([]);
});

it('offers the addresses of the project that -C names', async () => {
  const [addresses] = await offered(['-C', project.dir, 'plan', '--exclude', 'monitor.']);
  expect(addresses).toEqual(['monitor.billing-nightly', 'monitor.orders-smoke']);
});

/** What bash offers first, where `postform` prints this. */
async function firstOffer(printed: string, words: string): Promise<string> {
  const program = `postform() { echo '${printed}'; }
${(await inside('completion', 'bash')).out}
COMP_WORDS=(postform ${words}); COMP_CWORD=$((\${#COMP_WORDS[@]} - 1)); _postform; echo "\${COMPREPLY[0]}"`;
  return execFileSync('bash', ['-c', program], { cwd: project.dir, encoding: 'utf8' });
}

it('takes a name from the project, or one of a folder, as it is', async () => {
  expect(await firstOffer('a$(echo ran)', "--stack ''")).toBe('a$(echo ran)\n');
  mkdirSync(join(project.dir, 'other project'));
  expect(await firstOffer('', '-C oth')).toBe('other project\n');
  expect(await firstOffer('mock.orders', `plan --target '"mock.'`)).toBe('mock.orders\n');
  expect(await firstOffer('mock.orders', "emulator --host ''")).toBe('\n');
});

it('prints addresses and stacks, and nothing where there is no project', async () => {
  expect((await inside('completion', 'stacks')).out).toBe('default\n');
  expect((await inside('completion', 'addresses')).out.split('\n')).toContain('mock.orders');
  const nowhere = await runInside(['completion', 'addresses'], { cwd: folder, env: {} });
  expect(nowhere).toEqual({ exit: 0, out: '', err: '' });
  expect((await inside('completion', 'tcsh')).err).toContain('E_CLI_SHELL');
});

it.each(['zsh', 'fish'])('the script for %s has every command and option', async (shell) => {
  const { exit, out } = await inside('completion', shell);
  expect(exit).toBe(0);
  const flags = commands.flatMap(({ options = [] }) => options.flatMap(({ flags }) => flags.match(/--[a-z-]+/g) ?? []));
  const forms = shell === 'fish' ? flags.map((flag) => `-l ${flag.slice(2)} `) : flags.map((flag) => `'${flag}:`);
  expect(
    [...commands.map(({ name }) => name.split(' ').at(-1)!), ...forms].filter((form) => !out.includes(form)),
  ).toEqual([]);
  // Quotes and braces are closed.
  const plain = out.replaceAll(/'(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*"/g, '');
  expect(plain.split('{')).toHaveLength(plain.split('}').length);
});
