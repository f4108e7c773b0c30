// What keeps its id when the files edit a collection at random: an untouched item always, an edited one nearly always.
import { isObject, type Json } from '@postform/engine';
import { describe, expect, it, vi } from 'vitest';
import { chanceOf } from '../harness/schedules/seeded.ts';
import { EDITS, edited, flat, type Item, nursery, rawOf } from './edits.ts';
import { merged, onServer, recorded } from './world.ts';

const SEEDS = 60;

vi.setConfig({ testTimeout: 60_000 });

/** Ids in a body, in the order in which its items stand. */
function idsIn(items: Json | undefined): readonly (Json | undefined)[] {
  return (Array.isArray(items) ? items.filter(isObject) : []).flatMap((item) => [item['id'], ...idsIn(item['item'])]);
}

/** A collection, and what an update sends after so many edits of the files. */
function play(seed: number, edits: number) {
  const chance = chanceOf(seed);
  const young = nursery(chance);
  const start = young.tree(3);
  let files: readonly Item[] = start;
  for (let n = 0; n < edits; n += 1) files = edited(files, chance.pick(EDITS), chance, young);
  const { body } = merged(recorded(start), files, onServer(start), 'undo');
  return { start, files, ids: idsIn(body['item']) };
}

/** By how often an item was edited itself: how many there are, and how many have kept their id. */
type Tally = Record<'untouched' | 'once' | 'more', { all: number; kept: number }>;

describe('the ids of items after edits of the files', () => {
  it.each([1, 2, 5, 20])(`stay in ${SEEDS} collections with %d edits each`, (edits) => {
    const tally: Tally = { untouched: { all: 0, kept: 0 }, once: { all: 0, kept: 0 }, more: { all: 0, kept: 0 } };
    const lost: string[] = [];
    for (let number = 0; number < SEEDS; number += 1) {
      const seed = number * 100 + edits;
      const { start, files, ids } = play(seed, edits);
      const known = new Map(flat(start).map((item) => [`id-${item.born}`, item]));
      const sent = ids.filter((id) => id !== undefined).map(String);
      expect(new Set(sent).size, `seed ${seed}: one id twice`).toBe(sent.length);
      expect(
        sent.filter((id) => !known.has(id)),
        `seed ${seed}: a foreign id`,
      ).toEqual([]);
      const now = flat(files);
      expect(ids.length).toBe(now.length);
      const [was, is] = [surroundings(start), surroundings(files)];
      const holder = new Map(ids.map((id, index) => [id, now[index]!]));
      now.forEach((item, index) => {
        if (!known.has(`id-${item.born}`)) return;
        const isUntouched = item.edits === 0 && (item.items === undefined || was.get(item.born) === is.get(item.born));
        const group = tally[isUntouched ? 'untouched' : item.edits <= 1 ? 'once' : 'more'];
        group.all += 1;
        const id = `id-${item.born}`;
        const other = holder.get(id);
        if (ids[index] === id || isTwin(item, other) || isTwin(known.get(id)!, other)) group.kept += 1;
        else if (isUntouched)
          lost.push(`seed ${seed}: ${item.items ? 'folder' : 'request'} ${item.name} (${item.born})`);
      });
    }
    process.stdout.write(`${edits} edits: ${JSON.stringify(tally)}\n`);
    expect(lost).toEqual([]);
    expect(tally.once.kept / tally.once.all).toBeGreaterThanOrEqual(0.98);
  });
});

/** By folder: the folder around it, and what is in it. Where both are the same, it is untouched. */
function surroundings(items: readonly Item[], around = -1): ReadonlyMap<number, string> {
  return new Map(
    items.flatMap((item) =>
      item.items === undefined
        ? []
        : [
            [
              item.born,
              JSON.stringify([
                around,
                flat(item.items)
                  .map(({ born, edits }) => [born, edits])
                  .sort(),
              ]),
            ] as const,
            ...surroundings(item.items, item.born),
          ],
    ),
  );
}

/** Nobody could tell the two apart: the same content under the same name. An id that goes to such a copy is not lost. */
function isTwin(item: Item, other: Item | undefined): boolean {
  return other !== undefined && JSON.stringify(rawOf([item])) === JSON.stringify(rawOf([other]));
}
