// Source lines, read again from disk to be shown beside a mistake, without the secrets that stand in the files.
import { resolve } from 'node:path';
import { maskLine } from '@postform/config';
import type { Diagnostic } from '@postform/engine';
import { readGiven } from '../files/bounded-read.ts';
import { mapTexts } from '../output/clean.ts';
import { makeRedactor, type Redactor } from '../output/redactor.ts';
import { writtenCredentials } from '../output/written-credentials.ts';
import type { SourceLine } from '../render/diagnostics.ts';

/** Of a longer file, credentials are looked for in the lines around a mistake only. */
const MOST_CHARACTERS = 8 * 1024 * 1024;
/** On either side of a mistake. */
const REACH = 4096;

export interface Shown {
  /** The diagnostics, nothing in them that the files they speak of keep secret. */
  readonly list: readonly Diagnostic[];
  readonly line: SourceLine;
}

/**
 * A broken file tells no spec, so what is secret in it is not known: it is found by the names it stands beside.
 * Files are read once. A file that cannot be read has no lines; the diagnostic stands without them.
 */
export function withSources(list: readonly Diagnostic[], root: string, known: Redactor): Shown {
  const local = makeRedactor();
  const files = new Map<string, readonly string[]>();
  for (const { place, related = [] } of list) {
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
