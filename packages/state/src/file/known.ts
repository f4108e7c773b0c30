// Keeps what earlier runs made of the same bytes on a local disk, sealed: what was lost or changed counts as unknown.
import { createHmac, createSecretKey } from 'node:crypto';
import { dirname } from 'node:path';
import { isObject, type Json, type JsonObject, type Known, type KnownTable, type Random } from '@postform/engine';
import type { Disk } from '../disk/disk.ts';
import { replaceFile } from '../disk/replace.ts';

export interface FileKnownOptions {
  /** E.g. `.postform/staging.evidence.known`. */
  readonly path: string;
  /** The file as it is; undefined where there is none. */
  readonly bytes: Uint8Array | undefined;
  readonly disk: Disk;
  readonly random: Random;
  /** The program that reads and writes: what another one has made counts as unknown. */
  readonly program: string;
  /** A key of the user's, which lies outside the project: whoever can write the file must not be able to seal it. */
  readonly key: string;
  /** Called before the file is written; where it throws, nothing is. */
  readonly beforeSave?: () => void;
}

export interface FileKnown extends Known {
  /** Writes what is new, where the folder exists. What fails here is not told: it costs time only. */
  save(): Promise<void>;
}

interface Entry {
  readonly input: string;
  readonly made: Json;
}

type Tables = Readonly<Record<KnownTable, Map<string, Entry>>>;

const FORMAT = 1;
const ABOUT =
  'What was made of files and replies when they were last read. Safe to delete: that costs time, never correctness. Not for Git.';
const LENGTH = 22;

/** Entries that nobody asks for any more are kept up to this many times as many as were asked for. */
const MOST_UNUSED = 4;

export function fileKnown(options: FileKnownOptions): FileKnown {
  const { path, bytes, disk, random, program, key, beforeSave } = options;
  // Prepared once: it takes as long as the digest of a small body.
  const prepared = createSecretKey(Buffer.from(key));
  const tables = (bytes && decode(bytes, program, key)) ?? noTables();
  const used = new Set<Entry>();
  const state = { isChanged: false };
  return {
    digest: (parts) => {
      const hmac = createHmac('sha256', prepared);
      for (const part of parts) hmac.update(`${part.length} `).update(part);
      return hmac.digest('base64url').slice(0, LENGTH);
    },
    made: (table, name, input) => {
      const entry = tables[table].get(name);
      if (entry?.input !== input) return undefined;
      used.add(entry);
      return entry.made;
    },
    note: (table, name, input, { made }) => {
      const entry = { input, made };
      tables[table].set(name, entry);
      used.add(entry);
      state.isChanged = true;
    },
    save: async () => {
      if (!state.isChanged) return;
      state.isChanged = false;
      const data = encode(withoutUnused(tables, used), program, key);
      try {
        if ((await disk.list(dirname(path))).length === 0) return;
        beforeSave?.();
        await replaceFile(disk, path, data, random.uuid());
      } catch {
        // What was to be kept is made again by the next run.
      }
    },
  };
}

function noTables(): Tables {
  return { file: new Map(), resource: new Map(), desired: new Map(), basis: new Map(), live: new Map() };
}

function withoutUnused(tables: Tables, used: ReadonlySet<Entry>): Tables {
  const count = Object.values(tables).reduce((sum, { size }) => sum + size, 0);
  if (count <= (MOST_UNUSED + 1) * used.size) return tables;
  const kept = Object.entries(tables).map(([name, entries]) => [
    name,
    new Map([...entries].filter(([, entry]) => used.has(entry))),
  ]);
  return Object.fromEntries(kept) as Tables;
}

/** A line that says what it is and seals the second, which holds everything. */
function encode(tables: Tables, program: string, key: string): Uint8Array {
  const plain = Object.fromEntries(
    Object.entries(tables).map(([table, entries]) => [
      table,
      Object.fromEntries([...entries].map(([name, { input, made }]) => [name, [input, made]])),
    ]),
  );
  const body = Buffer.from(`${JSON.stringify(plain)}\n`);
  const head = JSON.stringify({ postform: 'known', format: FORMAT, about: ABOUT, program });
  return Buffer.concat([Buffer.from(sealed(head.slice(0, -1), key, body)), body]);
}

/** The first line: `head` is its beginning. */
function sealed(head: string, key: string, body: Uint8Array): string {
  return `${head}${SEAL}${createHmac('sha256', key).update(head).update(body).digest('base64url')}"}\n`;
}

const SEAL = ',"seal":"';

/** Undefined where the file is not whole, or another program or key has made it. */
function decode(bytes: Uint8Array, program: string, key: string): Tables | undefined {
  const end = bytes.indexOf(10) + 1;
  const line = Buffer.from(bytes.subarray(0, end)).toString();
  const head = parsed(line);
  if (!isObject(head) || head['format'] !== FORMAT || head['program'] !== program) return undefined;
  const body = bytes.subarray(end);
  if (line !== sealed(line.slice(0, line.lastIndexOf(SEAL)), key, body)) return undefined;
  const plain = parsed(Buffer.from(body).toString()) as JsonObject;
  return Object.fromEntries(Object.keys(noTables()).map((table) => [table, entriesOf(plain[table])])) as Tables;
}

function entriesOf(plain: Json | undefined): Map<string, Entry> {
  const entries = Object.entries((plain ?? {}) as Readonly<Record<string, readonly [string, Json]>>);
  return new Map(entries.map(([name, [input, made]]) => [name, { input, made }]));
}

function parsed(text: string): Json | undefined {
  try {
    return JSON.parse(text) as Json;
  } catch {
    return undefined;
  }
}
