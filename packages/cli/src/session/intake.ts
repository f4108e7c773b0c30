// Works out what `pull` writes: the files with people's edits in them, and what cannot be taken over.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type FileEdit, nodeSourceDisk, type Rewrite, rewriteFiles } from '@postform/config';
import {
  type Address,
  AppError,
  equalTrees,
  type JsonObject,
  normalize,
  type Pulled,
  type PullRun,
} from '@postform/engine';
import { writeWhole } from '../files/whole-file.ts';
import type { Intake } from '../render/intake.ts';
import type { Run } from './run.ts';

export function intakeOf(
  run: Run,
  pull: PullRun,
  { addresses, takesGone }: { readonly addresses: readonly Address[]; readonly takesGone: boolean },
): Intake {
  const asked = new Set(addresses);
  const pulled = pull.pulled.filter(({ address }) => asked.size === 0 || asked.has(address));
  const rewrites = pulled.flatMap((one) => rewriteOf(run, pull, one, takesGone) ?? []);
  const { edits, refused } = rewriteFiles(nodeSourceDisk, run.project.root, rewrites);
  const wrong = wrongEdits(run, pulled, rewrites, edits);
  return {
    objects: pulled.map(({ address, what, change }) => ({
      address,
      name: change.name,
      what,
      lines: change.remoteLines,
    })),
    edits: edits.filter(({ addresses: of }) => !of.some((address) => wrong.has(address))),
    refused: [
      ...refused,
      ...edits
        .filter(({ addresses: of }) => of.some((address) => wrong.has(address)))
        .map(({ path, addresses: of }) => ({
          path,
          addresses: of,
          reason: 'the changed file would mean something else',
        })),
    ],
    left: rewrites.flatMap(({ address, authored, rewritten }) =>
      rewritten === 'gone' ? [] : rewritten.left.map((left) => ({ ...left, address, file: authored.file })),
    ),
    undecided: pulled.flatMap((one) =>
      one.what === 'edited' ? one.undecided.map((pointer) => ({ address: one.address, pointer })) : [],
    ),
    gone: takesGone ? [] : pulled.flatMap(({ address, what }) => (what === 'gone' ? [address] : [])),
  };
}

function rewriteOf(run: Run, pull: PullRun, pulled: Pulled, takesGone: boolean): Rewrite | undefined {
  const { address, kind } = pulled;
  const authored = run.authored(address);
  if (authored === undefined) return undefined;
  if (pulled.what === 'gone') return takesGone ? { address, authored, rewritten: 'gone' } : undefined;
  if (pulled.changed.length === 0) return undefined;
  const { before, after, changed } = pulled;
  return { address, authored, rewritten: kind.rewrite({ ...authored, before, after, changed, refName: pull.refName }) };
}

/** Addresses whose files would not mean what they should: each is read again as it would be written. */
function wrongEdits(
  run: Run,
  pulled: readonly Pulled[],
  rewrites: readonly Rewrite[],
  edits: readonly FileEdit[],
): ReadonlySet<Address> {
  if (edits.length === 0) return new Set();
  const texts = new Map(edits.map(({ path, after }) => [join(run.project.root, path), after]));
  const again = run.loadWith(texts);
  const resources = new Map((again.ok ? again.desired.resources : []).map((resource) => [resource.address, resource]));
  const rewritten = new Map(rewrites.map((rewrite) => [rewrite.address, rewrite.rewritten]));
  const wrong = pulled.filter((one) => {
    const how = rewritten.get(one.address);
    if (how === undefined) return false;
    const resource = resources.get(one.address);
    if (one.what === 'gone' || how === 'gone') return resource !== undefined;
    if (resource === undefined) return true;
    const bodyOf = (spec: JsonObject) => one.kind.toRemote(spec, { itemIds: {} });
    return how.left.length === 0 && !equalTrees(bodyOf(normalize(one.kind, resource.spec)), bodyOf(one.after));
  });
  return new Set(wrong.map(({ address }) => address));
}

/** Throws E_FILES_CHANGED where a file is not what it was when it was read; files before it are written by then. */
export function writeIntake(root: string, { edits }: Intake): void {
  for (const { path, before, after } of edits) {
    const full = join(root, path);
    if (!readFileSync(full).equals(Buffer.from(before)))
      throw new AppError('E_FILES_CHANGED', `${path} changed while Postform was reading it.`, {
        hint: 'It was not written. Run the same command again.',
      });
    writeWhole(full, after);
  }
}
