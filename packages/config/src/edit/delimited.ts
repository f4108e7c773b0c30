// Puts elements into what stands between brackets, and takes them out, with the commas and white space around them.

/** One element, or a key with its value. `lead` is everything between it and the element before, or the opening bracket. */
export interface Piece<Cell> {
  lead: string;
  /** The key as written, with colon and the white space behind it; empty in lists. */
  key: string;
  name?: string;
  cell: Cell;
}

export interface Delimited<Cell> {
  readonly isMap: boolean;
  readonly pieces: Piece<Cell>[];
  /** Everything between the last piece and the closing bracket. */
  tail: string;
}

/** White space where there is no other piece to take it from. */
export interface Gaps {
  readonly first: string;
  readonly last: string;
  /** Between pieces on one line. */
  readonly comma: string;
}

/** Writes a piece before the one at `index`; its lead is that of its neighbours. */
export function insertPiece<Cell>(box: Delimited<Cell>, index: number, piece: Piece<Cell>, gaps: Gaps): void {
  const { pieces } = box;
  const first = pieces[0];
  if (first === undefined) {
    piece.lead = gaps.first;
    box.tail = gaps.last;
  } else {
    const sample = pieces.length === 1 ? undefined : pieces[Math.min(Math.max(index, 1), pieces.length - 1)]!.lead;
    const between = sample === undefined ? separatorLike(first.lead, gaps.comma) : withoutBlankLines(sample);
    piece.lead = index === 0 ? first.lead : between;
    if (index === 0) first.lead = between;
  }
  pieces.splice(index, 0, piece);
}

/** Of two separators the longer one stays: it may hold a line break or a blank line. */
export function removePiece<Cell>(box: Delimited<Cell>, index: number): Piece<Cell> {
  const [piece] = box.pieces.splice(index, 1);
  const next = box.pieces[index];
  if (box.pieces.length === 0) box.tail = '';
  else if (next !== undefined && (index === 0 || next.lead.length < piece!.lead.length)) next.lead = piece!.lead;
  return piece!;
}

/** White space at the beginning of the line that a lead ends in; undefined where it has no line break. */
export function indentIn(lead: string): string | undefined {
  const start = lead.lastIndexOf('\n');
  return start === -1 ? undefined : /^[ \t]*/.exec(lead.slice(start + 1))![0];
}

function separatorLike(lead: string, comma: string): string {
  return lead.includes('\n') ? `,${withoutBlankLines(lead)}` : comma;
}

function withoutBlankLines(lead: string): string {
  return lead.replace(/(?:\r?\n[ \t]*)+(\r?\n)/, '$1');
}
