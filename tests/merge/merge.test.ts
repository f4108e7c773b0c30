// Both sides of a collection edit it at random: what they did to different things is all there, what they did to one is a conflict.
import { isObject, type Json, type JsonObject } from '@postform/engine';
import { describe, expect, it, vi } from 'vitest';
import { type Chance, chanceOf } from '../harness/schedules/seeded.ts';
import { type Edit, edited, flat, type Item, type Nursery, nursery } from './edits.ts';
import { merged, onServer, recorded } from './world.ts';

/** `npm run soak:merge` plays 10,000. */
const SEEDS = Number(process.env['POSTFORM_MERGES'] ?? 60);
const FIRST = Number(process.env['POSTFORM_FIRST_MERGE'] ?? 1);

vi.setConfig({ testTimeout: 60_000 + SEEDS * 1000 });
const EDITS: readonly Edit[] = [
  'insert at head',
  'insert',
  'delete',
  'move',
  'rename',
  'edit URL',
  'edit header',
  'wrap in a folder',
];

/** What a test compares of an item. */
interface Shape {
  readonly name: string;
  readonly url?: string | undefined;
  readonly header?: string | undefined;
  /** The folder in which it stands; -1 for the collection. */
  readonly parent: number;
}
type Shapes = ReadonlyMap<number, Shape>;

function shapesOf(items: readonly Item[], parent = -1): Shapes {
  return new Map(
    items.flatMap(({ born, name, url, header, items: inner }) => [
      [born, { name, url, header, parent }] as const,
      ...shapesOf(inner ?? [], born),
    ]),
  );
}

/** What a side did: `7 name`, `7 parent`, `7 gone`, `7 new`, and `3 holds` for the folders that got something. */
function deeds(before: Shapes, after: Shapes): ReadonlySet<string> {
  const done = new Set<string>();
  for (const [born, is] of after) {
    const was = before.get(born);
    if (was === undefined) done.add(`${born} new`);
    else
      for (const key of ['name', 'url', 'header', 'parent'] as const)
        if (was[key] !== is[key]) done.add(`${born} ${key}`);
    if (was?.parent !== is.parent) done.add(`${is.parent} holds`);
  }
  for (const [born, was] of before) {
    if (after.has(born)) continue;
    done.add(`${born} gone`);
    done.add(`${was.parent} lost`);
  }
  return done;
}

/** Both did something to one thing, or one removed what the other used. */
function areAtOdds(ours: ReadonlySet<string>, theirs: ReadonlySet<string>): boolean {
  const odds = (a: ReadonlySet<string>, b: ReadonlySet<string>): boolean =>
    [...a].some((deed) => {
      const [born, what] = deed.split(' ') as [string, string];
      if (what === 'holds' || what === 'lost') return false;
      if (b.has(deed) && what !== 'new') return true;
      return what === 'gone' && [...b].some((other) => other.startsWith(`${born} `));
    });
  return odds(ours, theirs) || odds(theirs, ours);
}

/** A request of another name and another URL is another request to whoever compares the two. */
function isAnother(deeds: ReadonlySet<string>): boolean {
  return [...deeds].some((deed) => deed.endsWith(' name') && deeds.has(deed.replace(' name', ' url')));
}

/** The shapes with what both sides did. */
function together(before: Shapes, ours: Shapes, theirs: Shapes): Shapes {
  const all = new Map<number, Shape>();
  for (const born of new Set([...ours.keys(), ...theirs.keys()])) {
    const [was, a, b] = [before.get(born), ours.get(born), theirs.get(born)];
    if (was === undefined) all.set(born, (a ?? b)!);
    else if (a !== undefined && b !== undefined) {
      const of = <K extends keyof Shape>(key: K): Shape[K] => (a[key] === was[key] ? b[key] : a[key]);
      all.set(born, { name: of('name'), url: of('url'), header: of('header'), parent: of('parent') });
    }
  }
  return all;
}

/** A circle: each side put one folder into the other. */
function hasCircle(shapes: Shapes): boolean {
  return [...shapes.keys()].some((born) => {
    const seen = new Set<number>();
    for (let up: number | undefined = born; up !== undefined && up !== -1; up = shapes.get(up)?.parent) {
      if (seen.has(up)) return true;
      seen.add(up);
    }
    return false;
  });
}

/** The shapes in a body. Marks tell which item is which. */
function shapesIn(body: JsonObject): Shapes {
  const shapes = new Map<number, Shape>();
  const visit = (items: Json | undefined, parent: number): void => {
    for (const item of Array.isArray(items) ? items.filter(isObject) : []) {
      const born = bornOf(item);
      const request = isObject(item['request']) ? item['request'] : undefined;
      const url = isObject(request?.['url']) ? request['url']['raw'] : request?.['url'];
      const [header] = (request?.['header'] ?? []) as readonly JsonObject[];
      if (shapes.has(born)) throw new Error(`${born} twice`);
      shapes.set(born, {
        name: String(item['name']),
        url: url as string | undefined,
        header: header?.['value'] as string | undefined,
        parent,
      });
      visit(item['item'], born);
    }
  };
  visit(body['item'], -1);
  return shapes;
}

/** By its mark. */
function bornOf(item: JsonObject): number {
  return Number(/check\((\d+)\)/.exec(JSON.stringify(item['event']))![1]);
}

/** Edits of one side, of which each is at odds with nothing that the other did. */
function side(start: readonly Item[], count: number, chance: Chance, young: Nursery, other: ReadonlySet<string>) {
  const before = shapesOf(start);
  let items = start;
  for (let n = 0; n < count; n += 1) {
    const next = edited(items, chance.pick(EDITS), chance, young);
    const done = deeds(before, shapesOf(next));
    if (!areAtOdds(done, other) && !isAnother(done)) items = next;
  }
  return items;
}

function play(seed: number) {
  const chance = chanceOf(seed);
  const young = nursery(chance, true);
  const start = young.tree(2);
  const before = shapesOf(start);
  const files = side(start, chance.between(1, 8), chance, young, new Set());
  const app = side(start, chance.between(1, 8), chance, young, deeds(before, shapesOf(files)));
  return { start, before, files, app };
}

describe('a collection that both sides edit', () => {
  it(`holds what both did to different things, in ${SEEDS} collections, and reports no conflict`, () => {
    let played = 0;
    for (let seed = FIRST; seed < FIRST + SEEDS; seed += 1) {
      const { start, before, files, app } = play(seed);
      const wanted = together(before, shapesOf(files), shapesOf(app));
      if (hasCircle(wanted)) continue;
      played += 1;
      const { evaluation, body } = merged(recorded(start), files, onServer(app), 'keep');
      expect(evaluation.conflicting, `seed ${seed}`).toEqual([]);
      expect(sorted(shapesIn(body)), `seed ${seed}`).toEqual(sorted(wanted));
    }
    expect(played).toBeGreaterThan(SEEDS * 0.9);
  });

  it(`is the same with the sides swapped, but for what both put to one place, in ${SEEDS} collections`, () => {
    let compared = 0;
    for (let seed = FIRST; seed < FIRST + SEEDS; seed += 1) {
      const { start, files, app } = play(seed);
      const record = recorded(start);
      const one = merged(record, files, onServer(app), 'keep');
      const other = merged(record, app, onServer(files), 'keep');
      if ((one.evaluation.orders?.ties.length ?? 0) + (other.evaluation.orders?.ties.length ?? 0) > 0) continue;
      compared += 1;
      expect(bornIn(one.body['item']), `seed ${seed}`).toEqual(bornIn(other.body['item']));
    }
    expect(compared).toBeGreaterThan(SEEDS * 0.3);
  });

  it.each(['name', 'url', 'header'] as const)(
    'is a conflict where both change one %s, and both texts are kept',
    (key) => {
      for (let seed = 0; seed < 40; seed += 1) {
        const chance = chanceOf(seed);
        const start = nursery(chance, true).tree(2);
        const requests = flat(start).filter((item) => item.items === undefined);
        const { born } = chance.pick(requests);
        const change = (to: string) => withChange(start, born, { [key]: to });
        const { evaluation } = merged(recorded(start), change('ours'), onServer(change('theirs')), 'keep');
        expect(evaluation.reason, `seed ${seed}`).toBe('conflict');
        expect(evaluation.conflicting.length, `seed ${seed}`).toBe(1);
        const same = merged(recorded(start), change('same'), onServer(change('same')), 'keep');
        expect([same.evaluation.reason, same.evaluation.conflicting], `seed ${seed}`).toEqual(['converged', []]);
      }
    },
  );

  it('is a conflict where one side removes a folder into which the other puts something', () => {
    const young = nursery(chanceOf(1), true);
    const [inside, moved, added] = [young.newRequest(), young.newRequest(), young.newRequest()];
    const folder = young.newFolder([inside]);
    const start = [folder, moved];
    const fuller = [{ ...folder, items: [inside, added] }, moved];
    const both = merged(recorded(start), [moved], onServer(fuller), 'keep');
    expect(both.evaluation.reason).toBe('conflict');
    const undone = merged(recorded(start), [moved], onServer(fuller), 'undo');
    expect(undone.evaluation.conflicting).toEqual([]);
    expect(bornIn(undone.body['item'])).toEqual([[moved.born, []]]);
  });
});

/** An item's mark, and what is in it. */
type Marks = readonly (readonly [number, Marks])[];

function bornIn(items: Json | undefined): Marks {
  const list = Array.isArray(items) ? items.filter(isObject) : [];
  return list.map((item) => [bornOf(item), bornIn(item['item'])] as const);
}

function withChange(items: readonly Item[], born: number, fields: Partial<Item>): readonly Item[] {
  return items.map((item) => {
    const inner = item.items === undefined ? {} : { items: withChange(item.items, born, fields) };
    return { ...item, ...inner, ...(item.born === born ? fields : {}) };
  });
}

function sorted(shapes: Shapes): readonly (readonly [number, Shape])[] {
  return [...shapes].sort(([a], [b]) => a - b);
}
