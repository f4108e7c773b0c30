// Keeps evidence on a local disk, one line per address; whatever fails here is a warning, as it costs only calls.
import {
  type Address,
  type Clock,
  type Cycle,
  type Emit,
  type Evidence,
  type EvidenceStore,
  isObject,
  newerCycle,
  newerEvidence,
  type Random,
} from '@postform/engine';
import { type Disk, nodeDisk } from '../disk/disk.ts';
import { replaceFile, sweepLeftovers } from '../disk/replace.ts';
import { alone } from '../lock/mutex.ts';

export interface FileEvidenceOptions {
  /** E.g. `.postform/staging.evidence`. */
  readonly path: string;
  readonly clock: Clock;
  readonly random: Random;
  readonly hostname: string;
  readonly pid: number;
  readonly isAlive?: (pid: number) => boolean;
  readonly emit?: Emit;
  readonly disk?: Disk;
}

type Entries = Readonly<Record<Address, Evidence>>;

interface Kept {
  readonly entries: Entries;
  readonly cycle?: Cycle;
}

const FORMAT = 1;
const ABOUT =
  'When each object was last read. Safe to delete: that costs calls, never correctness. Need not be committed.';

export function fileEvidenceStore(options: FileEvidenceOptions): EvidenceStore {
  const { path, random } = options;
  const disk = options.disk ?? nodeDisk;
  const warn = (what: string, error: unknown) =>
    options.emit?.({
      type: 'warning',
      text: `${path}: ${what} (${error instanceof Error ? error.message : String(error)}). Nothing else is lost; the next refresh costs more calls.`,
    });

  /** A run asks several times; what still lies there as it did is not decoded again. */
  let last: { readonly bytes: Uint8Array; readonly kept: Kept } | undefined;
  const load = async (): Promise<Kept> => {
    try {
      const bytes = await disk.read(path);
      if (bytes === undefined) return { entries: {} };
      if (last === undefined || Buffer.compare(last.bytes, bytes) !== 0) last = { bytes, kept: decode(bytes) };
      return last.kept;
    } catch (error) {
      warn('the evidence could not be read and counts as empty', error);
      return { entries: {} };
    }
  };

  return {
    load: async () => (await load()).entries,
    cycle: async () => (await load()).cycle,
    merge: async (entries, cycle) => {
      if (Object.keys(entries).length === 0 && cycle === undefined) return;
      try {
        await alone({ ...options, disk }, async () => {
          await sweepLeftovers(disk, path);
          const known = await load();
          const nowMs = options.clock.nowMs();
          const later = newerCycle(known.cycle, cycle, nowMs);
          const kept = {
            entries: newerEvidence(known.entries, entries, nowMs),
            ...(later && { cycle: later }),
          };
          await replaceFile(disk, path, encode(kept), random.uuid());
        });
      } catch (error) {
        warn('the evidence could not be written', error);
      }
    },
  };
}

function encode({ entries, cycle }: Kept): Uint8Array {
  const lines = Object.entries(entries)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([address, evidence]) => `    ${JSON.stringify(address)}: ${JSON.stringify(evidence)}`);
  const head = `{\n  "postform": "evidence",\n  "format": ${FORMAT},\n  "about": ${JSON.stringify(ABOUT)},\n`;
  const since = cycle === undefined ? '' : `  "cycle": ${JSON.stringify(cycle)},\n`;
  return new TextEncoder().encode(`${head}${since}  "entries": {\n${lines.join(',\n')}\n  }\n}\n`);
}

function decode(bytes: Uint8Array): Kept {
  const value: unknown = JSON.parse(new TextDecoder().decode(bytes));
  if (
    !isObject(value) ||
    value['postform'] !== 'evidence' ||
    value['format'] !== FORMAT ||
    !isObject(value['entries'])
  ) {
    throw new Error(`not evidence of format ${FORMAT}`);
  }
  const entries = Object.fromEntries(
    Object.entries(value['entries']).filter((entry): entry is [string, Evidence & typeof value] =>
      isEvidence(entry[1]),
    ),
  );
  const cycle = value['cycle'];
  return isCycle(cycle) ? { entries, cycle } : { entries };
}

function isCycle(value: unknown): value is Cycle & Record<string, never> {
  if (!isObject(value) || typeof value['sinceMs'] !== 'number') return false;
  return value['indexAtMs'] === undefined || typeof value['indexAtMs'] === 'number';
}

function isEvidence(value: unknown): boolean {
  if (!isObject(value) || typeof value['at'] !== 'number' || typeof value['id'] !== 'string') return false;
  return value['how'] === 'body' || value['how'] === 'list';
}
