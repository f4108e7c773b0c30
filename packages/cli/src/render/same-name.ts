// Renders unmanaged objects that have the same name as managed ones, so that nobody takes one for the other.
import type { Plan, Unmanaged } from '@postform/engine';
import type { Style } from '../output/style.ts';
import { foldText } from './fold.ts';
import { counted, quoted } from './words.ts';

/** Objects named in a text; the others are counted. Records name all. */
const named = 10;

export const sameNameAdvice =
  'Delete or rename in Postman the one that is not used. To manage it as well, declare it under an address of its own, then run: postform import ADDRESS ID';

/** Empty where there are none. */
export function renderSameName(plan: Plan, view: { readonly style: Style; readonly width: number }): string {
  const twins = sameNameObjectsIn(plan);
  if (twins.length === 0) return '';
  const { style, width } = view;
  const have = twins.length === 1 ? 'has the same name as a managed one' : 'have the same names as managed ones';
  const head = `${style.yellow('Warning')}: ${counted(twins.length, 'unmanaged object')} ${have}:\n`;
  const lines = twins.slice(0, named).map((twin) => `  ${foldText(sameNameSentence(twin), width, 4)}\n`);
  const more = twins.length > named ? `  and ${twins.length - named} more\n` : '';
  return `${head}${lines.join('')}${more}  ${foldText(sameNameAdvice, width, 2)}\n`;
}

export type Twin = Unmanaged & { readonly sameNameAs: string };

export function sameNameObjectsIn({ unmanaged }: Plan): readonly Twin[] {
  return unmanaged.filter((one): one is Twin => one.sameNameAs !== undefined);
}

export function sameNameSentence({ kind, name, id, sameNameAs }: Twin): string {
  return `${kind} ${quoted(name)} (${id}) has the same name as ${sameNameAs}`;
}
