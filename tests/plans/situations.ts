// The situations whose plans are kept: examples, kinds and actions, reasons, policies, reading, refusals.
import type { EmulatorOptions } from '@postform/emulator';
import type { Situation } from './harness.ts';
import { collection, desired, environment, mock, monitor, project, source, team, use } from './projects.ts';

export interface Kept {
  /** Name of the kept file, without its ending. */
  readonly name: string;
  readonly title: string;
  readonly act: (situation: Situation) => Promise<void>;
  readonly emulator?: EmulatorOptions;
}

const APPLY = 'apply --auto-approve --parallelism 1 --settle-time 0s';

/** Applies a project of these resources. */
async function applied(s: Situation, declared = team, settings = {}): Promise<void> {
  s.write(project(declared, settings));
  await s.run(APPLY);
}

const refuse = (method: string, path: string, status: number) => ({
  on: { method, path },
  do: { kind: 'status', status, when: 'before' },
});

const NOT_FOUND = { error: { name: 'instanceNotFoundError', message: 'We could not find what you are looking for' } };

/** A monitor that moved to another collection while its old object could not be deleted. `status`: how that was refused. */
async function withDeposed(s: Situation, status: number): Promise<void> {
  const on = (name: string) => ({
    collections: { orders: collection(), billing: collection('billing') },
    monitors: { smoke: monitor({ collection: `collection.${name}` }) },
  });
  await applied(s, on('orders'));
  await s.faults(refuse('DELETE', '^/monitors', status));
  s.write(desired(on('billing')));
  await s.plan();
  await s.run(APPLY);
  await s.faults();
}

const examples: readonly Kept[] = [
  {
    name: 'example-01',
    title: 'Example 01: new, applied, edited, drifted, to be destroyed',
    act: async (s) => {
      s.example('01-one-environment');
      await s.plan();
      await s.records();
      await s.keep('show plan.json');
      await s.keep(APPLY);
      await s.plan();
      s.edit('desired/orders.yaml', 'pageSize: 50', 'pageSize: 75');
      await s.plan();
      await s.keep(`${APPLY} --json`);
      await s.byHand('environment.orders', { '/name': 'Orders, by hand' });
      await s.drift();
      await s.driftRecords();
      await s.plan();
      await s.plan('--destroy');
      await s.keep('destroy --auto-approve --overwrite-remote --parallelism 1 --settle-time 0s');
    },
  },
  {
    name: 'example-02-new',
    title: 'Example 02: new, without and with its secret',
    act: async (s) => {
      s.example('02-service-team');
      await s.plan();
      s.env['ORDERS_TOKEN'] = 'canary-3f9d1c77';
      await s.plan();
      await s.records();
      await s.keep('show plan.json');
    },
  },
  {
    name: 'example-02-applied',
    title: 'Example 02: applied, edited, drifted, to be destroyed',
    act: async (s) => {
      s.example('02-service-team');
      s.env['ORDERS_TOKEN'] = 'canary-3f9d1c77';
      await s.keep(APPLY);
      await s.plan();
      s.edit('desired/orders.yaml', 'https://orders.example.com/v1', 'https://orders.example.com/v2');
      s.edit('desired/billing.yaml', '15 3 * * *', '45 3 * * *');
      s.edit('collections/orders.postman_collection.json', '"List orders"', '"List all orders"');
      await s.plan();
      await s.records();
      await s.byHand('monitor.orders-smoke', { '/name': 'Renamed by hand' });
      await s.byHand('collection.billing', { '/item/1/request/method': 'HEAD' });
      await s.drift();
      await s.driftRecords();
      await s.plan();
      await s.plan('--destroy');
    },
  },
  {
    name: 'example-02-secret',
    title: 'Example 02: the secret is changed, and then missing',
    act: async (s) => {
      s.example('02-service-team');
      s.env['ORDERS_TOKEN'] = 'canary-3f9d1c77';
      await s.run(APPLY);
      s.env['ORDERS_TOKEN'] = 'canary-other-5512';
      await s.plan();
      delete s.env['ORDERS_TOKEN'];
      await s.plan();
      s.edit('desired/orders.yaml', 'value: 3', 'value: 4');
      await s.plan();
      await s.byHand('environment.orders', { '/values/2/value': 'theirs-not-ours' });
      await s.drift();
      await s.plan();
    },
  },
  {
    name: 'example-03',
    title: 'Example 03: one stack new and applied, a variable changed, a stack without a workspace',
    act: async (s) => {
      s.example('03-stacks');
      await s.keep('plan');
      await s.plan('--stack staging');
      await s.run(`${APPLY} --stack staging`);
      await s.plan('--stack staging');
      await s.plan('--stack staging --var host=other.example.com');
      await s.byHand('environment.status', { '/values/0/value': 'https://by.hand' }, '--stack staging');
      await s.drift('--stack staging');
      await s.plan('--stack staging --destroy');
      await s.plan('--stack production');
    },
  },
  {
    name: 'example-04',
    title: 'Example 04: protected, ignored, kept and shared',
    act: async (s) => {
      s.example('04-lifecycle');
      await s.plan();
      await s.run(APPLY);
      await s.plan();
      await s.byHand('monitor.status', { '/schedule/cron': '30 * * * *', '/options/requestDelay': 900 });
      await s.byHand('environment.shared', {
        '/values/-': { key: 'theirs', value: 'x', enabled: true, type: 'default' },
      });
      await s.drift();
      await s.driftRecords();
      await s.plan();
      s.edit('desired/status.yaml', 'name: Shared by everybody', 'name: Shared by all');
      await s.plan();
      await s.plan('--destroy');
      s.edit('desired/status.yaml', '"0 * * * *"', '"5 * * * *"');
      await s.plan();
    },
  },
];

/** What a kind's actions are shown with: its address, the first and the second version, and the edit by hand. */
interface KindCase {
  readonly kind: 'collection' | 'environment' | 'mock' | 'monitor';
  readonly address: string;
  readonly without: typeof team;
  readonly second: typeof team;
  readonly byHand: Readonly<Record<string, unknown>>;
  readonly files?: Readonly<Record<string, string>>;
}

const { collections, environments, mocks, monitors } = team;
const kindCases: readonly KindCase[] = [
  {
    kind: 'collection',
    address: 'collection.extra',
    without: team,
    second: { ...team, collections: { ...collections, extra: collection('billing', { description: 'Second.' }) } },
    byHand: { '/item/0/request/url': 'https://by.hand' },
    files: source('billing', 'Billing', ['Charge', 'Refund']),
  },
  {
    kind: 'environment',
    address: 'environment.extra',
    without: team,
    second: {
      ...team,
      environments: { ...environments, extra: environment({ a: '1', b: '3', c: 'new' }, { name: 'Extra' }) },
    },
    byHand: { '/values/0/value': 'by hand' },
  },
  {
    kind: 'mock',
    address: 'mock.extra',
    without: team,
    second: {
      ...team,
      mocks: { ...mocks, extra: mock({ name: 'Extra mock, second', environment: 'environment.orders' }) },
    },
    byHand: { '/name': 'By hand' },
  },
  {
    kind: 'monitor',
    address: 'monitor.extra',
    without: team,
    second: {
      ...team,
      monitors: {
        ...monitors,
        extra: monitor({ name: 'Extra', schedule: { cron: '0 7 * * *', timezone: 'Europe/Berlin' } }),
      },
    },
    byHand: { '/schedule/cron': '0 9 * * *' },
  },
];

const firstOf: Readonly<Record<KindCase['kind'], typeof team>> = {
  collection: { ...team, collections: { ...collections, extra: collection('billing') } },
  environment: {
    ...team,
    environments: { ...environments, extra: environment({ a: '1', b: '2' }, { name: 'Extra' }) },
  },
  mock: { ...team, mocks: { ...mocks, extra: mock({ name: 'Extra mock' }) } },
  monitor: { ...team, monitors: { ...monitors, extra: monitor({ name: 'Extra' }) } },
};

const withImport = (declared: typeof team, { kind }: KindCase, id: string): typeof team => {
  const plural = `${kind}s` as 'environments';
  const { extra, ...rest } = declared[plural]!;
  return { ...declared, [plural]: { ...rest, extra: { ...extra, import: { id } } } };
};

const perKind: readonly Kept[] = kindCases.flatMap((one): readonly Kept[] => [
  {
    name: `${one.kind}-create-update`,
    title: `${one.address}: create, noop, update, drift, replace`,
    act: async (s) => {
      await applied(s);
      s.write(desired(firstOf[one.kind]));
      await s.plan();
      await s.run(APPLY);
      await s.plan();
      s.write({ ...desired(one.second), ...one.files });
      await s.plan();
      await s.run(APPLY);
      await s.plan(`--replace ${one.address}`);
      await s.byHand(one.address, one.byHand);
      await s.drift();
      await s.plan();
    },
  },
  {
    name: `${one.kind}-delete-forget`,
    title: `${one.address}: delete, vanished, forget`,
    act: async (s) => {
      await applied(s, firstOf[one.kind]);
      s.write(desired(one.without));
      await s.plan();
      await s.plan('--no-delete');
      s.write(desired(firstOf[one.kind]));
      await s.deleteByHand(one.address);
      await s.plan();
      await s.drift();
      s.write(desired(one.without));
      await s.plan();
    },
  },
  {
    name: `${one.kind}-adopt`,
    title: `${one.address}: in the workspace already, adopted as it is and with changes`,
    act: async (s) => {
      await applied(s, firstOf[one.kind]);
      const id = await s.idOf(one.address);
      await s.run(`state rm ${one.address}`);
      await s.plan();
      s.write(desired(withImport(firstOf[one.kind], one, id)));
      await s.plan();
      await s.byHand(`${one.kind}:${id}`, one.byHand);
      await s.plan();
      await s.keep(`${APPLY} --overwrite-remote`);
      await s.plan();
    },
  },
]);

const conflicted = { ...team, environments: { orders: environment({ host: 'ours.example.com', retries: 3 }) } };

const reasons: readonly Kept[] = [
  {
    name: 'reason-ambiguous',
    title: 'Two unmanaged objects have the declared name, and an import block names neither',
    act: async (s) => {
      s.write(project({ environments: { orders: environment() } }));
      for (const _ of [1, 2]) await s.control('edit', { kind: 'environment', create: { name: 'Orders', values: [] } });
      await s.plan();
      s.write(desired({ environments: { orders: environment(undefined, { import: { id: 'no-such-id' } }) } }));
      await s.plan();
      await s.keep(APPLY);
    },
  },
  {
    name: 'reason-deactivated',
    title: 'A deleted collection takes its mock out of service, and its monitor along',
    act: async (s) => {
      await applied(s);
      await s.deleteByHand('collection.orders');
      await s.plan();
      await s.drift();
      await s.driftRecords();
    },
  },
  {
    name: 'reason-disputed',
    title: 'GET says that an environment does not exist, and the workspace names it',
    act: async (s) => {
      await applied(s, team, { settle: { time: '0s' } });
      await s.faults({
        on: { operation: 'getEnvironment' },
        do: { kind: 'status', status: 404, body: NOT_FOUND, when: 'before' },
      });
      await s.plan();
      await s.records();
      await s.drift();
      await s.driftRecords();
    },
  },
  {
    name: 'reason-converged',
    title: 'Somebody made by hand what the files now ask for',
    act: async (s) => {
      await applied(s);
      await s.byHand('environment.orders', { '/values/0/value': 'ours.example.com' });
      s.write(desired(conflicted));
      await s.plan();
      await s.drift();
      await s.keep(APPLY);
      await s.plan();
    },
  },
  {
    name: 'reason-referred',
    title: 'What a mock and a monitor use is replaced: they move with it',
    act: async (s) => {
      await applied(s, {
        ...team,
        environments: { orders: environment({ url: use('mock.orders.mockUrl'), host: 'a' }) },
      });
      await s.plan('--replace collection.orders');
      await s.plan('--replace mock.orders');
      await s.deleteByHand('mock.orders');
      await s.plan();
      await s.drift();
      await s.driftRecords();
    },
  },
  {
    name: 'reason-both-changed',
    title: 'The files and somebody else changed different leaves',
    act: async (s) => {
      await applied(s);
      await s.byHand('environment.orders', { '/values/1/value': '99' });
      s.write(desired(conflicted));
      await s.plan();
      await s.records();
      await s.drift();
      await s.driftRecords();
    },
  },
  {
    name: 'reason-conflict',
    title: 'The files and somebody else changed the same leaf',
    act: async (s) => {
      await applied(s);
      await s.byHand('environment.orders', { '/values/0/value': 'theirs.example.com' });
      s.write(desired(conflicted));
      await s.plan();
      await s.records();
      await s.keep(APPLY);
      await s.plan('--overwrite-remote');
      await s.drift();
      await s.driftRecords();
    },
  },
  {
    name: 'reason-asked',
    title: 'Replaced because it was asked for, and destroyed because it was asked for',
    act: async (s) => {
      await applied(s);
      await s.plan('--replace environment.orders --replace monitor.smoke');
      await s.plan('--destroy');
      await s.records('--destroy');
      await s.plan('--destroy --target monitor.smoke');
    },
  },
  {
    name: 'reason-unresolved-create',
    title: 'Nobody knows whether a create was done',
    act: async (s) => {
      s.write(project(team));
      await s.faults(refuse('POST', '^/environments', 403));
      await s.keep(APPLY);
      await s.faults();
      await s.plan();
      await s.drift();
      await s.keep('show');
    },
  },
  {
    name: 'reason-unresolved-update',
    title: 'Nobody knows whether an update and a delete were done',
    act: async (s) => {
      await applied(s);
      await s.faults(refuse('PUT', '^/environments', 403), refuse('DELETE', '^/monitors', 403));
      s.write(desired({ ...conflicted, monitors: {} }));
      await s.run(APPLY);
      await s.faults();
      await s.plan();
      await s.plan('--refresh none');
      await s.drift();
    },
  },
  {
    name: 'reason-stayed',
    title: 'A delete was answered with success, and the object is still there',
    act: async (s) => {
      await applied(s);
      await s.faults({
        on: { method: 'DELETE', path: '^/environments' },
        do: { kind: 'status', status: 200, body: { environment: { id: 'x', uid: 'x' } }, when: 'before' },
      });
      s.write(desired({ ...team, environments: {} }));
      await s.keep(APPLY);
      await s.faults();
      await s.plan();
      await s.drift();
    },
  },
  {
    name: 'reason-no-effect',
    title: 'An update was answered with success and changed nothing',
    act: async (s) => {
      await applied(s);
      await s.faults({
        on: { method: 'PUT', path: '^/environments' },
        do: {
          kind: 'status',
          status: 200,
          body: { environment: { id: 'x', uid: 'x', name: 'Orders' } },
          when: 'before',
        },
      });
      s.write(desired(conflicted));
      await s.keep(APPLY);
      await s.faults();
      await s.plan();
      await s.drift();
    },
  },
  {
    name: 'unexplained-difference',
    title: 'What was sent came back different, and is accepted',
    act: async (s) => {
      await applied(s);
      await s.faults({
        on: { method: 'PUT', path: '^/environments', times: 1 },
        do: {
          kind: 'edit',
          edit: { kind: 'environment', id: 'this', set: { '/values/0/value': 'made.something.else' } },
          when: 'after',
        },
      });
      s.write(desired(conflicted));
      await s.keep(APPLY);
      await s.faults();
      await s.plan();
      await s.records();
      await s.drift();
      await s.driftRecords();
      await s.keep('state accept environment.orders');
      await s.plan();
    },
  },
  {
    name: 'reason-other-key',
    title: 'The records were made with another fingerprint key',
    act: async (s) => {
      await applied(s);
      s.env['POSTFORM_FINGERPRINT_KEY'] = 'another key of the tests';
      await s.plan();
      await s.plan('--refresh none');
      await s.drift();
    },
  },
];

const deposed: readonly Kept[] = [
  {
    name: 'deposed-kept',
    title: 'An object that was replaced still has to be deleted',
    act: async (s) => {
      await withDeposed(s, 400);
      await s.plan();
      await s.records();
      await s.plan('--no-delete');
      await s.drift();
      await s.driftRecords();
      await s.keep('show monitor.smoke');
      await s.keep(APPLY);
      await s.plan();
    },
  },
  {
    name: 'deposed-undeclared',
    title: 'The address of a deposed object leaves the files, or its current object is gone',
    act: async (s) => {
      await withDeposed(s, 400);
      s.write(desired({ collections: { orders: collection(), billing: collection('billing') } }));
      await s.plan();
      await s.plan('--destroy');
      await s.deleteByHand('monitor.smoke');
      await s.plan();
    },
  },
  {
    name: 'deposed-unresolved',
    title: 'Nobody knows whether a deposed object was deleted',
    act: async (s) => {
      await withDeposed(s, 403);
      await s.plan();
      await s.drift();
    },
  },
];

const moves: readonly Kept[] = [
  {
    name: 'moved',
    title: 'A create and a delete that may be a rename, moved or not moved',
    act: async (s) => {
      await applied(s);
      s.write(desired({ ...team, environments: { shop: environment() } }));
      await s.plan();
      await s.records();
      await s.plan('--not-moved environment.shop');
      await s.plan('--target environment.shop');
      await s.keep('state mv environment.orders environment.shop');
      await s.plan();
    },
  },
  {
    name: 'moved-used',
    title: 'A collection that others use is renamed in the files',
    act: async (s) => {
      await applied(s);
      s.write(
        desired({
          ...team,
          collections: { shop: collection() },
          mocks: { orders: mock({ collection: 'collection.shop' }) },
          monitors: { smoke: monitor({ collection: 'collection.shop' }) },
        }),
      );
      await s.plan();
      await s.plan('--not-moved collection.shop');
      await s.run('state mv collection.orders collection.shop');
      await s.plan();
    },
  },
];

const lifecycles: readonly Kept[] = [
  {
    name: 'policy-keep',
    title: 'A remote edit is kept by policy, alone and beside an update',
    act: async (s) => {
      const kept = (values: Readonly<Record<string, unknown>>) => ({
        ...team,
        environments: { orders: environment(values, { lifecycle: { drift: 'keep' } }) },
      });
      await applied(s, kept({ host: 'a', port: '1' }));
      await s.byHand('environment.orders', { '/values/0/value': 'theirs' });
      await s.plan();
      await s.records();
      await s.drift();
      await s.driftRecords();
      s.write(desired(kept({ host: 'a', port: '2' })));
      await s.plan();
      s.write(desired(kept({ host: 'b', port: '2' })));
      await s.plan();
    },
  },
  {
    name: 'policy-stop',
    title: 'A remote edit stops the plan by policy',
    act: async (s) => {
      const drift = [{ at: '/values/*', policy: 'stop' }];
      await applied(s, { ...team, environments: { orders: environment(undefined, { lifecycle: { drift } }) } });
      await s.byHand('environment.orders', { '/values/0/value': 'theirs' });
      await s.plan();
      await s.records();
      await s.drift();
      await s.driftRecords();
      await s.keep(APPLY);
    },
  },
  {
    name: 'policy-ignore',
    title: 'An ignored leaf is edited by hand, and the rest is updated',
    act: async (s) => {
      const ignoring = (retries: number) => ({
        ...team,
        environments: { orders: environment({ host: 'a', retries }, { lifecycle: { ignore: ['/values/host'] } }) },
      });
      await applied(s, ignoring(3));
      await s.byHand('environment.orders', { '/values/0/value': 'theirs' });
      await s.plan();
      s.write(desired(ignoring(4)));
      await s.plan();
      await s.drift();
    },
  },
  {
    name: 'policy-protect',
    title: 'Protected objects are not deleted or replaced',
    act: async (s) => {
      const kept = { ...team, environments: { orders: environment(undefined, { lifecycle: { protect: true } }) } };
      await applied(s, kept);
      await s.plan('--replace environment.orders');
      await s.plan('--destroy');
      s.write(desired({ ...team, environments: {} }));
      await s.plan();
      await s.plan('--no-delete');
    },
  },
];

const many = (count: number) => ({
  collections: { orders: collection() },
  environments: Object.fromEntries(
    Array.from({ length: count }, (_, n) => [`e${n}`, { name: `Environment ${n}`, values: { n: `${n}` } }]),
  ),
});

const reading: readonly Kept[] = [
  {
    name: 'refresh-modes',
    title: 'An applied project, read in full, by lists, not at all, and by a budget',
    act: async (s) => {
      await applied(s);
      await s.byHand('environment.orders', { '/values/0/value': 'theirs' });
      for (const options of ['--refresh full', '--refresh list', '--refresh none', '--max-calls 3', '--max-calls 1'])
        await s.plan(options);
      await s.drift('--refresh list');
      await s.drift('--refresh none');
      await s.driftRecords('--refresh none');
      await s.driftRecords('--max-calls 3');
    },
  },
  {
    name: 'refresh-none-edited',
    title: 'Edited files are planned without a read',
    act: async (s) => {
      await applied(s);
      s.write(desired(conflicted));
      await s.plan('--refresh none');
      await s.records('--refresh none');
      await s.plan('--refresh list');
      await s.plan('--max-calls 2');
    },
  },
  {
    name: 'refresh-twelve',
    title: 'Twelve environments and a budget that reads some of them',
    act: async (s) => {
      await applied(s, many(12));
      await s.plan('--max-calls 6');
      await s.records('--max-calls 9');
      await s.plan('--refresh none');
      await s.drift('--max-calls 6');
      await s.driftRecords('--max-calls 6');
      s.write(
        desired({
          ...many(11),
          environments: { ...many(11).environments, e0: { name: 'Environment 0', values: { n: 'x' } } },
        }),
      );
      await s.plan('--max-calls 6');
      await s.plan('--max-calls 2');
    },
  },
  {
    name: 'refresh-partial-apply',
    title: 'A budget that does not hold the whole plan',
    act: async (s) => {
      s.write(project(many(12)));
      await s.plan('--max-calls 10');
      await s.keep(`${APPLY} --max-calls 10`);
      await s.keep(`${APPLY} --max-calls 30 --partial`);
      await s.plan();
    },
  },
  {
    name: 'price-limits',
    title: 'Documented limits and a month that is nearly spent',
    emulator: { limits: 'documented', month: 120, switches: {} },
    act: async (s) => {
      s.write(project(many(20)));
      await s.plan('--parallelism 1');
      await s.records('--parallelism 1');
      await s.run(APPLY);
      await s.plan('--parallelism 1');
      await s.keep('budget --json');
    },
  },
  {
    name: 'read-forbidden',
    title: 'One object may not be read with this key',
    act: async (s) => {
      await applied(s);
      await s.faults({
        on: { operation: 'getEnvironment' },
        do: {
          kind: 'status',
          status: 403,
          body: { error: { name: 'forbiddenError', message: 'You do not have permission' } },
          when: 'before',
        },
      });
      await s.plan();
      await s.drift();
    },
  },
];

const refusals: readonly Kept[] = [
  {
    name: 'targets',
    title: 'Targets with what they depend on, unknown targets, targets of a delete',
    act: async (s) => {
      s.write(project(team));
      await s.plan('--target monitor.smoke');
      await s.keep('plan --target environment.nope');
      await s.run(APPLY);
      s.write(desired({ ...conflicted, monitors: {} }));
      await s.plan('--target environment.orders');
      await s.plan('--target monitor.smoke');
      await s.keep('plan --target environment.orders --replace mock.orders');
    },
  },
  {
    name: 'cycle',
    title: 'An environment and a mock need each other: a deferred value breaks the cycle',
    act: async (s) => {
      s.write(
        project({
          ...team,
          environments: { orders: environment({ url: use('mock.orders.mockUrl') }) },
          mocks: { orders: mock({ environment: 'environment.orders' }) },
        }),
      );
      await s.plan();
      await s.records();
      await s.run(APPLY);
      await s.plan();
      await s.plan('--replace mock.orders');
      await s.plan('--destroy');
    },
  },
  {
    name: 'guard',
    title: 'More deletes and changes than the guard allows',
    act: async (s) => {
      await applied(s, many(12), { guard: { delete: 1, change: '20%' } });
      const few = many(8);
      await s.plan();
      s.write(desired(few));
      await s.plan();
      await s.records();
      await s.plan('--allow-delete 4');
      await s.keep(APPLY);
      const changed = Object.fromEntries(
        Object.entries(many(12).environments).map(([name, one]) => [name, { ...one, values: { n: 'changed' } }]),
      );
      s.write(desired({ ...many(12), environments: changed }));
      await s.plan();
      await s.plan('--allow-change 12');
    },
  },
  {
    name: 'nothing-declared',
    title: 'The files declare nothing, and the state has objects',
    act: async (s) => {
      await applied(s);
      s.write(desired({}));
      await s.plan();
      await s.keep(APPLY);
      await s.plan('--no-delete');
      await s.plan('--allow-delete 4');
    },
  },
  {
    name: 'state-missing',
    title: 'The state is empty, and the declared names are in the workspace',
    act: async (s) => {
      await applied(s);
      for (const address of ['monitor.smoke', 'mock.orders', 'environment.orders', 'collection.orders'])
        await s.run(`state rm ${address}`);
      await s.plan();
      await s.records();
    },
  },
  {
    name: 'other-workspace',
    title: 'The state belongs to another workspace, and a workspace that does not exist',
    act: async (s) => {
      await applied(s);
      s.write(project(team, { workspace: '6f1d2c3b-4a5e-4f60-8b7a-90c1d2e3f405' }));
      await s.plan();
      await s.drift();
    },
  },
  {
    name: 'saved-plan',
    title: 'A saved plan that is applied, one that is stale, and one that is applied twice',
    act: async (s) => {
      await applied(s);
      s.write(desired(conflicted));
      await s.plan();
      await s.byHand('environment.orders', { '/name': 'By hand' });
      await s.keep('apply plan.json --auto-approve --parallelism 1 --settle-time 0s');
      await s.plan();
      await s.keep('apply plan.json --auto-approve --parallelism 1 --settle-time 0s --json');
      await s.keep('apply plan.json --auto-approve --parallelism 1 --settle-time 0s');
      await s.plan();
    },
  },
  {
    name: 'no-delete',
    title: 'Without deletes: what is left out, and what would refer to it',
    act: async (s) => {
      await applied(s);
      s.write(
        desired({
          ...conflicted,
          monitors: { smoke: monitor({ collection: 'collection.billing' }) },
          collections: { orders: collection(), billing: collection('billing') },
          mocks: {},
        }),
      );
      await s.plan();
      await s.plan('--no-delete');
      await s.records('--no-delete');
      await s.keep(`${APPLY} --no-delete`);
    },
  },
];

const workspaces: readonly Kept[] = [
  {
    name: 'unmanaged',
    title: 'Objects of others in the workspace, one with the name of a managed one',
    act: async (s) => {
      await applied(s);
      for (const name of ['Theirs', 'Orders'])
        await s.control('edit', { kind: 'environment', create: { name, values: [] } });
      await s.plan();
      await s.records();
      await s.drift();
      await s.driftRecords();
    },
  },
  {
    name: 'import-one',
    title: 'Objects of a workspace are imported one by one',
    act: async (s) => {
      await applied(s);
      const id = await s.idOf('environment.orders');
      await s.run('state rm environment.orders');
      await s.byHand(`environment:${id}`, { '/values/0/value': 'theirs' });
      await s.keep(`import environment.orders ${id}`);
      await s.plan();
      await s.drift();
    },
  },
  {
    name: 'import-all',
    title: 'A whole workspace is imported, and the plan of what was written is empty',
    act: async (s) => {
      await applied(s);
      await s.keep(`import --workspace ${s.workspace} --all --out imported`);
      await s.keep('plan -C imported');
      await s.keep('plan -C imported --json');
    },
  },
  {
    name: 'invalid',
    title: 'Files with mistakes: no plan',
    act: async (s) => {
      s.write(project({ environments: { orders: { nmae: 'Orders', values: { a: use('mock.nope.mockUrl') } } } }));
      await s.keep('plan');
      await s.keep('plan --json');
    },
  },
];

export const situations: readonly Kept[] = [
  ...examples,
  ...perKind,
  ...reasons,
  ...deposed,
  ...moves,
  ...lifecycles,
  ...reading,
  ...refusals,
  ...workspaces,
];
