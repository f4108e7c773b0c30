// Renders what `restore` says: what is kept, what a copy lacks, and what the next plan will make of it.
import type { Restoring } from '@postform/engine';
import type { KeptFile } from '@postform/state';
import type { AddRunFlags } from '../options/run-flags.ts';
import { renderTable } from './table.ts';

/** A kept file in the list; without its body. */
export type KeptRow = Omit<KeptFile, 'body'> & { readonly name: string };

export function rowOf({ body, ...kept }: KeptFile): KeptRow {
  return { ...kept, name: nameIn(body) };
}

/** `folder`: where the files are, as people type it. */
export function renderKept(kept: readonly KeptRow[], folder: string, addFlags: AddRunFlags): string {
  if (kept.length === 0)
    return 'Nothing is kept: no apply here has overwritten a change made by hand or deleted an object.\n';
  const rows = kept.map(({ at, address, name, why = '', bytes, file }) => {
    const when = at.slice(0, 19).replace('T', ' ');
    return [when, address, name, why, sizeOf(bytes), file];
  });
  const head = ['KEPT (UTC)', 'ADDRESS', 'NAME', 'WHY', 'SIZE', 'FILE'];
  return `${renderTable([head, ...rows])}\nThe files are in ${folder}. To put one back: ${addFlags('postform restore FILE')}\n`;
}

/** The name of the object in a body; a collection has it in `info`. */
function nameIn(body: KeptFile['body']): string {
  const { name, info } = body;
  const inner = typeof info === 'object' && info !== null && 'name' in info ? info['name'] : undefined;
  return typeof name === 'string' ? name : typeof inner === 'string' ? inner : '';
}

function sizeOf(bytes: number): string {
  return bytes < 1024 ? `${bytes} B` : `${Math.ceil(bytes / 1024)} KiB`;
}

export function hiddenText({ hidden, how }: Restoring): string {
  const rest = how === 'edit' ? 'There the object stays as it is in Postman.' : 'They are left out.';
  return `Hidden when the copy was made, and not put back: ${hidden.join(', ')}. ${rest}`;
}

/** What the next plan makes of it, and what to do about that. */
export function nextText({ how, address }: Restoring, canPull: boolean, addFlags: AddRunFlags): string {
  if (how === 'unmanaged')
    return 'The object is in the workspace again, with a new id. Nobody manages it: plans list it as unmanaged.';
  const take = canPull ? `run ${addFlags(`postform pull ${address}`)}` : 'take it into the files';
  const declared =
    how === 'declared' ? ' The files declare it, so a plan would have created it anyway, as they say.' : '';
  return `${address} counts as changed by hand now: the next plan shows that, and would undo it.${declared} To keep it, ${take}.`;
}
