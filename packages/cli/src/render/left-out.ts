// What --no-delete left out, as text and as records: addresses, what would be done to them, and how to get it done.
import type { Omitted, Plan } from '@postform/engine';
import type { Again } from '../options/run-flags.ts';
import type { Style } from '../output/style.ts';
import { fold } from './fold.ts';
import { counted } from './words.ts';

interface LeftOutView {
  readonly style: Style;
  readonly width: number;
  readonly again?: Again;
}

const would: Readonly<Record<Omitted['action'], string>> = {
  create: 'would be created, and may be the move of an object that would be deleted',
  update: 'would be updated',
  replace: 'would be replaced, which deletes the old object',
  delete: 'would be deleted',
  adopt: 'would be adopted',
  forget: 'would be forgotten',
  noop: 'stays as it is',
};

/** Empty where nothing was left out. */
export function renderLeftOut({ leftOut = [] }: Plan, { style, width, again = (text) => text }: LeftOutView): string {
  if (leftOut.length === 0) return '';
  const head = `${style.yellow('Left out')} (--no-delete): ${counted(leftOut.length, 'object')}. Nothing is deleted.\n`;
  const lines = leftOut.map((one) => `  ${fold(`${style.bold(one.address)} ${meantFor(one)}`, width, 4)}\n`);
  const moved = leftOut.find(({ action, because }) => action === 'create' && because === undefined);
  const hints = [
    'To do this, too, review it and apply it: postform plan -o FILE, then postform apply FILE',
    ...(moved === undefined
      ? []
      : [`Renamed: postform state mv OLD ${moved.address} — a new object all the same: --not-moved ${moved.address}`]),
  ];
  return head + lines.join('') + hints.map((hint) => `  ${fold(again(hint), width, 4)}\n`).join('');
}

export function meantFor({ action, because, deposed }: Omitted): string {
  if (deposed !== undefined) return `has an object that was replaced earlier (${deposed}), which would be deleted`;
  if (because !== undefined) return `${would[action].split(',')[0]}, and refers to ${because}`;
  return would[action];
}
