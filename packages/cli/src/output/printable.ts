// The one place where text is escaped: nothing that a terminal, a build server or a reader's eye would obey gets through.

/**
 * Controls (C0, DEL, C1), separators of lines, marks that turn the direction of writing, what is not seen (zero width,
 * tags, fillers), and halves of characters. A joiner within an emoji or between letters of a script that needs it stays.
 */
const HAZARD =
  /[\p{Cc}\p{Zl}\p{Zp}\p{Bidi_Control}\p{Cs}\u00ad\u115f\u1160\u180e\u200b\u2060-\u206f\u3164\ufeff\uffa0\ufff0-\ufffb\u{1bca0}-\u{1bca3}\u{1d173}-\u{1d17a}\u{e0000}-\u{e0fff}]|\u034f|\u17b4|\u17b5|\u180b|\u180c|\u180d|\u180f|(?<![\p{Extended_Pictographic}\p{Emoji_Modifier}\p{Script=Arabic}\p{Script=Syriac}\p{Script=Mongolian}\p{M}\p{Script=Devanagari}\p{Script=Bengali}\p{Script=Malayalam}\p{Script=Sinhala}])[\u200c\u200d]/gu;

/** Azure Pipelines, TeamCity and old runners of GitHub Actions read commands anywhere in a line: `##vso[…]`, `##[…]`. */
const COMMAND = /##(?=\w*\[)/g;
/** GitHub Actions reads `::name …::` at the beginning of a line, behind blanks. We write no such line. */
const COMMAND_LINE = /^([^\S\n]*):(?=:)/gm;

const SHORT: Readonly<Record<string, string>> = { '\n': '\\n', '\r': '\\r', '\t': '\\t' };

/** The sequences of our own styles, and the one that takes a line away to draw it again. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for.
const OWN = /\u001b\[(?:1|2|22|31|32|33|36|39)m/g;
export const EMPTY_LINE = '\r\x1b[2K';

/** Text from anywhere as part of a line: line breaks are escaped, too. */
export function oneLine(text: string): string {
  return text.replace(HAZARD, escaped).replace(COMMAND, '#\\u0023');
}

/** What we are about to write to a terminal or log: line breaks are ours, and so are styles where there are any. */
export function printable(text: string, hasColors: boolean): string {
  if (text === EMPTY_LINE) return text;
  const lines = (part: string): string => part.replace(HAZARD, (char) => (char === '\n' ? char : escaped(char)));
  const plain = hasColors ? betweenStyles(text, lines) : lines(text);
  return plain.replace(COMMAND, '#\\u0023').replace(COMMAND_LINE, '$1\\u003a');
}

/** JSON that means the same, in ASCII wherever `oneLine` would escape. `json` comes from JSON.stringify. */
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
