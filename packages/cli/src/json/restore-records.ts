// Builds the records of `restore`.
import type { Restoring } from '@postform/engine';
import type { KeptRow } from '../render/restore.ts';
import { info, type JsonRecord } from './records.ts';
import { resource } from './resource.ts';

export function keptRecord({ at, address, name, why, bytes }: KeptRow, path: string): JsonRecord {
  return {
    ...info('backup', `${address}: kept at ${at} as ${path}`),
    hook: resource(address),
    at,
    name,
    ...(why === undefined ? {} : { why }),
    bytes,
    path,
  };
}

export function restoringRecord({ address, how, hidden }: Restoring): JsonRecord {
  return { ...info('restoring', `${address}: a kept body is put back`), hook: resource(address), how, hidden };
}
