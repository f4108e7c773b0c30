// Turns the leaves that differ into lines for people; no line holds a secret.
import type { Json } from '../model/json.ts';
import type { Kind, LeafChange, Line } from '../model/kind.ts';
import type { Pointer } from '../model/pointer.ts';
import type { RedactedTrees } from './redacted-trees.ts';

const MAX_LINES = 400;
const MAX_TEXT = 400;

export interface ShownLines {
  /** From live to what would be written. */
  readonly lines: readonly Line[];
  /** From what was declared last time to live. */
  readonly remoteLines: readonly Line[];
}

export function linesOf(
  kind: Kind,
  trees: RedactedTrees,
  written: readonly Pointer[],
  remote: readonly Pointer[],
): ShownLines {
  const { live, declared, before, after, past } = trees;
  return {
    lines: cap(kind.describe(changesAt(written, before, after), live, declared)),
    remoteLines: remote.length === 0 ? [] : cap(kind.describe(changesAt(remote, past, before), declared, live)),
  };
}

type ValueAt = (pointer: Pointer) => Json | undefined;

function changesAt(pointers: readonly Pointer[], from: ValueAt, to: ValueAt): readonly LeafChange[] {
  return pointers.map((pointer) => ({ pointer, before: from(pointer), after: to(pointer) }));
}

function cap(lines: readonly Line[]): readonly Line[] {
  const short = lines
    .slice(0, MAX_LINES)
    .map((line) =>
      line.text.length <= MAX_TEXT
        ? line
        : { ...line, text: `${line.text.slice(0, MAX_TEXT)} … (${line.text.length} characters)` },
    );
  const left = lines.length - short.length;
  return left === 0 ? short : [...short, { mark: ' ', depth: 0, text: `… ${left} more lines` }];
}
