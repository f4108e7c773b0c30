// Describes an environment's changes in words. Values are shared values: current ones are nobody's business but their owner's.
import {
  type Detail,
  isDeferredValue,
  isObject,
  type Json,
  type JsonObject,
  type Kind,
  type LeafChange,
  type Line,
} from '@postform/engine';
import { inSpecOrder, showChange, showPath } from '../kind-tools/show.ts';
import { environmentLeaves } from './remote.ts';

const SHARED = ' (shared value)';

export const describeEnvironment: Kind['describe'] = (changes, before, after, detail) =>
  inSpecOrder(changes, environmentLeaves, before, after).flatMap((change) => lines(change, detail));

function lines(change: LeafChange, detail: Detail | undefined): readonly Line[] {
  const path = showPath(change.pointer);
  if (path === 'name') return [showChange(path, change.before, change.after, '', detail)];
  const [before, after] = [whole(change.before), whole(change.after)];
  if (before === undefined || after === undefined) {
    const { value, ...rest } = (after ?? before)!;
    const shownValue = showChange(path, before && value, after && value, SHARED + details(rest), detail);
    return [shownValue];
  }
  const fields = ['value', 'type', 'enabled', 'description', 'secret', 'source'];
  return fields.flatMap((field) => {
    const [was, is] = [before[field], after[field]];
    if (JSON.stringify(was) === JSON.stringify(is)) return [];
    return field === 'value'
      ? [showChange(path, was, is, SHARED, detail)]
      : [showChange(`${path} ${field}`, was, is, '', detail)];
  });
}

/** A variable; where only its redacted or deferred stand-in is known, that stands for its value. */
function whole(value: Json | undefined): JsonObject | undefined {
  if (value === undefined) return undefined;
  return isObject(value) && !isDeferredValue(value) ? { ...value, value: value['value'] ?? '' } : { value };
}

function details(value: JsonObject): string {
  const words = [
    ...(value['type'] === 'secret' ? ['masked'] : []),
    ...(value['enabled'] === false ? ['disabled'] : []),
    ...(value['source'] === undefined ? [] : ['from the vault']),
  ];
  return words.length === 0 ? '' : `, ${words.join(', ')}`;
}
