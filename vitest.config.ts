// How the tests run: from source, so that a test never needs a build to see a change.
import { accessSync, constants, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';
import { skipReporter } from './tests/harness/skips.ts';

const packages = ['engine', 'config', 'client', 'kinds', 'state', 'emulator'];

const all = ['packages/*/src/**/*.test.ts', 'tests/**/*.test.ts', 'scripts/**/*.test.ts'];

/**
 * Test files that replace a module or a variable of the process. Each has a process of its own; all others follow each
 * other in the processes of the workers, which load the sources once.
 */
const apart = [
  'packages/emulator/src/disk/full-disk.test.ts',
  'packages/emulator/src/testing/conformance/own/own.test.ts',
  'packages/state/src/shared/redis-absent.test.ts',
];

/**
 * The folder for temporary files: in memory where the system has such a file system, because the state is synced to the
 * disk at each entry. It is removed at the end.
 */
function temporaryFolder(): string {
  const memory = '/dev/shm';
  try {
    accessSync(memory, constants.W_OK);
  } catch {
    return tmpdir();
  }
  const folder = mkdtempSync(join(memory, 'postform-tests-'));
  process.once('exit', () => rmSync(folder, { recursive: true, force: true }));
  // One level down, so that what a test puts beside the folder is removed, too.
  return mkdtempSync(join(folder, 'files-'));
}

export default defineConfig({
  plugins: [
    {
      name: 'postform:skips',
      // Beside the reporters that a command line chooses, not instead of them.
      configureVitest: ({ vitest, project }) => {
        if (project !== vitest.projects[0]) return;
        const { reporters, testNamePattern } = vitest.config;
        (reporters as unknown[]).push(skipReporter(testNamePattern !== undefined, process.env));
      },
    },
  ],
  resolve: {
    alias: Object.fromEntries(
      packages.map((name) => [
        `@postform/${name}`,
        fileURLToPath(new URL(`./packages/${name}/src/index.ts`, import.meta.url)),
      ]),
    ),
  },
  test: {
    env: { TMPDIR: temporaryFolder() },
    setupFiles: ['packages/emulator/src/testing/openapi/setup.ts'],
    testTimeout: 20_000,
    hookTimeout: 20_000,
    // One more than CI has cores: many tests wait for windows and timers.
    maxWorkers: 3,
    projects: [
      { extends: true, test: { name: 'together', include: all, exclude: apart, isolate: false } },
      { extends: true, test: { name: 'apart', include: apart } },
    ],
  },
});
