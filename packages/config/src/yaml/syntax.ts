// Explains what the YAML parser objects to.
import type { Lines } from '../files/text.ts';
import { quoteValue } from '../files/wording.ts';
import { openerOf } from './openers.ts';
import { fatalMistakes, harmlessMistakes, lineAt, type Mended } from './repair.ts';
import { trapIn } from './traps.ts';
import type { YamlMistake, YamlTree } from './yaml.ts';

const MAX_SYNTAX_ERRORS = 5;

export type SyntaxError = readonly [offset: number, code: string, message: string, hint: string];

/** `isFatal` where the tree cannot be trusted. */
export interface SyntaxErrors {
  readonly errors: readonly SyntaxError[];
  readonly isFatal: boolean;
}

/** One for each slip. Of what could not be repaired one for each line, because one slip causes many errors behind it. */
export function syntaxErrors(text: string, { tree, slips }: Mended, lines: Lines): SyntaxErrors {
  const errors: SyntaxError[] = slips.map(({ start, trap }) => [start, 'D_YAML_SYNTAX', trap.message, trap.hint]);
  const seen = new Set(slips.map(({ start }) => lines(start).line));
  const fatal = fatalMistakes(tree.mistakes);
  let left = MAX_SYNTAX_ERRORS;
  for (const mistake of fatal) {
    const { line } = lines(mistake.offset);
    if (seen.has(line) || left === 0) continue;
    left--;
    const error = explain(text, tree, mistake, lines);
    seen.add(line).add(lines(error[0]).line);
    errors.push(error);
  }
  for (const mistake of harmlessMistakes(tree.mistakes)) errors.push(explain(text, tree, mistake, lines));
  return { errors, isFatal: fatal.length > 0 };
}

function explain(text: string, tree: YamlTree, { code, message, offset }: YamlMistake, lines: Lines): SyntaxError {
  if (code === 'TAB_AS_INDENT') return [offset, 'D_YAML_TAB', 'a tab is used for indentation', 'indent with spaces'];
  if (code === 'TAG_RESOLVE_FAILED')
    return [
      offset,
      'D_YAML_TAG',
      message.replace(/^Unresolved/, 'unknown'),
      'remove the tag, or quote a text that starts with "!"',
    ];
  if (code === 'BAD_DQ_ESCAPE')
    return [
      offset,
      'D_YAML_SYNTAX',
      `${quoteValue(text.slice(offset, offset + 2))} means nothing between double quotes`,
      'write \\\\ for a backslash, or put the text between single quotes',
    ];
  if (message.includes('call stack'))
    return [offset, 'D_YAML_TOO_DEEP', 'the file nests too deeply', 'nest at most 100 levels'];
  const opener = openerOf(text, tree.root, { code, message, offset });
  if (opener !== undefined) return [opener.offset, 'D_YAML_SYNTAX', opener.message, opener.hint];
  const { content } = lineAt(text, offset, lines);
  const trap = trapIn(content);
  if (trap !== undefined) return [offset, 'D_YAML_SYNTAX', trap.message, trap.hint];
  const where = content.trim() === '' ? '' : `: ${quoteValue(content.trim())}`;
  const hint = 'check indentation, brackets and quotes here and in the lines above';
  return [offset, 'D_YAML_SYNTAX', `${message}${where}`, hint];
}
