// Reads the source lines to show beside mistakes, without the secrets in the files.
import { resolve } from 'node:path';
import { maskLine } from '@postform/config';
import type { Diagnostic } from '@postform/engine';
import { readGiven } from '../files/bounded-read.ts';
import { mapTexts } from '../output/clean.ts';
import { makeRedactor, type Redactor } from '../output/redactor.ts';
import { writtenCredentials } from '../output/written-credentials.ts';
import type { SourceLine } from '../render/diagnostics.ts';

/** In a longer file, credentials are searched only around a mistake. */
const MOST_CHARACTERS = 8 * 1024 * 1024;
/** Characters on either side of a mistake. */
const REACH = 4096;

export interface ShownDiagnostics {
  /** The diagnostics, without the secrets of the files they refer to. */
  readonly list: readonly Diagnostic[];
  readonly line: SourceLine;
}

/**
 * A broken file has no spec that marks its secrets, so they are found by the names beside them.
 * Each file is read once. A diagnostic in a file that cannot be read is shown without lines.
 */
export function withSources(list: readonly Diagnostic[], root: string, known: Redactor): ShownDiagnostics {
  const local = makeRedactor();
  const files = new Map<string, readonly string[]>();
  for (const { place, related = [], quotesNothing } of list) {
    if (quotesNothing === true) continue;
    for (const at of [...(place === undefined ? [] : [place]), ...related.map((other) => other.place)]) {
      const lines = files.get(at.file) ?? linesOf(root, at.file);
      if (!files.has(at.file)) local.learn(writtenCredentials(lines.join('\n').slice(0, MOST_CHARACTERS)));
      files.set(at.file, lines);
      const line = lines[at.line - 1] ?? '';
      if (line.length > MOST_CHARACTERS)
        local.learn(writtenCredentials(line.slice(Math.max(0, at.column - REACH), at.column + REACH)));
    }
  }
  return {
    list: list.map(({ place, ...words }) => ({
      ...mapTexts(words, local.redact),
      ...(place === undefined ? {} : { place }),
    })),
    line: (file, line) => {
      const text = files.get(file)?.[line - 1];
      return text === undefined ? undefined : maskLine(known.blot(local.blot(text)));
    },
  };
}

function linesOf(root: string, file: string): readonly string[] {
  try {
    return readGiven(resolve(root, file))
      .replace(/^\uFEFF/, '')
      .split(/\r?\n/);
  } catch {
    return [];
  }
}
