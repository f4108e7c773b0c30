// The part of the demo that README shows: what somebody changed by hand, and the plan that follows.
import { stripVTControlCharacters } from 'node:util';

const FROM = '$ postform drift';
const TO = 'Saved the plan.';

/** The lines of the demo's output, colours included, from the drift check to the price of the plan. */
export function excerptOf(output) {
  const lines = output.split('\n');
  const plain = lines.map(withoutColors);
  const from = plain.indexOf(FROM);
  const to = plain.findIndex((line, at) => at > from && line.startsWith(TO));
  if (from === -1 || to === -1) throw new Error(`the demo printed no "${FROM}" with "${TO}" after it`);
  // The narrator's comments are for people who watch the demo.
  return lines
    .slice(from, to)
    .filter((_, at) => !plain[from + at].startsWith('#'))
    .map((line) => line.trimEnd())
    .join('\n')
    .replace(/\n{3,}/g, '\n\n')
    .trimEnd();
}

/** The last command of the excerpt with its result, as plain text: without the line that tells the progress. */
export function planOf(excerpt) {
  const plain = withoutColors(excerpt);
  return plain.slice(plain.lastIndexOf('$ postform plan')).replace(/\nReading: .*\n/, '');
}

export function withoutColors(text) {
  return stripVTControlCharacters(text);
}
