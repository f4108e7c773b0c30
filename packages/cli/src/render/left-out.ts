// Renders what --no-delete left out: addresses, what would be done to them, and how to get it done.
import type { Omitted, Plan } from '@postform/engine';
import type { AddRunFlags } from '../options/run-flags.ts';
import type { Style } from '../output/style.ts';
import { foldText } from './fold.ts';
import { counted } from './words.ts';

interface LeftOutView {
  readonly style: Style;
  readonly width: number;
  readonly addFlags?: AddRunFlags;
}

const would: Readonly<Record<Omitted['action'], string>> = {
  create: 'would be created, but may be a rename of an object that would be deleted',
  update: 'would be updated',
  replace: 'would be replaced, which deletes the old object',
  delete: 'would be deleted',
  adopt: 'would be adopted',
  forget: 'would be forgotten',
  noop: 'stays as it is',
};

/** Empty where nothing was left out. */
export function renderLeftOut(
  { leftOut = [] }: Plan,
  { style, width, addFlags = (text) => text }: LeftOutView,
): string {
  if (leftOut.length === 0) return '';
  const head = `${style.yellow('Left out')} (--no-delete): ${counted(leftOut.length, 'object')}. Nothing is deleted.\n`;
  const lines = leftOut.map((one) => `  ${foldText(`${style.bold(one.address)} ${meantFor(one)}`, width, 4)}\n`);
  const moved = leftOut.find(({ action, because }) => action === 'create' && because === undefined);
  const hints = [
    'To apply these as well, review a plan and apply it: postform plan -o FILE, then postform apply FILE',
    ...(moved === undefined
      ? []
      : [
          `If ${moved.address} is a rename: postform state mv OLD ${moved.address}. If it is new: --not-moved ${moved.address}`,
        ]),
  ];
  return head + lines.join('') + hints.map((hint) => `  ${foldText(addFlags(hint), width, 4)}\n`).join('');
}

export function meantFor({ action, because, deposed }: Omitted): string {
  if (deposed !== undefined)
    return `has an object left over from an earlier replace (${deposed}), which would be deleted`;
  if (because !== undefined) return `${would[action].split(',')[0]}, but refers to ${because}`;
  return would[action];
}
