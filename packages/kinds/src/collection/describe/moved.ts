// Finds items that stand in another folder than before, by the orders that changed.
import { isDeferredValue, type JsonObject, type LeafChange, type Line, type Pointer } from '@postform/engine';
import { namesAt, textAt } from '../../kind-tools/trees.ts';
import { ownerOf } from '../match/recorded-items.ts';
import { itemAt, itemOf } from '../spec/item-pointers.ts';
import { lineOf, namesTo } from './groups.ts';
import { plain } from './text.ts';

/** One line for each, in the order of the changes: `~ G / a  GET /a: moved from F`. */
export function movedLines(
  changes: readonly LeafChange[],
  before: JsonObject | undefined,
  after: JsonObject | undefined,
): readonly Line[] {
  const orders = changes.filter(({ pointer }) => pointer === `${ownerOf(pointer)}/order`);
  const was = standing(orders, 'before');
  const is = standing(orders, 'after');
  return [...is].flatMap(([item, folder]) => {
    const from = was.get(item);
    if (from === undefined || from === folder || after === undefined || before === undefined) return [];
    const request = lineOf(after, item);
    const name = textAt(itemAt(after, item) ?? {}, 'name') ?? '';
    const place = [...namesTo(after, folder), plain(name === '' ? '(no name)' : name)].join(' / ');
    const origin = namesTo(before, from).join(' / ') || 'the collection';
    const heading = request === '' ? place : `${place}  ${request}`;
    return [{ mark: '~', depth: 0, text: `${heading}: moved from ${origin}` }];
  });
}

/** The folder in which each item stands, as far as the orders say. */
function standing(orders: readonly LeafChange[], when: 'before' | 'after'): ReadonlyMap<Pointer, Pointer> {
  return new Map(
    orders.flatMap((change) => {
      const order = change[when];
      if (order === undefined || isDeferredValue(order)) return [];
      const folder = ownerOf(change.pointer);
      return namesAt({ order }, 'order').map((entry) => [itemOf(folder, entry), folder] as const);
    }),
  );
}
