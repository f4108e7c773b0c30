// The leaves of a collection, the grain in which it is compared: one per part of a request, not one per request.
import {
  escapeToken,
  isDeferredValue,
  isObject,
  type JsonObject,
  joinPointer,
  type Leaf,
  type Ownership,
  type Pointer,
} from '@postform/engine';
import { inWrittenOrder, namesAt, objectAt } from '../../kind-tools/trees.ts';

/** In the order in which people read a collection. */
export function leavesOf(spec: JsonObject): readonly Leaf[] {
  const leaves: Leaf[] = [];
  ownLeaves(spec, '', ['name', 'description', 'auth', 'settings'], leaves);
  itemLeaves(spec, '', leaves);
  for (const [owner, keys] of Object.entries(objectAt(spec, 'extra'))) {
    if (isObject(keys)) eachKey(keys, joinPointer('extra', owner), leaves);
  }
  return leaves;
}

function itemLeaves(owner: JsonObject, parent: Pointer, leaves: Leaf[]): void {
  const items = objectAt(owner, 'items');
  for (const key of inWrittenOrder(items, namesAt(owner, 'order'))) {
    const item = objectAt(items, key);
    const pointer = `${parent}/items/${escapeToken(key)}`;
    ownLeaves(item, pointer, ['name', 'description', 'auth', 'settings'], leaves);
    if (isObject(item['request'])) {
      eachKey(item['request'], `${pointer}/request`, leaves);
      eachKey(objectAt(item, 'examples'), `${pointer}/examples`, leaves);
      const order = item['exampleOrder'];
      if (Array.isArray(order) && order.length > 1) leaves.push({ pointer: `${pointer}/exampleOrder`, value: order });
    } else itemLeaves(item, pointer, leaves);
  }
  const order = owner['order'];
  if (order !== undefined) leaves.push({ pointer: `${parent}/order`, value: order });
}

function ownLeaves(owner: JsonObject, pointer: Pointer, fields: readonly string[], leaves: Leaf[]): void {
  for (const field of fields) {
    const value = owner[field];
    if (value !== undefined) leaves.push({ pointer: `${pointer}/${field}`, value });
  }
  eachKey(objectAt(owner, 'variables'), `${pointer}/variables`, leaves);
  eachKey(objectAt(owner, 'scripts'), `${pointer}/scripts`, leaves);
}

function eachKey(map: JsonObject, pointer: Pointer, leaves: Leaf[]): void {
  for (const key of Object.keys(map)) leaves.push({ pointer: `${pointer}/${escapeToken(key)}`, value: map[key]! });
}

/**
 * The whole tree is ours. Keys outside the format are ours only where a file has them: others may be the server's, and
 * what we do not model is carried over.
 */
export function ownedParts(): readonly Ownership[] {
  return [
    { at: '', unmanaged: 'delete' },
    { at: '/extra', unmanaged: 'keep' },
  ];
}

/** A leaf that holds a secret, or a variable that Postman keeps as one. What is sealed is hidden already. */
export function isSensitiveLeaf(leaf: Leaf): boolean {
  return (
    (isObject(leaf.value) && leaf.value['type'] === 'secret' && isVariable(leaf.pointer)) || holdsSecret(leaf.value)
  );
}

function isVariable(pointer: Pointer): boolean {
  return pointer.split('/').at(-2) === 'variables';
}

function holdsSecret(value: Leaf['value']): boolean {
  if (isDeferredValue(value)) {
    if (value.$deferred === 'text') return value.parts.some(holdsSecret);
    return value.$deferred === 'secret' || value.$deferred === 'missing';
  }
  if (Array.isArray(value)) return value.some(holdsSecret);
  return isObject(value) && Object.values(value).some(holdsSecret);
}
