// Room: describing.
import type { LeafChange, Line } from '@postform/engine';
export function describeCollection(changes: readonly LeafChange[]): readonly Line[] {
  return changes.map((change) => ({ mark: '~', depth: 0, text: change.pointer }));
}
