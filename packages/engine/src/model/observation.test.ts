// What was read of a workspace: its names are put together once for all who ask.
import { expect, it } from 'vitest';
import { box } from '../testing/kinds.ts';
import { type Live, namedAs, namedIn } from './observation.ts';

const listed = (id: string, name: string) => ({ id, uid: `u-${id}`, name });
const indexed = [listed('1', 'A'), listed('2', 'B'), listed('3', 'A')];
const live: Live = { observations: new Map(), index: { id: 'w', name: 'W', elements: { boxes: indexed } } };

it('the objects of a kind are put together once, and anew where a list was read', () => {
  const names = namedIn(live, box);
  expect(namedIn({ ...live, observations: new Map() }, box)).toBe(names);
  const lists = new Map([['boxes', [listed('2', 'C')]]]);
  expect(namedIn({ ...live, lists }, box)?.get('2')?.name).toBe('C');
  expect(namedIn(live, box)?.get('2')?.name).toBe('B');
});

it('the objects of a name are those of either answer', () => {
  const lists = new Map([['boxes', [listed('4', 'A'), listed('3', 'renamed')]]]);
  expect(namedAs(live, box, 'A').map(({ id }) => id)).toEqual(['1', '3']);
  expect(namedAs({ ...live, lists }, box, 'A').map(({ id }) => id)).toEqual(['1', '4']);
  expect(namedAs({ observations: new Map() }, box, 'A')).toEqual([]);
});
