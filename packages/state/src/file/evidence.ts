// Room: evidence on a local disk, one line per address. Whatever goes wrong here is a warning: it costs calls, nothing else.
import type { Address, Clock, Emit, Evidence, EvidenceStore, Random } from '@postform/engine';
import { isObject } from '@postform/engine';
import { type Disk, nodeDisk } from '../disk.ts';
import { alone } from './mutex.ts';
import { replaceFile, sweepLeftovers } from './replace.ts';

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

const FORMAT = 1;
const ABOUT =
  'When each object was last looked at. Safe to delete: that costs calls, never correctness. Need not be committed.';

export function fileEvidenceStore(options: FileEvidenceOptions): EvidenceStore {
  const { path, random } = options;
  const disk = options.disk ?? nodeDisk;
  const warn = (what: string, error: unknown) =>
    options.emit?.({
      type: 'warning',
      text: `${path}: ${what} (${error instanceof Error ? error.message : String(error)}). Nothing is lost but evidence: the next look costs more calls.`,
    });

  const load = async (): Promise<Entries> => {
    try {
      const bytes = await disk.read(path);
      return bytes === undefined ? {} : decode(bytes);
    } catch (error) {
      warn('the evidence could not be read and counts as empty', error);
      return {};
    }
  };

  return {
    load,
    merge: async (entries) => {
      if (Object.keys(entries).length === 0) return;
      try {
        await alone({ ...options, disk }, async () => {
          await sweepLeftovers(disk, path);
          await replaceFile(disk, path, encode(newest(await load(), entries)), random.uuid());
        });
      } catch (error) {
        warn('the evidence could not be written', error);
      }
    },
  };
}

/** By address the entry with the larger `at`; on a tie the second side's. */
export function newest(some: Entries, others: Entries): Entries {
  const merged: Record<Address, Evidence> = { ...some };
  for (const [address, evidence] of Object.entries(others)) {
    const known = merged[address];
    if (known === undefined || known.at <= evidence.at) merged[address] = evidence;
  }
  return merged;
}

function encode(entries: Entries): Uint8Array {
  const lines = Object.entries(entries)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([address, evidence]) => `    ${JSON.stringify(address)}: ${JSON.stringify(evidence)}`);
  const head = `{\n  "postform": "evidence",\n  "format": ${FORMAT},\n  "about": ${JSON.stringify(ABOUT)},\n`;
  return new TextEncoder().encode(`${head}  "entries": {\n${lines.join(',\n')}\n  }\n}\n`);
}

function decode(bytes: Uint8Array): Entries {
  const value: unknown = JSON.parse(new TextDecoder().decode(bytes));
  if (
    !isObject(value) ||
    value['postform'] !== 'evidence' ||
    value['format'] !== FORMAT ||
    !isObject(value['entries'])
  ) {
    throw new Error(`not evidence of format ${FORMAT}`);
  }
  return Object.fromEntries(
    Object.entries(value['entries']).filter((entry): entry is [string, Evidence & typeof value] =>
      isEvidence(entry[1]),
    ),
  );
}

function isEvidence(value: unknown): boolean {
  if (!isObject(value) || typeof value['at'] !== 'number' || typeof value['id'] !== 'string') return false;
  return value['how'] === 'body' || value['how'] === 'list';
}
