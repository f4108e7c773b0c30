// Keeps the places of secrets in step with the names of folders and requests, and with what is left of them.
import {
  isObject,
  type JsonObject,
  joinPointer,
  occurrenceKeys,
  type Pointer,
  splitPointer,
  type TreeOperation,
} from '@postform/engine';
import { inWrittenOrder, namesAt, objectAt, textAt } from '../../kind-tools/trees.ts';
import { type PastedPlace, pointerOf } from '../source/pasted.ts';
import { itemAt } from '../spec/item-pointers.ts';
import type { Items, Node } from './items.ts';

/** For `secrets` of the desired file, after the source was rewritten. A place that is renamed stays where it stands. */
export function secretsPatch(secrets: JsonObject, after: JsonObject, items: Items): readonly TreeOperation[] {
  const places = Object.keys(secrets);
  if (places.length === 0) return [];
  const pointers = newPointers(items, after);
  const moves = places.map((from) => ({ from, to: newPlace(from, after, items, pointers) }));
  if (moves.every(({ from, to }) => from === to)) return [];
  const kept = moves.filter(({ to }) => to !== undefined);
  if (kept.length === 0) return [{ op: 'remove', path: '/secrets' }];
  const isTaken = kept.some(({ from, to }) => from !== to && Object.hasOwn(secrets, to!));
  if (isTaken)
    return [
      { op: 'replace', path: '/secrets', value: Object.fromEntries(kept.map(({ from, to }) => [to!, secrets[from]!])) },
    ];
  return moves.flatMap(({ from, to }): readonly TreeOperation[] => {
    const path = joinPointer('secrets', from);
    if (to === undefined) return [{ op: 'remove', path }];
    return from === to ? [] : [{ op: 'move', from: path, path: joinPointer('secrets', to) }];
  });
}

/** Undefined where the source has no such place any more. */
function newPlace(
  place: PastedPlace,
  after: JsonObject,
  items: Items,
  pointers: ReadonlyMap<Node, Pointer>,
): PastedPlace | undefined {
  const owner = ownerOf(place, items);
  const node = items.at(owner);
  const pointer = node === undefined ? '' : pointers.get(node);
  const item = itemAt(after, owner);
  const rest = place.slice(owner.length);
  if (pointer === undefined || item === undefined || 'missing' in pointerOf(item, rest)) return undefined;
  return pointer + withExampleKey(rest, item);
}

/** The innermost folder or request at the beginning of a place. */
function ownerOf(place: PastedPlace, items: Items): Pointer {
  const tokens = splitPointer(place);
  for (let length = tokens.length - (tokens.length % 2); length > 0; length -= 2) {
    const pointer = joinPointer(...tokens.slice(0, length));
    if (items.at(pointer) !== undefined) return pointer;
  }
  return '';
}

/** Where each folder and request of the file is when that is read again. */
function newPointers(items: Items, after: JsonObject): ReadonlyMap<Node, Pointer> {
  const pointers = new Map<Node, Pointer>([[items.root, '']]);
  const visit = (folder: Node, pointer: Pointer): void => {
    const children = folder.children.filter((child) => isObject(child.raw));
    const keys = occurrenceKeys(children.map((child) => nameOf(child, after)));
    children.forEach((child, index) => {
      const own = pointer + joinPointer('items', keys[index]!);
      pointers.set(child, own);
      visit(child, own);
    });
  };
  visit(items.root, '');
  return pointers;
}

function nameOf({ pointer, raw }: Node, after: JsonObject): string {
  const owner = pointer === undefined ? (raw as JsonObject) : itemAt(after, pointer);
  return owner === undefined ? '' : (textAt(owner, 'name') ?? '');
}

/** Examples are read by their names, too. */
function withExampleKey(rest: PastedPlace, item: JsonObject): PastedPlace {
  const [field, key, ...more] = splitPointer(rest);
  if (field !== 'examples') return rest;
  const examples = objectAt(item, 'examples');
  const order = inWrittenOrder(examples, namesAt(item, 'exampleOrder'));
  const keys = occurrenceKeys(order.map((one) => textAt(objectAt(examples, one), 'name') ?? ''));
  return joinPointer(field, keys[order.indexOf(key!)] ?? key!, ...more);
}
