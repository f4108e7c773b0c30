// What a changed environment means for its files: the desired one, and an exported one that this names.
import {
  equalTrees,
  getAt,
  isObject,
  type Json,
  type JsonObject,
  type Left,
  type Pointer,
  type RewriteInput,
  type Rewritten,
  setAt,
  treePatch,
} from '@postform/engine';
import { authoredOf, fixedBy } from '../kind-tools/authored.ts';
import { textAt } from '../kind-tools/trees.ts';
import { authoredEntries, Entries, exportedEntries } from './entries.ts';
import { rewriteValues } from './rewrite-values.ts';
import { rootOf } from './source.ts';

/** An exported file, and where the environment is in it. */
interface Exported {
  readonly path: string;
  readonly tree: Json;
  readonly at: Pointer;
}

export function rewriteEnvironment(input: RewriteInput): Rewritten {
  const exported = exportedIn(input);
  const theirs = exported && exportedEntries(getAt(exported.tree, exported.at) as JsonObject);
  const own = authoredEntries(input) ?? (theirs === undefined ? new Entries('map', []) : undefined);
  const left = rewriteValues(input, { own, exported: theirs });
  const name = newName(input, exported !== undefined);
  const authored = withChanges(input.authored, '', name.own, own);
  const patch =
    exported && treePatch(exported.tree, withChanges(exported.tree, exported.at, name.exported, theirs), keyIn);
  return {
    written: treePatch(input.authored, authored, keyIn),
    files: exported === undefined || patch?.length === 0 ? {} : { [exported.path]: patch! },
    left: [...(name.left ?? []), ...left],
  };
}

function exportedIn({ written, files }: RewriteInput): Exported | undefined {
  const path = textAt(written, 'source');
  const read = path === undefined ? undefined : files.json(path);
  return read?.ok === true ? { path: path!, tree: read.value, at: rootOf(read.value) } : undefined;
}

/** The name as either file is to hold it; it overrides that of the exported one. */
function newName(
  { authored, before, after, changed }: RewriteInput,
  isExported: boolean,
): { readonly own?: Json; readonly exported?: Json; readonly left?: readonly Left[] } {
  const { name } = after;
  if (!changed.includes('/name') || equalTrees(before['name'], name)) return {};
  if (typeof name !== 'string' || name === '') return { left: [{ pointer: '/name', why: 'form' }] };
  if (authored['name'] === undefined && isExported) return { exported: name };
  const why = fixedBy(authored['name']);
  return why === undefined ? { own: authoredOf(name) } : { left: [{ pointer: '/name', why, at: '/name' }] };
}

function withChanges(tree: Json, at: Pointer, name: Json | undefined, entries: Entries | undefined): Json {
  const named = name === undefined ? tree : setAt(tree, `${at}/name`, name);
  return entries?.isChanged ? setAt(named, `${at}/values`, entries.tree()) : named;
}

function keyIn(entry: Json): string | undefined {
  return isObject(entry) ? textAt(entry, 'key') : undefined;
}
