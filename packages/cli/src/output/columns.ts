// Measures how many columns a text takes on a terminal.

// biome-ignore lint/suspicious/noControlCharactersInRegex: the pattern searches for them.
const STYLES = /\u001b\[[0-9;]*m/g;
const NO_COLUMN = /^[\p{Mn}\p{Me}\p{Cf}]$/u;
/** East Asian Width W and F, in blocks (Unicode 15, UAX 11), and emoji. */
const WIDE =
  /^(?:\p{Emoji_Presentation}|[\u1100-\u115f\u2e80-\u303e\u3041-\u33ff\u3400-\u4dbf\u4e00-\u9fff\ua000-\ua4cf\ua960-\ua97c\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff01-\uff60\uffe0-\uffe6\u{1b000}-\u{1b2ff}\u{20000}-\u{3fffd}])$/u;
const ASCII = /^[\x20-\x7e]*$/;

/** Styles, combining marks and joiners take no column, wide characters two. */
export function columnsOf(text: string): number {
  const plain = text.replace(STYLES, '');
  if (ASCII.test(plain)) return plain.length;
  let columns = 0;
  for (const char of plain) columns += NO_COLUMN.test(char) ? 0 : WIDE.test(char) ? 2 : 1;
  return columns;
}

/** Padded with spaces to `columns`. */
export function padColumns(text: string, columns: number): string {
  return text + ' '.repeat(Math.max(0, columns - columnsOf(text)));
}
