// Colours for a terminal; the only file that imports the colour library. Without colours each function returns its text.
import pc from 'picocolors';

export interface Style {
  readonly hasColors: boolean;
  readonly bold: (text: string) => string;
  readonly dim: (text: string) => string;
  readonly red: (text: string) => string;
  readonly green: (text: string) => string;
  readonly yellow: (text: string) => string;
  readonly cyan: (text: string) => string;
}

export function makeStyle(colors: boolean): Style {
  const { bold, dim, red, green, yellow, cyan } = pc.createColors(colors);
  return { hasColors: colors, bold, dim, red, green, yellow, cyan };
}
