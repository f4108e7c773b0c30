// Unmanaged objects with the names of managed ones, as text and as a warning for programs: twins that no plan would find.
import type { Plan, Unmanaged } from '@postform/engine';
import type { DiagnosticParts } from '../events-json.ts';
import { fold } from './fold.ts';
import type { Style } from './style.ts';
import { counted, quoted } from './words.ts';

/** Named in a text; the others are counted. Records name all. */
const named = 10;

const advice =
  'Delete in Postman the one that nobody uses, or give it another name there. To manage it as well: declare it under an address of its own, then postform import ADDRESS ID';

/** Empty where there are none. */
export function renderNamesakes(plan: Plan, view: { readonly style: Style; readonly width: number }): string {
  const twins = namesakesIn(plan);
  if (twins.length === 0) return '';
  const { style, width } = view;
  const have = twins.length === 1 ? 'has the name of a managed one' : 'have the names of managed ones';
  const head = `${style.yellow('Warning')}: ${counted(twins.length, 'unmanaged object')} ${have}:\n`;
  const lines = twins.slice(0, named).map((twin) => `  ${fold(sentenceOf(twin), width, 4)}\n`);
  const more = twins.length > named ? `  and ${twins.length - named} more\n` : '';
  return `${head}${lines.join('')}${more}  ${fold(advice, width, 2)}\n`;
}

export function namesakeWarnings(plan: Plan): readonly DiagnosticParts[] {
  return namesakesIn(plan).map((twin) => ({
    severity: 'warning',
    summary: `An unmanaged object has the name of a managed one: ${sentenceOf(twin)}.`,
    detail: `${advice}.`,
    address: twin.namesakeOf,
  }));
}

type Twin = Unmanaged & { readonly namesakeOf: string };

function namesakesIn({ unmanaged }: Plan): readonly Twin[] {
  return unmanaged.filter((one): one is Twin => one.namesakeOf !== undefined);
}

function sentenceOf({ kind, name, id, namesakeOf }: Twin): string {
  return `${kind} ${quoted(name)} (${id}) is not managed; ${namesakeOf} is another of that name`;
}
