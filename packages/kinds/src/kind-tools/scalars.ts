// Reads scalars of desired files. `${…}` always gives text, so a switch or a number may arrive as text here.
import { isDeferredValue, type Json, type Pointer, type Problem } from '@postform/engine';

/** Collects problems while fields are read; a field with a problem reads as undefined. */
export interface Reader {
  readonly problems: Problem[];
  /** What is carried although nobody documents it. */
  readonly warnings?: Problem[];
}

export function readSwitch(reader: Reader, value: Json | undefined, pointer: Pointer): boolean | undefined {
  if (value === undefined || typeof value === 'boolean') return value;
  if (value === 'true' || value === 'false') return value === 'true';
  reader.problems.push(mistake(pointer, value, 'true or false'));
  return undefined;
}

/** A whole number within `least` and `most`, both included. */
export function readCount(
  reader: Reader,
  value: Json | undefined,
  pointer: Pointer,
  bounds: { readonly least: number; readonly most: number },
): number | undefined {
  if (value === undefined) return undefined;
  const number = typeof value === 'string' && /^\d+$/.test(value) ? Number(value) : value;
  const { least, most } = bounds;
  if (typeof number === 'number' && Number.isInteger(number) && number >= least && number <= most) return number;
  reader.problems.push(mistake(pointer, value, `a whole number from ${least} to ${most}`));
  return undefined;
}

function mistake(pointer: Pointer, value: Json, wanted: string): Problem {
  const shownValue = isDeferredValue(value) ? 'a value that is only known later' : JSON.stringify(value);
  return { code: 'D_KINDS_VALUE', message: `${shownValue} cannot stand here.`, hint: `Write ${wanted}.`, pointer };
}

/** `${…}` may name a thing that gives nothing; a name must have at least one character. */
export function readName(reader: Reader, value: Json | undefined, label: string): Json | undefined {
  if (isDeferredValue(value) || (typeof value === 'string' && value !== '')) return value;
  reader.problems.push({
    code: 'D_KINDS_NAME',
    message: `This ${label} has no name.`,
    hint: 'Write `name:` with the text that Postman shows.',
    pointer: '/name',
  });
  return undefined;
}

const BARE_ID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** A ref field: a uid, or a ref to it. Creating with a bare id is answered 403 or 400, so it is caught here. */
export function readUid(reader: Reader, value: Json | undefined, pointer: Pointer): Json | undefined {
  if (typeof value !== 'string' || !BARE_ID.test(value)) return value;
  reader.problems.push({
    code: 'D_KINDS_UID',
    message: `${value} is an id; Postman wants the uid here, which has the owner's number in front.`,
    hint: 'Copy the uid from Postman (its form is 12345678-<id>), or refer to a resource of your files.',
    pointer,
  });
  return undefined;
}
