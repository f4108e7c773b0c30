// Room: what the YAML parser objects to, in people's words.
import type { Document } from './document.ts';
import { shown } from './text.ts';
import type { YamlMistake } from './yaml.ts';
import { trapIn } from './yaml-traps.ts';

const MAX_SYNTAX_ERRORS = 5;

export type SyntaxError = readonly [offset: number, code: string, message: string, hint: string];

/** One for each line, for one slip breeds many errors behind it; what no longer fits into the stream is such an error. */
export function syntaxErrors(text: string, mistakes: readonly YamlMistake[], blank: Document): readonly SyntaxError[] {
  const seen = new Set<number>();
  const errors: SyntaxError[] = [];
  const own = mistakes.filter(({ message }) => !message.includes('in YAML stream'));
  for (const { code, message, offset } of own.length > 0 ? own : mistakes) {
    const { line, column } = blank.lines(offset);
    if (seen.has(line) || errors.length === MAX_SYNTAX_ERRORS) continue;
    seen.add(line);
    const start = offset - column + 1;
    const end = text.indexOf('\n', offset);
    const content = text.slice(start, end === -1 ? undefined : end).replace(/\r$/, '');
    errors.push([offset, ...explain(code, message, content)]);
  }
  return errors;
}

function explain(code: string, message: string, content: string): readonly [string, string, string] {
  if (code === 'TAB_AS_INDENT') return ['D_YAML_TAB', 'a tab is used for indentation', 'indent with spaces'];
  if (code === 'TAG_RESOLVE_FAILED')
    return [
      'D_YAML_TAG',
      message.replace(/^Unresolved/, 'unknown'),
      'remove the tag, or quote a text that starts with "!"',
    ];
  if (message.includes('call stack'))
    return ['D_YAML_TOO_DEEP', 'the file nests too deeply', 'nest at most 100 levels'];
  const trap = trapIn(content);
  if (trap !== undefined) return ['D_YAML_SYNTAX', trap.message, trap.hint];
  const where = content.trim() === '' ? '' : `: ${shown(content.trim())}`;
  return ['D_YAML_SYNTAX', `${message}${where}`, 'check indentation, brackets and quotes here and in the lines above'];
}
