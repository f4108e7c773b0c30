// Tells both sides of what the files and people changed to different values.
import type { Line } from '../model/kind.ts';
import type { Pointer } from '../model/pointer.ts';
import type { Evaluation } from './evaluate.ts';
import { linesAt } from './redacted-lines.ts';
import type { RedactedTrees } from './redacted-trees.ts';

/** One leaf that changed on both sides: what each holds now, in full. No lines: it is not there any more. */
export interface Conflict {
  readonly pointer: Pointer;
  readonly files: readonly Line[];
  readonly live: readonly Line[];
}

export function conflictsOf({ view, conflicting }: Evaluation, trees: RedactedTrees): readonly Conflict[] {
  const { kind } = view;
  return conflicting.map((pointer) => ({
    pointer,
    files: linesAt(kind, pointer, trees.after(pointer), trees.declared),
    live: linesAt(kind, pointer, trees.before(pointer), trees.live),
  }));
}
