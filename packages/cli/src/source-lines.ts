// Room: source lines, read again from disk to be shown beside a mistake.
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { maskLine } from '@postform/config';
import type { Redactor } from './output/redactor.ts';
import type { SourceLine } from './render/diagnostics.ts';

/** Files are read once. A file that cannot be read has no lines; the diagnostic stands without them. */
export function sourceLines(root: string, { blot }: Redactor): SourceLine {
  const files = new Map<string, readonly string[]>();
  return (file, line) => {
    let lines = files.get(file);
    if (lines === undefined) {
      try {
        lines = readFileSync(resolve(root, file), 'utf8')
          .replace(/^\uFEFF/, '')
          .split(/\r\n|\r|\n/);
      } catch {
        lines = [];
      }
      files.set(file, lines);
    }
    const text = lines[line - 1];
    return text === undefined ? undefined : maskLine(blot(text));
  };
}
