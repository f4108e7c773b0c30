// Escapes whatever a terminal or a build server would obey, and what would deceive a reader.

/**
 * Controls (C0, DEL, C1), line separators, marks that change the direction of text, invisible characters (zero width, tags,
 * fillers), and lone surrogates. A joiner within an emoji or between letters of a script that needs it is kept.
 */
const HAZARD =
  /[\p{Cc}\p{Zl}\p{Zp}\p{Bidi_Control}\p{Cs}\u00ad\u115f\u1160\u180e\u200b\u2060-\u206f\u3164\ufeff\uffa0\ufff0-\ufffb\u{1bca0}-\u{1bca3}\u{1d173}-\u{1d17a}\u{e0000}-\u{e0fff}]|\u034f|\u17b4|\u17b5|\u180b|\u180c|\u180d|\u180f|(?<![\p{Extended_Pictographic}\p{Emoji_Modifier}\p{Script=Arabic}\p{Script=Syriac}\p{Script=Mongolian}\p{M}\p{Script=Devanagari}\p{Script=Bengali}\p{Script=Malayalam}\p{Script=Sinhala}])[\u200c\u200d]/gu;

/** Azure Pipelines, TeamCity and old runners of GitHub Actions read commands anywhere in a line: `##vso[…]`, `##[…]`. */
const COMMAND = /##(?=\w*\[)/g;
/** GitHub Actions reads `::name …::` at the beginning of a line, after spaces. Postform writes no such line. */
const COMMAND_LINE = /^([^\S\n]*):(?=:)/gm;

const SHORT: Readonly<Record<string, string>> = { '\n': '\\n', '\r': '\\r', '\t': '\\t' };

/** The sequences of our own styles. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: the pattern searches for them.
const OWN = /\u001b\[(?:1|2|22|31|32|33|36|39)m/g;
export const EMPTY_LINE = '\r\x1b[2K';

/** Text from anywhere as part of a line: line breaks are escaped as well. */
export function oneLine(text: string): string {
  return text.replace(HAZARD, escaped).replace(COMMAND, '#\\u0023');
}

/** Text that is about to be written to a terminal or log: line breaks and styles are ours and are kept. */
export function printable(text: string, hasColors: boolean): string {
  if (text === EMPTY_LINE) return text;
  const lines = (part: string): string => part.replace(HAZARD, (char) => (char === '\n' ? char : escaped(char)));
  const plain = hasColors ? betweenStyles(text, lines) : lines(text);
  return plain.replace(COMMAND, '#\\u0023').replace(COMMAND_LINE, '$1\\u003a');
}

/** Equivalent JSON with ASCII escapes wherever `oneLine` would escape. `json` comes from JSON.stringify. */
export function printableJson(json: string): string {
  return json.replace(HAZARD, (char) => (char === '\n' ? char : units(char))).replace(COMMAND, '#\\u0023');
}

function betweenStyles(text: string, fit: (part: string) => string): string {
  let out = '';
  let at = 0;
  for (const { index, 0: own } of text.matchAll(OWN)) {
    out += fit(text.slice(at, index)) + own;
    at = index + own.length;
  }
  return out + fit(text.slice(at));
}

function escaped(char: string): string {
  return SHORT[char] ?? units(char);
}

/** As JSON writes it, so that escaped JSON stays JSON. */
function units(char: string): string {
  return Array.from({ length: char.length }, (_, index) => char.charCodeAt(index))
    .map((unit) => `\\u${unit.toString(16).padStart(4, '0')}`)
    .join('');
}
