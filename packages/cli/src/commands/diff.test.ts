// `diff` as people meet it: one object in full, at the price of reading it, and nothing written.
import type { JsonObject } from '@postform/engine';
import { expect, it } from 'vitest';
import { useCliHarness } from '../../../../tests/harness/cli-harness.ts';

const cli = useCliHarness();

const SCHEMA = 'https://schema.getpostman.com/json/collection/v2.1.0/collection.json';
const code = Array.from({ length: 12 }, (_, line) => `line(${line});`);
const request = (name: string, exec: readonly string[], header: readonly JsonObject[] = []) => ({
  name,
  request: { method: 'GET', url: `https://x.org/${name}`, header },
  event: [{ listen: 'test', script: { exec } }],
});
const source = (...item: readonly object[]) => JSON.stringify({ info: { name: 'Orders', schema: SCHEMA }, item });

function write(...item: readonly object[]): void {
  cli.project.write('orders.json', source(...item));
  cli.project.write('all.yaml', 'collections: { orders: { source: orders.json } }\n');
}

async function applied(...item: readonly object[]): Promise<void> {
  cli.open();
  cli.project.write('postform.yaml', `postform: 1\nworkspace: ${cli.emulator.workspace}\ndesired: [all.yaml]\n`);
  write(...item);
  expect(await cli.postform('apply', '--auto-approve')).toMatchObject({ exit: 0 });
}

const edited = code.map((line, index) => (index === 6 ? 'six();' : line));

it('shows texts with the lines around each change, for one call', async () => {
  await applied(request('a', code), request('b', code));
  expect(await cli.postform('diff', 'collection.orders', '--detailed-exitcode')).toMatchObject({
    exit: 0,
    out: 'No difference: collection.orders "Orders" is what the files say.\n',
  });
  write(request('a', edited, [{ key: 'Accept', value: '*/*' }]), request('b', code));
  const sent = await cli.callsOf(async () => {
    const { exit, out, err } = await cli.postform('diff', 'collection.orders');
    expect(exit).toBe(0);
    expect(err).toContain('Reading: 1 call (1 object, of 3 calls for a full refresh)');
    expect(out).toBe(`~ collection.orders "Orders" will be updated: the files changed

  The files would change:
    ~ a  GET /a
      ~ test script +1 −1
          @@ -4,7 +4,7 @@
          line(3);
          line(4);
          line(5);
        - line(6);
        + six();
          line(7);
          line(8);
          line(9);
      + header Accept: */*
`);
  });
  expect(sent).toBe(1);
  expect(await cli.postform('diff', 'collection.orders', '--detailed-exitcode')).toMatchObject({ exit: 2 });
});

it('shows what was changed by hand, and both sides of a conflict', async () => {
  await applied(request('a', code), request('b', code));
  await cli.byHand('collection.orders', { '/item/0/event/0/script/exec': ['mine();', 'all();'], '/item/1/name': 'c' });
  const byHand = await cli.postform('diff', 'collection.orders');
  expect(byHand.out).toMatch(
    /Changed by hand since it was last read:\n {4}~ a {2}GET \/a\n {6}~ test script \+2 −12\n/,
  );
  expect(byHand.out).toContain('    ~ c  GET /b: renamed from b\n');
  expect(byHand.out).not.toContain('Changed on both sides');
  write(request('a', edited), request('b', code));
  const { exit, out } = await cli.postform('diff', 'collection.orders');
  expect(exit).toBe(0);
  const conflict = out.slice(out.indexOf('Changed on both sides:'), out.indexOf('Refused'));
  expect(conflict).toMatch(
    / {4}\/items\/a\/scripts\/test\n {6}in the files:\n(?: {8}.*\n)* {6}in the app:\n(?: {8}.*\n)* +mine\(\);/,
  );
  expect(out).toContain('the same parts were changed in the files and by hand');
});

it('says with --explain how the parts were found', async () => {
  await applied(request('a', code), request('b', code), request('c', code), request('d', []));
  await cli.byHand('collection.orders', {
    '/item/2': { name: 'by hand', request: { method: 'GET', url: 'https://x.org/h' } },
  });
  write(request('a', edited), { ...request('b', code), name: 'renamed' }, request('c', code), request('new', edited));
  const { out } = await cli.postform('diff', 'collection.orders', '--explain');
  expect(out.slice(out.indexOf('How its parts'))).toBe(`How its parts were found:
    in the files, beside what was last sent: 1 unchanged, 3 found again
      edited: a
      similar: renamed (was b)
      same place: new (was d)
    in the app: 3 known by their recorded ids, 1 new, 1 gone
      new in the app: by hand
      gone from the app: c
`);
});

it('prints a document for programs', async () => {
  await applied(request('a', code));
  write(request('a', edited));
  const { out } = await cli.postform('diff', 'collection.orders', '--json', '--explain');
  const document = JSON.parse(out) as { readonly change: { readonly lines: readonly { readonly text: string }[] } };
  expect(document).toMatchObject({
    change: { address: 'collection.orders', action: 'update', reason: 'declared' },
    conflicts: [],
    read_calls: 1,
    parts: { files: { unchanged: 0, found: [{ name: 'a', why: 'edited' }] }, live: { recorded: 1 } },
  });
  expect(document.change.lines.map(({ text }) => text)).toContain('@@ -4,7 +4,7 @@');
});

it('tells of what is new, what is gone, and what nobody knows', async () => {
  await cli.applyTeam();
  const gone = await cli.postform('diff', 'environment.nope');
  expect(gone).toMatchObject({ exit: 64, out: '' });
  expect(gone.err).toContain('environment.nope is neither in the files nor in the state.');
  cli.project.write('desired/more.yaml', 'environments: { more: { name: More, values: { a: "1" } } }\n');
  const more = await cli.postform('diff', 'environment.more', '--detailed-exitcode');
  expect(more).toMatchObject({ exit: 2 });
  expect(more.out).toContain('+ environment.more "More" will be created: it is new in the files');
  expect((await cli.postform('diff', 'mock.orders', '--detailed-exitcode')).exit).toBe(0);
});
