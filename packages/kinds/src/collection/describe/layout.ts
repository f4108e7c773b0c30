// Lays out what is told of a folder or request: on its own line where that says it all, else below it.
import type { Detail, Line } from '@postform/engine';
import type { Told } from './told.ts';

/** More facts, or longer ones, stand below their heading. */
const MOST_FACTS = 3;
const LONGEST = 110;

/** Of the collection itself: without a heading. */
export function flatLines(changes: readonly Told[], detail: Detail): readonly Line[] {
  return changes.flatMap((one) => ownLines(one, 0, detail));
}

/** The lines of text that changed stand below, too, where there is one text only, and where there are more, below its name. */
export function groupLines(heading: string, changes: readonly Told[], detail: Detail): readonly Line[] {
  if (changes.length === 0) return [];
  if (detail === 'short') {
    const short = { mark: '~', depth: 0, text: `${heading}: ${factsOf(changes)}` } as const;
    const texts = changes.flatMap(({ below }) => (below === undefined ? [] : [below('short')]));
    if (changes.length <= MOST_FACTS && short.text.length <= LONGEST && texts.length <= 1)
      return [short, ...texts.flat().map((line) => deeper(line, 1))];
  }
  return [{ mark: '~', depth: 0, text: heading }, ...changes.flatMap((one) => ownLines(one, 1, detail))];
}

/** As many facts as one line holds, and how many there are besides. */
export function factLine(heading: string, changes: readonly Told[]): Line {
  let count = changes.length;
  const first = (): string => factsOf(changes.slice(0, count));
  while (count > 1 && heading.length + first().length > LONGEST) count -= 1;
  const more = changes.length - count;
  return { mark: '~', depth: 0, text: `${heading}: ${first()}${more > 0 ? `; and ${more} more` : ''}` };
}

/** Texts last, for their lines stand below. */
function factsOf(changes: readonly Told[]): string {
  const isText = ({ below }: Told): number => Number(below !== undefined);
  return changes
    .toSorted((a, b) => isText(a) - isText(b))
    .map(({ fact }) => fact)
    .join('; ');
}

/** What an added or removed folder or request holds. */
export function contentLines(changes: readonly Told[]): readonly Line[] {
  return changes.flatMap((one) => ownLines(one, 1, 'full'));
}

function ownLines({ mark, text, full, below }: Told, depth: number, detail: Detail): readonly Line[] {
  const own = { mark, depth, text: detail === 'short' ? text : full };
  return [own, ...(below?.(detail) ?? []).map((line) => deeper(line, depth + 1))];
}

function deeper(line: Line, by: number): Line {
  return { ...line, depth: line.depth + by };
}
