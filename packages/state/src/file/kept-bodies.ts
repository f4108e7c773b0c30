// Reads the folder of kept bodies: what lies there, since when, and why.
import { join } from 'node:path';
import { isObject, type Json, type JsonObject, parseAddress } from '@postform/engine';
import { type Disk, nodeDisk } from '../disk/disk.ts';
import { onDisk } from '../disk/errors.ts';
import { ABOUT_KEY } from './backups.ts';

/** A body that was kept before it was overwritten or deleted. */
export interface KeptBody {
  /** When, ISO 8601. */
  readonly at: string;
  readonly address: string;
  readonly id: string;
  /** Absent in a copy that an earlier version has kept. */
  readonly why?: 'overwritten' | 'deleted';
  readonly workspace?: string;
  /** True where `***` may stand for a secret. */
  readonly isRedacted: boolean;
  /** Without what stands beside it. */
  readonly body: JsonObject;
}

/** A body and the file that holds it. */
export interface KeptFile extends KeptBody {
  /** The name within the folder. */
  readonly file: string;
  readonly bytes: number;
}

/** Newest first. Files that hold no kept body are left out. */
export async function keptBodies(dir: string, disk: Disk = nodeDisk): Promise<readonly KeptFile[]> {
  return onDisk({ doing: 'read the backups in', path: dir, safe: 'Nothing was changed.' }, async () => {
    const found: KeptFile[] = [];
    for (const file of await disk.list(dir)) {
      const bytes = file.endsWith('.json') ? await disk.read(join(dir, file)) : undefined;
      const kept = bytes && keptBodyOf(file, new TextDecoder().decode(bytes));
      if (kept !== undefined) found.push({ ...kept, file, bytes: bytes!.byteLength });
    }
    return found.sort((a, b) => (a.file < b.file ? 1 : -1));
  });
}

const NAMED =
  /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)(\d{3})Z-(.+)-([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})(?:-\d+)?\.json$/i;

/** What a file says, by its text and else by its name; undefined where it holds no kept body. */
export function keptBodyOf(file: string, text: string): KeptBody | undefined {
  const whole = parsed(text);
  if (!isObject(whole)) return undefined;
  const { [ABOUT_KEY]: about, ...body } = whole;
  const said = isObject(about) ? about : named(file);
  const { at, address, id, why, workspace } = said ?? {};
  if (typeof at !== 'string' || typeof id !== 'string') return undefined;
  if (typeof address !== 'string' || parseAddress(address) === undefined) return undefined;
  return {
    at,
    address,
    id,
    ...(why === 'overwritten' || why === 'deleted' ? { why } : {}),
    ...(typeof workspace === 'string' ? { workspace } : {}),
    isRedacted: !isObject(about) || about['redacted'] === true,
    body,
  };
}

function named(file: string): JsonObject | undefined {
  const [, year, month, day, hour, minute, second, ms, address, id] = NAMED.exec(file) ?? [];
  if (address === undefined || id === undefined) return undefined;
  return { at: `${year}-${month}-${day}T${hour}:${minute}:${second}.${ms}Z`, address, id };
}

function parsed(text: string): Json | undefined {
  try {
    return JSON.parse(text) as Json;
  } catch {
    return undefined;
  }
}
