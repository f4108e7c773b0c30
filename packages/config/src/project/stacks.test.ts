// Stacks share what stands at the top, and override it.
import { describe, expect, it } from 'vitest';
import { load } from '../testing/diagnostics.ts';
import { board } from '../testing/kinds.ts';
import type { Project } from './project.ts';
import { secretsFrom } from './secrets.ts';

const BOARD = `boards: { b: { name: "\${var.host} \${var.port}" } }`;
const STACKS = `postform: 1
desired: [d/*.yaml]
apiKey: { env: TOP_KEY }
budget: { maxCallsPerRun: 400, monthlyReserve: 20%, wait: true, maxDuration: 1h, store: files }
guard: { delete: 0, change: 30% }
secrets: { a: { env: A }, b: { env: B } }
settle: { time: 500ms }
vars: { host: top, port: 8080, debug: false }
stacks:
  staging:
    workspace: ws-1
    apiKey: { env: STAGING_KEY }
    state: { path: states/staging }
    budget: { maxCallsPerRun: 5, maxDuration: 90s, store: 'redis://redis.example.com:6379/2' }
    guard: { delete: { default: 10%, board: 2 } }
    secrets: { b: { env: STAGING_B } }
    region: eu
    settle: { time: 02m, mode: lazy, asyncFrom: 512KiB }
    vars: { host: stack }
  production: { workspace: ws-2, settle: { asyncFrom: never } }
`;

function projectOf(text: string, more: Parameters<typeof load>[1] = {}): Project {
  const loaded = load({ 'postform.yaml': text, 'd/a.yaml': BOARD }, more);
  if (!loaded.ok) throw new Error(JSON.stringify(loaded.diagnostics));
  return loaded.project;
}

describe('the project of a stack', () => {
  it('takes its own settings before those at the top', () => {
    expect(projectOf(STACKS, { stack: 'staging' })).toMatchObject({
      stack: 'staging',
      stacks: ['staging', 'production'],
      workspace: 'ws-1',
      apiKey: { env: 'STAGING_KEY' },
      state: { backend: 'file', path: 'states/staging' },
      budget: {
        maxCallsPerRun: 5,
        monthlyReserve: { percent: 20 },
        wait: true,
        maxDurationMs: 90_000,
        store: 'redis://redis.example.com:6379/2',
      },
      guard: { delete: { default: { percent: 10 }, board: { count: 2 } }, change: { default: { percent: 30 } } },
      secrets: { a: { env: 'A' }, b: { env: 'STAGING_B' } },
      region: 'eu',
      settle: { timeMs: 120_000, mode: 'lazy', asyncFromBytes: 524_288 },
      vars: { host: 'stack', port: '8080', debug: 'false' },
    });
    expect(projectOf(STACKS, { stack: 'production' })).toMatchObject({
      workspace: 'ws-2',
      apiKey: { env: 'TOP_KEY' },
      state: { backend: 'file' },
      budget: { maxCallsPerRun: 400, wait: true, maxDurationMs: 3_600_000 },
      guard: { delete: { default: { count: 0 } } },
      secrets: { b: { env: 'B' } },
      settle: { timeMs: 500, mode: 'readback', asyncFromBytes: Number.POSITIVE_INFINITY },
      vars: { host: 'top' },
    });
  });

  it('takes variables of the run before all others, and hands them to the resources', () => {
    const loaded = load({ 'postform.yaml': STACKS, 'd/a.yaml': BOARD }, { stack: 'staging', vars: { host: 'run' } });
    expect(loaded.ok && loaded.desired.resources[0]?.spec).toEqual({ name: 'run 8080' });
  });

  it('is the only one, where there is only one, and "default" where the workspace stands at the top', () => {
    const only = 'postform: 1\ndesired: [d/*.yaml]\nvars: { host: h, port: p }\n';
    expect(projectOf(`${only}stacks: { one: { workspace: ws-1 } }\n`).stack).toBe('one');
    expect(projectOf(`${only}workspace: ws-9\n`)).toMatchObject({
      stack: 'default',
      stacks: ['default'],
      workspace: 'ws-9',
      apiKey: { env: 'POSTMAN_API_KEY' },
      settle: { timeMs: 10_000, mode: 'readback' },
      budget: {},
      guard: {},
    });
  });
});

describe('the values of secrets', () => {
  it('come from the environment by their listed names, and an empty one is not available', () => {
    const secrets = secretsFrom(
      { secrets: { a: { env: 'A' }, b: { env: 'B' }, c: { env: 'C' } } },
      { A: 'x', B: '', D: 'y' },
    );
    expect(['a', 'b', 'c', 'D', 'toString'].map(secrets)).toEqual(['x', undefined, undefined, undefined, undefined]);
  });
});

describe('a map with one key that is called secret', () => {
  it('is a secret only where the schema has such a field', () => {
    const tree = {
      'postform.yaml': 'postform: 1\ndesired: [d/*.yaml]\nworkspace: w\nsecrets: { tok: { env: T } }\n',
      'd/a.yaml':
        'boards: { b: { name: B, notes: { secret: plain } }, c: { name: C, notes: { secret: { secret: tok } } } }',
    };
    const loaded = load(tree, { kinds: [board] });
    expect(loaded.ok && loaded.desired.resources.map(({ spec }) => spec['notes'])).toEqual([
      { secret: 'plain' },
      { secret: { $deferred: 'secret', name: 'tok' } },
    ]);
  });
});
