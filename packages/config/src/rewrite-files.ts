// Turns what should change of declared resources into new texts of the files that declare them. Writes nothing.
import { type Address, equalTrees, type Json, type Rewritten, type TreeOperation } from '@postform/engine';
import { patchJsonText } from './edit/patch-json-text.ts';
import type { PatchedText } from './edit/patch-text.ts';
import { patchYamlText } from './edit/patch-yaml-text.ts';
import { absolutePath, shownPath } from './files/paths.ts';
import type { SourceDisk } from './files/source-disk.ts';
import type { Authored } from './resolve/authored.ts';
import { MAX_SOURCE_BYTES } from './resolve/source-files.ts';

/** What should change of one resource; `gone`: it should not be declared any more. */
export interface Rewrite {
  readonly address: Address;
  readonly authored: Authored;
  readonly rewritten: Rewritten | 'gone';
}

/** A file with its text now and as it should be. */
export interface FileEdit {
  /** Relative to the root, with `/`. */
  readonly path: string;
  readonly before: string;
  readonly after: string;
  readonly addresses: readonly Address[];
}

/** A file that stays as it is, because its text cannot be changed so. `path`, `reason` and `addresses` for people. */
export interface RefusedEdit {
  readonly path: string;
  readonly reason: string;
  readonly addresses: readonly Address[];
}

export interface FileEdits {
  readonly edits: readonly FileEdit[];
  readonly refused: readonly RefusedEdit[];
}

interface Patch {
  readonly patchText: (text: string, patch: readonly TreeOperation[]) => PatchedText;
  readonly operations: readonly TreeOperation[];
  readonly addresses: readonly Address[];
}

/** Files that are not changed are not named. A file that two resources would change differently is refused. */
export function rewriteFiles(disk: SourceDisk, root: string, rewrites: readonly Rewrite[]): FileEdits {
  const edits: FileEdit[] = [];
  const refused: RefusedEdit[] = [];
  for (const [path, patch] of patchesOf(root, rewrites)) {
    const { addresses } = patch;
    const shown = shownPath(root, path);
    if ('reason' in patch) {
      refused.push({ path: shown, reason: patch.reason, addresses });
      continue;
    }
    const before = textOf(disk, path);
    const patched = before === undefined ? undefined : patch.patchText(before, patch.operations);
    if (before === undefined || patched === undefined)
      refused.push({ path: shown, reason: 'it cannot be read any more', addresses });
    else if (!patched.ok) refused.push({ path: shown, reason: patched.reason, addresses });
    else if (patched.text !== before) edits.push({ path: shown, before, after: patched.text, addresses });
  }
  return { edits: edits.sort((a, b) => (a.path < b.path ? -1 : 1)), refused };
}

/** By absolute path. Resources of one desired file are changed by one patch; those of one source must ask for the same. */
function patchesOf(
  root: string,
  rewrites: readonly Rewrite[],
): ReadonlyMap<string, Patch | { readonly reason: string; readonly addresses: readonly Address[] }> {
  const patches = new Map<string, Patch | { readonly reason: string; readonly addresses: readonly Address[] }>();
  for (const { address, authored, rewritten } of rewrites) {
    const own = operationsOf(authored, rewritten);
    const desired = absolutePath(root, '', authored.file);
    const before = patches.get(desired);
    if (own.length > 0)
      patches.set(desired, {
        patchText: patchYamlText,
        operations: [...(before !== undefined && 'operations' in before ? before.operations : []), ...own],
        addresses: [...(before?.addresses ?? []), address],
      });
    for (const [path, operations] of rewritten === 'gone' ? [] : Object.entries(rewritten.files)) {
      const source = absolutePath(root, authored.file, path);
      const other = patches.get(source);
      const addresses = [...(other?.addresses ?? []), address];
      const isOther =
        other !== undefined &&
        'operations' in other &&
        !equalTrees(other.operations as unknown as Json, operations as unknown as Json);
      patches.set(
        source,
        isOther
          ? { reason: 'the objects that are made of it were changed in different ways', addresses }
          : { patchText: patchJsonText, operations, addresses },
      );
    }
  }
  return patches;
}

/** On the whole of the desired file. */
function operationsOf({ pointer }: Authored, rewritten: Rewrite['rewritten']): readonly TreeOperation[] {
  if (rewritten === 'gone') return [{ op: 'remove', path: pointer }];
  return rewritten.written.map((operation) => ({
    ...operation,
    path: pointer + operation.path,
    ...('from' in operation ? { from: pointer + operation.from } : {}),
  }));
}

function textOf(disk: SourceDisk, path: string): string | undefined {
  const read = disk.read(path, MAX_SOURCE_BYTES);
  if (!read.ok) return undefined;
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(read.bytes);
  } catch {
    return undefined;
  }
}
