// Repairs a YAML text: a value that needs quotes is reported and blanked out, and the rest is read.
import type { Lines } from '../files/text.ts';
import { type Trap, trapIn } from './traps.ts';
import { parseYamlTree, type YamlMistake, type YamlTree } from './yaml.ts';

const MAX_ROUNDS = 20;
/** Characters that all rounds together may parse; the parser reads about one million a second. */
const MAX_PARSED = 4 * 1024 * 1024;

/** A value that needs quotes; offsets of the text as written. */
export interface Slip {
  readonly start: number;
  readonly end: number;
  readonly trap: Trap;
}

export interface Mended {
  /** Of the text with each slip blanked out by as many characters, so that all offsets hold. */
  readonly tree: YamlTree;
  readonly slips: readonly Slip[];
}

/** One slip after the other, because what the parser reports behind the first may come from it. Throws a RangeError for absurd nesting. */
export function parseMended(text: string, lines: Lines): Mended {
  const slips: Slip[] = [];
  let mended = text;
  let tree = parseYamlTree(text);
  for (let round = 1; round <= MAX_ROUNDS && round * text.length < MAX_PARSED; round++) {
    const found = slipsIn(mended, tree.mistakes, lines);
    if (found.length === 0) break;
    for (const { start, end } of found) mended = mended.slice(0, start) + '_'.repeat(end - start) + mended.slice(end);
    slips.push(...found);
    tree = parseYamlTree(mended);
  }
  return { tree, slips };
}

/** The first, and all that the parser is sure of. */
function slipsIn(text: string, mistakes: readonly YamlMistake[], lines: Lines): readonly Slip[] {
  const fatal = fatalMistakes(mistakes).filter(({ code }) => code !== 'TAB_AS_INDENT');
  const sure = fatal.filter(({ code }) => code === 'BAD_SCALAR_START');
  const slips = new Map<number, Slip>();
  for (const { offset } of sure.length > 0 ? sure : fatal.slice(0, 1)) {
    const { start, content } = lineAt(text, offset, lines);
    const trap = trapIn(content);
    if (trap === undefined || trap.value === '') continue;
    const at = start + trap.at;
    slips.set(at, { start: at, end: at + trap.value.length, trap });
  }
  return [...slips.values()];
}

/** The line of an offset without its end, and where it begins. */
export function lineAt(
  text: string,
  offset: number,
  lines: Lines,
): { readonly start: number; readonly content: string } {
  const start = offset - lines(offset).column + 1;
  const end = text.indexOf('\n', offset);
  return { start, content: text.slice(start, end === -1 ? undefined : end).replace(/\r$/, '') };
}

/** Codes that leave the tree as it was meant. */
const HARMLESS = new Set(['TAG_RESOLVE_FAILED', 'BAD_DQ_ESCAPE']);

/** Mistakes after which the tree cannot be trusted, in the order of the text. What no longer fits into the stream follows from another one. */
export function fatalMistakes(mistakes: readonly YamlMistake[]): readonly YamlMistake[] {
  const fatal = mistakes.filter(({ code }) => !HARMLESS.has(code)).sort((a, b) => a.offset - b.offset);
  const own = fatal.filter(({ message }) => !message.includes('in YAML stream'));
  return own.length > 0 ? own : fatal;
}

export function harmlessMistakes(mistakes: readonly YamlMistake[]): readonly YamlMistake[] {
  return mistakes.filter(({ code }) => HARMLESS.has(code));
}
