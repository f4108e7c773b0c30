// A whole project is loaded, with all that it may say.
import { describe, expect, it } from 'vitest';
import { type LoadInput, loadProject } from './load.ts';
import { testKinds } from './testing/kinds.ts';
import { memoryDisk, ROOT, type Tree } from './testing/memory-disk.ts';

const PROJECT = `
postform: 1
desired: [desired/**/*.yaml]
state: { backend: file }
budget: { maxCallsPerRun: 400, monthlyReserve: 20% }
secrets: { orders-token: { env: ORDERS_TOKEN } }
vars: { host: top.example.com, delay: 250 }
env: [REGION]
stacks:
  staging: { workspace: ws-1, apiKey: { env: PM_STAGING_KEY }, vars: { host: staging.example.com } }
  production: { workspace: ws-2, guard: { delete: 0, change: { default: 30%, lamp: 2 } } }
`;
const ORDERS = `
boards:
  orders:
    name: Orders
    notes:
      base: https://\${var.host}/v1
      other: \${board.spare.url}
      joined: "a \${board.spare.url} b"
      token: { secret: orders-token }
      literal: $\${var.host}
      port: 80
      "on": no
      from: \${env.REGION}
      script: "\${file.pre.js}"
  spare: { name: Spare, source: ../spare.json }
lamps:
  smoke:
    name: Smoke
    board: board.orders
    schedule: { cron: "*/30 * * * *" }
    delay: \${var.delay}
    lifecycle: { protect: true, ignore: [/delay], drift: keep }
    import: { id: "abc" }
  far: { name: Far, board: { uid: 1-2 } }
`;
const TREE: Tree = {
  'postform.yaml': PROJECT,
  'desired/orders.yaml': ORDERS,
  'desired/pre.js': 'const a = 1 + $;\n',
  'spare.json': '{"items": [1]}',
};

function load(tree: Tree, more: Partial<LoadInput> = {}) {
  return loadProject({
    dir: `${ROOT}/desired`,
    env: { REGION: 'eu' },
    disk: memoryDisk(tree),
    kinds: testKinds,
    stack: 'staging',
    ...more,
  });
}

describe('loading a project', () => {
  it('resolves uses, refs, secrets, files and common fields', () => {
    const loaded = load(TREE);
    if (!loaded.ok) throw new Error(JSON.stringify(loaded.diagnostics));
    const { project, desired, warnings, secretNames, files } = loaded;
    expect({ warnings, secretNames, files }).toEqual({
      warnings: [],
      secretNames: ['orders-token'],
      files: ['desired/orders.yaml'],
    });
    expect(project).toEqual({
      root: ROOT,
      file: 'postform.yaml',
      stack: 'staging',
      stacks: ['staging', 'production'],
      workspace: 'ws-1',
      apiKey: { env: 'PM_STAGING_KEY' },
      state: { backend: 'file' },
      budget: { maxCallsPerRun: 400, monthlyReserve: { percent: 20 } },
      guard: {},
      secrets: { 'orders-token': { env: 'ORDERS_TOKEN' } },
      settle: { timeMs: 10_000, mode: 'readback' },
      vars: { host: 'staging.example.com', delay: '250' },
    });
    const url = { $deferred: 'ref', address: 'board.spare', attribute: 'url' };
    const plain = { protect: false, ignore: [], drift: [] };
    const at = (line: number) => ({ file: 'desired/orders.yaml', line, column: 3 });
    const resources = desired.resources.map(({ address, kind, lifecycle, adopt, spec, place }) => {
      return { address, kind, lifecycle, adopt, spec, place };
    });
    expect({ ...desired, resources }).toEqual({
      stack: 'staging',
      workspace: 'ws-1',
      resources: [
        {
          address: 'board.orders',
          kind: 'board',
          lifecycle: plain,
          place: at(3),
          spec: {
            name: 'Orders',
            notes: {
              base: 'https://staging.example.com/v1',
              other: url,
              joined: { $deferred: 'text', parts: ['a ', url, ' b'] },
              token: { $deferred: 'secret', name: 'orders-token' },
              literal: ['$', '{var.host}'].join(''),
              port: 80,
              on: 'no',
              from: 'eu',
              script: TREE['desired/pre.js'],
            },
          },
        },
        {
          address: 'board.spare',
          kind: 'board',
          lifecycle: plain,
          place: at(15),
          spec: { name: 'Spare', source: '../spare.json', items: [1] },
        },
        { address: 'lamp.far', kind: 'lamp', lifecycle: plain, place: at(24), spec: { name: 'Far', board: '1-2' } },
        {
          address: 'lamp.smoke',
          kind: 'lamp',
          adopt: 'abc',
          lifecycle: { protect: true, ignore: ['/delay'], drift: [{ at: '', policy: 'keep' }] },
          place: at(17),
          spec: {
            name: 'Smoke',
            board: { $deferred: 'ref', address: 'board.orders', attribute: 'uid' },
            schedule: { cron: '*/30 * * * *' },
            delay: 250,
          },
        },
      ],
    });
  });
});
