// Turns the leaves that differ into lines for people; no line holds a secret.
import type { Detail } from '../model/detail.ts';
import type { Json, JsonObject } from '../model/json.ts';
import type { Kind, LeafChange, Line } from '../model/kind.ts';
import type { Pointer } from '../model/pointer.ts';
import type { RedactedTrees } from './redacted-trees.ts';

/** Lines of a change, and characters of a line. */
const MOST: Readonly<Record<Detail, { readonly lines: number; readonly text: number }>> = {
  short: { lines: 400, text: 400 },
  full: { lines: 20_000, text: 4_000 },
};

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
  detail: Detail = 'short',
): ShownLines {
  const { live, declared, before, after, past } = trees;
  const describe = (...about: Described): readonly Line[] => cap(kind.describe(...about, detail), detail);
  return {
    lines: describe(changesAt(written, before, after), live, declared),
    remoteLines: remote.length === 0 ? [] : describe(changesAt(remote, past, before), declared, live),
  };
}

/** What one side holds at a leaf, without marks; none where it holds nothing. */
export function linesAt(
  kind: Kind,
  pointer: Pointer,
  value: Json | undefined,
  spec: JsonObject | undefined,
): readonly Line[] {
  if (value === undefined) return [];
  const lines = kind.describe([{ pointer, before: undefined, after: value }], undefined, spec, 'full');
  return cap(lines, 'full').map((line) => ({ ...line, mark: ' ' }));
}

type Described = readonly [
  changes: readonly LeafChange[],
  before: JsonObject | undefined,
  after: JsonObject | undefined,
];
type ValueAt = (pointer: Pointer) => Json | undefined;

function changesAt(pointers: readonly Pointer[], from: ValueAt, to: ValueAt): readonly LeafChange[] {
  return pointers.map((pointer) => ({ pointer, before: from(pointer), after: to(pointer) }));
}

function cap(lines: readonly Line[], detail: Detail): readonly Line[] {
  const most = MOST[detail];
  const short = lines
    .slice(0, most.lines)
    .map((line) =>
      line.text.length <= most.text
        ? line
        : { ...line, text: `${line.text.slice(0, most.text)} … (${line.text.length} characters)` },
    );
  const left = lines.length - short.length;
  return left === 0 ? short : [...short, { mark: ' ', depth: 0, text: `… ${left} more lines` }];
}
