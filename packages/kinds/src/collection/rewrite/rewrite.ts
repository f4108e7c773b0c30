// What a changed collection means for its files: patches of the source, and of what the desired file says over it.
import { isObject, type Json, type RewriteInput, type Rewritten, treePatch } from '@postform/engine';
import { objectAt, textAt } from '../../kind-tools/trees.ts';
import { normalizeCollection } from '../rules/index.ts';
import { unwrap } from '../source/unwrap.ts';
import { keysByName } from '../spec/keys.ts';
import { toSpec } from '../spec/tree.ts';
import { besideOverrides, rewriteOverrides } from './overrides.ts';
import { secretsPatch } from './secret-places.ts';
import { rewriteSource } from './source.ts';

/** What the desired file says over its source is rewritten there, all else in the source. */
export function rewriteCollection(input: RewriteInput): Rewritten {
  const path = textAt(input.written, 'source') ?? '';
  const read = input.files.json(path);
  const { collection, prefix } = unwrap(read.ok ? read.value : null);
  if (!isObject(collection))
    return { written: [], files: {}, left: input.changed.map((pointer) => ({ pointer, why: 'form' })) };
  const { before, after } = input;
  const { patch, left, items } = rewriteSource({
    ...{ collection, prefix, before, after },
    source: normalizeCollection(toSpec(collection, keysByName).spec),
    rootAfter: besideOverrides(input),
    keepSecrets: input.keepSecrets === true,
  });
  const overrides = rewriteOverrides(input);
  return {
    written: [
      ...treePatch(input.authored, overrides.authored, keyIn),
      ...secretsPatch(objectAt(input.authored, 'secrets'), after, items),
    ],
    files: patch.length === 0 ? {} : { [path]: patch },
    left: [...overrides.left, ...left],
  };
}

function keyIn(entry: Json): string | undefined {
  return isObject(entry) ? textAt(entry, 'key') : undefined;
}
