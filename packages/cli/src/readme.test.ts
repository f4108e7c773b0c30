// Every command of README and docs runs as it stands there, in a copy of the examples, against a real emulator.
import { spawn } from 'node:child_process';
import { chmodSync, cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type EmulatorProcess, ended, repo, startEmulatorProcess } from '../../../tests/harness/command.ts';

const pages = ['README.md', 'CONTRIBUTING.md', 'examples/README.md'].concat(
  readdirSync(join(repo, 'docs'))
    .filter((name) => name.endsWith('.md'))
    .map((name) => `docs/${name}`),
);

/**
 * Blocks that need no run here: the tests themselves run npm test, the emulator has tests of its own, and npm run
 * pack:check installs the package.
 */
const runElsewhere = new Set(['npx postform emulator', 'npm test', 'npm install --global postform']);

interface Block {
  readonly page: string;
  readonly info: string;
  readonly text: string;
}

const blocks: readonly Block[] = pages.flatMap((page) =>
  [...readFileSync(join(repo, page), 'utf8').matchAll(/^```(sh[^\n]*)\n([\s\S]*?)^```$/gm)].map((match) => ({
    page,
    info: match[1]!,
    text: match[2]!.trim(),
  })),
);

describe('README and docs', () => {
  let emulator: EmulatorProcess;
  let dir: string;

  beforeAll(async () => {
    emulator = await startEmulatorProcess();
    dir = mkdtempSync(join(tmpdir(), 'postform-readme-'));
    cpSync(join(repo, 'examples'), join(dir, 'examples'), { recursive: true });
    const shim = join(dir, 'npx');
    const bin = join(repo, 'packages/cli/bin/postform.js');
    writeFileSync(shim, `#!/bin/sh\n[ "$1" = postform ] || exit 99\nshift\nexec "${process.execPath}" "${bin}" "$@"\n`);
    chmodSync(shim, 0o755);
  });
  afterAll(async () => {
    await emulator.stop();
    rmSync(dir, { recursive: true, force: true });
  });

  it('have no shell block that nothing runs', () => {
    const idle = blocks.filter(({ info, text }) => info !== 'sh test' && !runElsewhere.has(text));
    expect(idle).toEqual([]);
    expect(blocks.filter(({ info }) => info === 'sh test').length).toBeGreaterThan(1);
  });

  it('show commands that work, in the order in which they stand', async () => {
    for (const { page, text } of blocks.filter(({ info }) => info === 'sh test')) {
      const env = {
        ...process.env,
        ...emulator.env,
        CI: '1',
        PATH: `${dir}:${process.env['PATH']}`,
        POSTFORM_HOME: join(dir, 'home'),
      };
      const child = spawn('bash', ['-euc', text], { cwd: dir, env, stdio: ['ignore', 'pipe', 'pipe'] });
      const { exit, err } = await ended(child);
      expect({ page, exit, err: exit === 0 ? '' : err }).toEqual({ page, exit: 0, err: '' });
    }
  }, 240_000);

  it('link every page below docs from the README', () => {
    const readme = readFileSync(join(repo, 'README.md'), 'utf8');
    for (const page of pages.filter((path) => path.startsWith('docs/'))) expect(readme).toContain(`](${page})`);
  });

  it('give every heading of the README a line in its table of contents', () => {
    const readme = readFileSync(join(repo, 'README.md'), 'utf8');
    const anchors = [...readme.matchAll(/^## (.+)$/gm)].map(([, title]) => title!.toLowerCase().replaceAll(' ', '-'));
    const linked = [...readme.matchAll(/^- \[[^\]]+\]\(#([^)]+)\)$/gm)].map(([, anchor]) => anchor!);
    expect(linked).toEqual(anchors);
  });

  it('name every type of record', () => {
    const page = readFileSync(join(repo, 'docs/json-output.md'), 'utf8');
    const source = ['records.ts', 'plan-records.ts', 'event-records.ts']
      .map((name) => readFileSync(join(repo, 'packages/cli/src/json', name), 'utf8'))
      .join('');
    const types = [...source.matchAll(/(?:info\(|type: )'([a-z_]+)'/g)].map((match) => match[1]!);
    expect(types.length).toBeGreaterThan(15);
    for (const type of [...types, 'log', 'validation']) expect(page).toContain(`| \`${type}\` |`);
  });
});
