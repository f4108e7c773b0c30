// Writes the values of a table in the least space: all of one length, all UUIDs, or each with its own length.
import { type PackedReader, packNumber, packText } from './packed-text.ts';

/** How the values of one table are written; the table begins with its number. */
export interface ValueForm {
  readonly head: string;
  pack(value: string): string;
}

/** 0: with its length; 1: a UUID as 22 characters; 2 + n: n characters each. */
const WITH_LENGTH = 0;
const AS_UUID = 1;
const AS_THEY_ARE = 2;

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

export function formOf(values: readonly string[]): ValueForm {
  const { length } = values[0] ?? '';
  if (length === 36 && values.every((value) => UUID.test(value)))
    return {
      head: packNumber(AS_UUID),
      pack: (value) => Buffer.from(value.replaceAll('-', ''), 'hex').toString('base64url'),
    };
  if (length > 0 && values.every((value) => value.length === length))
    return { head: packNumber(AS_THEY_ARE + length), pack: (value) => value };
  return { head: packNumber(WITH_LENGTH), pack: packText };
}

/** Reads the head, and gives what reads the values. */
export function readForm(reader: PackedReader): () => string {
  const form = reader.number();
  if (form === WITH_LENGTH) return () => reader.text();
  if (form === AS_UUID) return () => uuidOf(Buffer.from(reader.take(22), 'base64url').toString('hex'));
  return () => reader.take(form - AS_THEY_ARE);
}

function uuidOf(hex: string): string {
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
}
