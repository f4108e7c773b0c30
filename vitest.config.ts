// How the tests run: from source, so that a test never needs a build to see a change.
import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';
import { skipReporter } from './tests/harness/skips.ts';

const packages = ['engine', 'config', 'client', 'kinds', 'state', 'emulator'];

export default defineConfig({
  plugins: [
    {
      name: 'postform:skips',
      // Beside the reporters that a command line chooses, not instead of them.
      configureVitest: ({ vitest }) => {
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
    include: ['packages/*/src/**/*.test.ts', 'tests/**/*.test.ts', 'scripts/**/*.test.ts'],
    setupFiles: ['packages/emulator/src/testing/openapi/setup.ts'],
    testTimeout: 20_000,
    hookTimeout: 20_000,
    maxWorkers: 2,
  },
});
