// Puts entries into block collections and takes them out, with the comments and blank lines around them.
import { type BlockBox, type BlockEntry, newCell } from './yaml-cells.ts';

/** What holds a block collection: its entry, or the root. */
type Holder = Pick<BlockEntry, 'head' | 'gap' | 'cell' | 'rest'>;

/** Comments behind the last entry stay there. `index` is where the entry will stand. */
export function insertEntry(holder: Holder, index: number, entry: BlockEntry, eol: string): void {
  const box = holder.cell.block!;
  const { entries } = box;
  const isSpaced = entries.length > 1 && entries.slice(1).every(({ lead }) => blankLinesOf(lead) !== '');
  if (isSpaced && index > 0 && blankLinesOf(entry.lead) === '') entry.lead = eol + entry.lead;
  if (index === entries.length) {
    entry.lead = box.tail + entry.lead;
    box.tail = '';
  } else if (index === 0 && isSpaced && blankLinesOf(entries[0]!.lead) === '')
    entries[0]!.lead = eol + entries[0]!.lead;
  entries.splice(index, 0, entry);
  if (index === 0) loosen(holder, eol);
}

/**
 * Comments directly above the entry go with it; comments that a blank line sets apart stay. A collection without entries
 * becomes `{}` or `[]`.
 */
export function removeEntry(holder: Holder, index: number, eol: string): BlockEntry {
  const box = holder.cell.block!;
  const [entry] = box.entries.splice(index, 1) as [BlockEntry];
  const { lead } = entry;
  const [, apart = '', own = ''] = /^(|[\s\S]*\n[ \t]*\r?\n|[ \t]*\r?\n)((?:[ \t]*#[^\n]*\n)*)$/.exec(lead) ?? [];
  entry.lead = own;
  const kept = apart.includes('#') ? apart : '';
  const next = box.entries[index];
  if (next === undefined) box.tail = kept + box.tail;
  else {
    const blank = blankLinesOf(next.lead);
    if (index === 0 || kept !== '') next.lead = kept + next.lead.slice(blank.length);
    else if (blank === '') next.lead = blankLinesOf(lead) + next.lead;
  }
  if (box.entries.length === 0) empty(holder, box, eol);
  else if (index === 0) loosen(holder, eol);
  return entry;
}

/** The first entry leaves the line of the dash where comments stand above it. */
function loosen(holder: Holder, eol: string): void {
  const box = holder.cell.block!;
  if (!box.isCompact || box.entries[0]!.lead === '') return;
  box.isCompact = false;
  holder.gap = '';
  holder.rest = eol;
}

function empty(holder: Holder, { isMap, tail }: BlockBox, eol: string): void {
  const { props, anchor } = holder.cell;
  const more = anchor === undefined ? {} : { anchor, props: props === '' ? '' : `${props.trimEnd()} ` };
  holder.cell = newCell('flow', '', { ...more, flow: { isMap, pieces: [], tail: '' } });
  if (holder.gap === '' && holder.head !== '') holder.gap = ' ';
  holder.rest = (holder.rest === '' ? eol : holder.rest) + tail;
}

function blankLinesOf(lead: string): string {
  return /^(?:[ \t]*\r?\n)*/.exec(lead)![0];
}
