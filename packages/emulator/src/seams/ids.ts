// Draws UUIDs from a seed and a counter, so that a run can be repeated and a restart never repeats an id.
import { hashText, mix } from './chance.ts';

/** A source of ids. `drawn` is how many were given out; it is kept on disk, the seed is not. */
export interface Ids {
  next(): string;
  drawn(): number;
  restart(drawn: number): void;
}

export function seededIds(seed: string, alreadyDrawn = 0): Ids {
  const key = hashText(seed);
  let drawn = alreadyDrawn;
  return {
    next: () => {
      drawn += 1;
      return uuidAt(key, drawn);
    },
    drawn: () => drawn,
    restart: (count) => {
      drawn = count;
    },
  };
}

/** The version 4 shaped UUID at a place of the sequence: two rounds of a 32-bit finaliser per word. */
function uuidAt(key: number, place: number): string {
  const a = mix(key ^ Math.imul(place, 0x9e3779b1));
  const b = mix(a ^ Math.imul(place, 0x85ebca6b));
  const c = mix(b ^ Math.imul(key, 0xc2b2ae35) ^ place);
  const d = mix(c ^ a ^ 0x27d4eb2f);
  const B = hex((b & 0xffff0fff) | 0x4000);
  const C = hex((c & 0x3fffffff) | 0x80000000);
  return `${hex(a)}-${B.slice(0, 4)}-${B.slice(4)}-${C.slice(0, 4)}-${C.slice(4)}${hex(d)}`;
}

function hex(word: number): string {
  return (word >>> 0).toString(16).padStart(8, '0');
}

/** `12345678-<uuid>` or `<uuid>`: the uuid. Postman takes both in most paths (OpenAPI 1.45.0; postman-mcp-server). */
export function bareId(idOrUid: string): string {
  return isUid(idOrUid) ? idOrUid.slice(idOrUid.indexOf('-') + 1) : idOrUid;
}

/**
 * The id of an object as asked for in the path of an environment, monitor or mock. With `uidInPaths` on 'refuse' a uid
 * names nothing there.
 */
export function idInPath(asked: string | undefined, { uidInPaths }: { uidInPaths: 'accept' | 'refuse' }): string {
  if (asked === undefined) return '';
  return uidInPaths === 'accept' ? bareId(asked) : asked;
}

/** True for a bare uuid. */
export function isId(text: string): boolean {
  return /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i.test(text);
}

/** True for `<owner>-<uuid>`. */
export function isUid(text: string): boolean {
  return /^\d+-[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i.test(text);
}
