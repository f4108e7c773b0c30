// Accepted edits, and a run that dies while it writes beside them: they stay, and nobody has to accept them again.
import { DEFAULT_PLAN_OPTIONS, type Json, recordOf, runAccept } from '@postform/engine';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Authored, type Harness, makeHarness } from '../harness/harness.ts';
import { dyingPorts, type KillPoint } from '../harness/kill.ts';

let harness: Harness;
beforeEach(async () => {
  harness = await makeHarness();
});
afterEach(async () => harness.close());

const item = (name: string): Json => ({ name, request: { method: 'GET', url: `https://example.com/${name}` } });
const files = (...names: readonly string[]): readonly Authored[] => [
  {
    address: 'collection.c',
    written: { source: 'c.json' },
    sources: {
      'c.json': {
        info: { name: 'C', schema: 'https://schema.getpostman.com/json/collection/v2.1.0/collection.json' },
        item: names.map(item),
      },
    },
  },
];
const idOf = async () => recordOf((await harness.store.load())!, 'collection.c').current!.id;

async function namesThere(): Promise<readonly string[]> {
  const { collection } = (await harness.fetchApi(`/collections/${await idOf()}`)) as {
    collection: { item: { name: string }[] };
  };
  return collection.item.map(({ name }) => name);
}

const points: readonly KillPoint[] = ['before the effect', 'after the effect', 'after the reply'];

describe.each(points)('a run that is killed %s', (point) => {
  it('leaves what was accepted, and the next run does, too', async () => {
    await harness.apply(files('a', 'b'));
    await harness.control('edit', { kind: 'collection', id: await idOf(), set: { '/item/2': item('theirs') } });
    const options = { ...DEFAULT_PLAN_OPTIONS, command: 'import', refresh: 'none', replace: ['collection.c'] } as const;
    const about = { desired: harness.desired(files('a', 'b')), address: 'collection.c', at: '', options };
    expect((await runAccept(harness.ports(), about)).pointers).toContain('/items/theirs/name');

    const changed = files('new', 'a', 'b');
    await harness.apply(changed, { ports: dyingPorts(harness, point, 1) }).catch((error: Error) => error);
    expect((await harness.store.load())!.intents).toHaveLength(1);
    expect(await harness.apply(changed, { reviewed: false })).toMatchObject({ end: 'done' });
    expect((await namesThere()).toSorted()).toEqual(['a', 'b', 'new', 'theirs']);
    const { plan } = await harness.plan(changed);
    expect([plan.steps, plan.changes[0]!.changed.remote]).toEqual([[], []]);

    expect(await harness.apply(files('new', 'b'), { reviewed: false })).toMatchObject({ end: 'done' });
    expect((await namesThere()).toSorted()).toEqual(['b', 'new', 'theirs']);
  });
});
