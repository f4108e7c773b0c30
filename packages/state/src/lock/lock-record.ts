// Writes and reads the record of a lock file: who holds the lock, and until when.
import { isObject } from '@postform/engine';

export interface LockInfo {
  /** Nonce; what `lock release` asks for. */
  readonly id: string;
  /** `user@host`, for people. */
  readonly owner: string;
  readonly pid: number;
  readonly host: string;
  /** What the holder is doing, e.g. `apply`. */
  readonly operation: string;
  /** Where the holder works, for people: its state file. Only in locks that several folders share. */
  readonly place?: string;
  /** Epoch milliseconds when it was taken. */
  readonly at: number;
  /** Epoch milliseconds; moved on by the heartbeat. */
  readonly expiresAtMs: number;
}

/** The expiry comes first and has this many digits until the year 2286, so that a heartbeat overwrites it in place. */
const DIGITS = 13;
const HEAD = '{"postform":"lock","expiresAtMs":';

/** Where the digits of the expiry begin in a lock file, bytes. */
export const EXPIRY_OFFSET = HEAD.length;

export function encodeExpiry(expiresAtMs: number): Uint8Array {
  return new TextEncoder().encode(String(Math.round(expiresAtMs)).padStart(DIGITS, ' '));
}

export function encodeLock(info: LockInfo): Uint8Array {
  const { expiresAtMs, ...rest } = info;
  const digits = new TextDecoder().decode(encodeExpiry(expiresAtMs));
  return new TextEncoder().encode(`${HEAD}${digits},${JSON.stringify(rest).slice(1)}\n`);
}

/** Undefined where the bytes are not a lock: another file, or one that is being written. */
export function decodeLock(bytes: Uint8Array): LockInfo | undefined {
  let value: unknown;
  try {
    value = JSON.parse(new TextDecoder().decode(bytes));
  } catch {
    return undefined;
  }
  if (!isObject(value) || value['postform'] !== 'lock') return undefined;
  const { id, owner, pid, host, operation, at, expiresAtMs, place } = value;
  const texts = [id, owner, host, operation].every((text) => typeof text === 'string');
  const numbers = [pid, at, expiresAtMs].every((number) => typeof number === 'number');
  if (!texts || !numbers) return undefined;
  const record = { id, owner, pid, host, operation, at, expiresAtMs } as LockInfo;
  return typeof place === 'string' ? { ...record, place } : record;
}
