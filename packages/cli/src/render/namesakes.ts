// Unmanaged objects with the names of managed ones, as text and as a warning for programs: twins that no plan would find.
import type { Plan, Unmanaged } from '@postform/engine';
import type { Style } from '../output/style.ts';
import { fold } from './fold.ts';
import { counted, quoted } from './words.ts';

/** Named in a text; the others are counted. Records name all. */
const named = 10;

export const namesakeAdvice =
  'Delete in Postman the one that nobody uses, or give it another name there. To manage it as well: declare it under an address of its own, then postform import ADDRESS ID';

/** Empty where there are none. */
export function renderNamesakes(plan: Plan, view: { readonly style: Style; readonly width: number }): string {
  const twins = namesakesIn(plan);
  if (twins.length === 0) return '';
  const { style, width } = view;
  const have = twins.length === 1 ? 'has the name of a managed one' : 'have the names of managed ones';
  const head = `${style.yellow('Warning')}: ${counted(twins.length, 'unmanaged object')} ${have}:\n`;
  const lines = twins.slice(0, named).map((twin) => `  ${fold(namesakeSentence(twin), width, 4)}\n`);
  const more = twins.length > named ? `  and ${twins.length - named} more\n` : '';
  return `${head}${lines.join('')}${more}  ${fold(namesakeAdvice, width, 2)}\n`;
}

export type Twin = Unmanaged & { readonly sameNameAs: string };

export function namesakesIn({ unmanaged }: Plan): readonly Twin[] {
  return unmanaged.filter((one): one is Twin => one.sameNameAs !== undefined);
}

export function namesakeSentence({ kind, name, id, sameNameAs }: Twin): string {
  return `${kind} ${quoted(name)} (${id}) is not managed; ${sameNameAs} is another of that name`;
}
