// Says which known word a mistyped one may stand for.
import { nearest } from '@postform/engine';

/** A sentence: `did you mean "x"?`, or the known words where none is near. */
export function suggest(word: string, known: readonly string[], none = 'there are none'): string {
  const near = nearest(word, known);
  if (near !== undefined) return `did you mean "${near}"?`;
  if (known.length === 0) return `${none}.`;
  return `known here: ${known.slice(0, 12).join(', ')}${known.length > 12 ? ` and ${known.length - 12} more` : ''}.`;
}
