// Writes and reads the lines of a journal: one JSON line per entry, with a checksum over itself and the line before.
//
//   {"postform":"journal","format":4,"lineage":L,"base":7,"follows":C}   C: checksum of the snapshot with serial 7
//   {"serial":8,"check":c8,"entry":{…}}                                   c8 = checksum(format, C, 8, entry as it is written)
//   {"serial":9,"check":c9,"entry":{…}}                                   c9 = checksum(format, c8, 9, entry as it is written)
import { type Entry, isObject } from '@postform/engine';
import { stateError } from '../disk/errors.ts';
import { checksumOf } from './checksum.ts';
import { loadEntry, STATE_FORMAT, storeEntry } from './formats.ts';
import type { StateSnapshot } from './snapshot.ts';

const encoder = new TextEncoder();

/** How each line begins. */
const HEAD = '{"postform":"journal"';
const LINE = '{"serial":';

const WITHOUT_JOURNAL =
  'To go on without it, move the journal away. What its run created then shows up as unmanaged; ' +
  'adopt it with `postform import ADDRESS ID`.';

/** What a journal says on top of a snapshot. */
export interface Journal {
  /** Entries that are not in the snapshot yet, in order. */
  readonly entries: readonly Entry[];
  /** Checksum of the last whole line; the snapshot's where there is none. */
  readonly check: string;
  /** Length of the whole lines, bytes; what lies behind is torn and was never acknowledged. */
  readonly wholeBytes: number;
  /** True where the file holds bytes but no entry that the snapshot lacks, so that it may be emptied. */
  readonly spent: boolean;
  /** True where it has entries of an older format: no entry of this one may follow them. */
  readonly isOld: boolean;
}

export function encodeHeader(snapshot: StateSnapshot): Uint8Array {
  const { lineage, serial } = snapshot.state;
  const head = { postform: 'journal', format: STATE_FORMAT, lineage, base: serial, follows: snapshot.check };
  return encoder.encode(`${JSON.stringify(head)}\n`);
}

export function encodeLine(
  previous: string,
  serial: number,
  entry: Entry,
): { readonly bytes: Uint8Array; readonly check: string } {
  const text = JSON.stringify(storeEntry(entry));
  const check = checkOfEntry(previous, serial, text, STATE_FORMAT);
  return { bytes: encoder.encode(`${headOf(serial, check)}${text}}\n`), check };
}

/**
 * Reads a journal against its snapshot. The last line is dropped where it is torn (see `isTorn`); any other broken line,
 * and a journal that belongs to another snapshot, is E_STATE_CORRUPT. `path` is the journal's, for messages.
 */
export function decodeJournal(bytes: Uint8Array, snapshot: StateSnapshot | undefined, path: string): Journal {
  const lines = wholeLines(bytes);
  const header = lines[0];
  const nothing = { entries: [], check: snapshot?.check ?? '', wholeBytes: 0, spent: bytes.length > 0, isOld: false };
  const head = header && headerOf(header.text);
  if (header === undefined || head === undefined) {
    if (lines.length < 2 && isTorn(bytes, HEAD)) return nothing;
    throw broken(path, 1, 'is not the head of a journal');
  }
  if (head.format > STATE_FORMAT) {
    throw stateError('E_STATE_NEWER', `${path} has format ${head.format}; this Postform knows up to ${STATE_FORMAT}.`);
  }

  const entries: Entry[] = [];
  let check = head.follows;
  let folded = 0;
  let wholeBytes = header.end;
  for (const [index, { text, end }] of lines.entries()) {
    if (index === 0) continue;
    const entry = entryOf(text, check, head.base + index, head.format);
    if (entry === undefined) {
      if (end === bytes.length && isTorn(bytes.subarray(wholeBytes), LINE)) break;
      throw broken(path, index + 1, 'does not match its checksum');
    }
    entries.push(entry.entry);
    check = entry.check;
    wholeBytes = end;
    if (check === snapshot?.folded) folded = entries.length;
  }
  const lastEnd = lines.at(-1)?.end ?? 0;
  if (wholeBytes === lastEnd && !isTorn(bytes.subarray(lastEnd), LINE)) {
    throw broken(path, lines.length + 1, 'is not an entry');
  }

  if (entries.length === 0) return nothing;
  if (snapshot !== undefined && head.lineage === snapshot.state.lineage) {
    const pending = entries.slice(folded);
    if (folded > 0 && pending.length === 0) return nothing;
    const isOld = head.format < STATE_FORMAT;
    if (folded > 0 || head.follows === snapshot.check)
      return { entries: pending, check, wholeBytes, spent: false, isOld };
  }
  throw stateError(
    'E_STATE_CORRUPT',
    `${path}:1 continues another state: lineage ${head.lineage}, serial ${head.base}; ` +
      (snapshot === undefined
        ? 'the state file itself is missing.'
        : `the state file has lineage ${snapshot.state.lineage}, serial ${snapshot.state.serial}.`),
    {
      hint:
        'Restore the state file that lay beside this journal, from Git or a backup. Nothing was changed. ' +
        WITHOUT_JOURNAL,
    },
  );
}

function checkOfEntry(previous: string, serial: number, entry: string, format: number): string {
  return checksumOf(`${previous}\n${serial}\n${entry}`, format);
}

function headOf(serial: number, check: string): string {
  return `${LINE}${serial},"check":"${check}","entry":`;
}

/** The entry of a line as it is written; formats before 4 have it as it would be written now. */
function textOf(line: string, { serial, check, entry }: { [key: string]: unknown }, format: number): string {
  if (format < 4) return JSON.stringify(entry);
  return line.slice(headOf(Number(serial), String(check)).length, -1);
}

/** Lines that end in a newline, with the offset behind it; what follows the last newline is torn. */
function wholeLines(bytes: Uint8Array): readonly { readonly text: string; readonly end: number }[] {
  const decoder = new TextDecoder();
  const lines = [];
  for (let start = 0; ; ) {
    const newline = bytes.indexOf(10, start);
    if (newline < 0) return lines;
    lines.push({ text: decoder.decode(bytes.subarray(start, newline)), end: newline + 1 });
    start = newline + 1;
  }
}

/**
 * True for what a write that was cut off leaves: a first part of the line, or blocks that never reached the disk and read as
 * zeros. Zeros stand in no whole line, for JSON escapes them. What was acknowledged is never torn: it was synced.
 */
function isTorn(bytes: Uint8Array, begin: string): boolean {
  if (bytes.includes(0)) return true;
  const text = new TextDecoder().decode(bytes);
  return !text.endsWith('\n') && (text.startsWith(begin) || begin.startsWith(text));
}

function headerOf(text: string) {
  const value = parsed(text);
  if (!isObject(value) || value['postform'] !== 'journal') return undefined;
  const { format, lineage, base, follows } = value;
  if (typeof format !== 'number' || format < 1 || typeof lineage !== 'string') return undefined;
  if (typeof base !== 'number' || typeof follows !== 'string') return undefined;
  return { format, lineage, base, follows };
}

function entryOf(text: string, previous: string, serial: number, format: number) {
  const value = parsed(text);
  if (!isObject(value) || value['serial'] !== serial || !isObject(value['entry'])) return undefined;
  const check = checkOfEntry(previous, serial, textOf(text, value, format), format);
  return check === value['check'] ? { entry: loadEntry(value['entry'], format), check } : undefined;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function broken(path: string, number: number, what: string) {
  return stateError('E_STATE_CORRUPT', `${path}:${number} ${what}.`, {
    hint: `Restore the journal from a backup. Nothing was changed. ${WITHOUT_JOURNAL}`,
  });
}
