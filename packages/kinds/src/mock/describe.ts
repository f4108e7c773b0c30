// Room: a mock server's changes in words: one line each.
import type { Kind } from '@postform/engine';
import { inOrder, showChange, showPath } from '../kind-tools/show.ts';
import { leaves } from './remote.ts';

export const describe: Kind['describe'] = (changes, before, after) => {
  const order = [after, before].flatMap((spec) => (spec === undefined ? [] : leaves(spec))).map((leaf) => leaf.pointer);
  return inOrder(changes, order).map((change) => {
    const published = change.pointer === '/private' && change.after === false;
    const note = published ? ' (anybody may call it)' : '';
    return showChange(showPath(change.pointer), change.before, change.after, note);
  });
};
