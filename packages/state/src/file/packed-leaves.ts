// Packs the leaf tables of a record: each pointer stands there once, and the other tables count along it.
//
//   sent      the parts that occur twice or more; the form of the values; then for each leaf: 0 and its part, or the number of
//             its part, and its digest. A part is how many tokens a pointer shares with the one before, and the rest of them.
//   others    the form of the values; then for each entry: how many places it stands behind the one before, times two, plus one
//             where its value is null; 0 and 1 where its pointer has no place, and follows; its value
//
// A place is a beginning of a pointer of `sent` that the pointer before does not begin with, so that folders and requests have one.
import { packNumber, packText, readPacked } from './packed-text.ts';
import { formOf, readForm } from './packed-values.ts';

type Table<V extends string | null = string> = Readonly<Record<string, V>>;

/** Tables are not changed, and one stands in several entries of a run. */
const packed = new WeakMap<Table, string>();

export function packSent(table: Table): string {
  const known = packed.get(table);
  if (known !== undefined) return known;
  const pointers = Object.keys(table);
  const parts = pointers.map((pointer, n) => packPart(partOf(n === 0 ? '' : pointers[n - 1]!, pointer)));
  const repeated = repeatedIn(parts);
  const form = formOf(Object.values(table));
  let out = packNumber(repeated.size) + [...repeated.keys()].join('') + form.head;
  for (const [n, part] of parts.entries()) {
    const number = repeated.get(part);
    out += (number === undefined ? packNumber(0) + part : packNumber(number)) + form.pack(table[pointers[n]!]!);
  }
  packed.set(table, out);
  return out;
}

export function unpackSent(text: string): Table {
  const reader = readPacked(text);
  const readPart = (): Part => ({ shared: reader.number(), rest: reader.text() });
  const repeated = Array.from({ length: reader.number() }, readPart);
  const value = readForm(reader);
  const entries: [string, string][] = [];
  for (let before = ['']; !reader.isAtEnd(); ) {
    const number = reader.number();
    const { shared, rest } = number === 0 ? readPart() : repeated[number - 1]!;
    before = [...before.slice(0, shared), ...rest.split('/')];
    entries.push([before.join('/'), value()]);
  }
  return Object.fromEntries(entries);
}

/** `sent`: the table beside which it stands, when it is written and when it is read. */
export function packBeside(table: Table<string | null>, sent: Table): string {
  const places = placesOf(sent);
  const entries = Object.entries(table).map(([pointer, value]) => ({
    pointer,
    value,
    place: places.get(pointer) ?? -1,
  }));
  entries.sort((a, b) => a.place - b.place || (a.pointer < b.pointer ? -1 : 1));
  const form = formOf(entries.flatMap(({ value }) => (value === null ? [] : [value])));
  let before = -1;
  const lines = entries.map(({ pointer, value, place }) => {
    const steps = place < 0 ? 0 : place - before;
    if (place >= 0) before = place;
    const head = packNumber(2 * steps + (value === null ? 1 : 0)) + (place < 0 ? packText(pointer) : '');
    return value === null ? head : head + form.pack(value);
  });
  return form.head + lines.join('');
}

export function unpackBeside(text: string, sent: Table): Table<string | null> {
  const places = [...placesOf(sent).entries()];
  const reader = readPacked(text);
  const value = readForm(reader);
  const entries: [string, string | null][] = [];
  for (let before = -1; !reader.isAtEnd(); ) {
    const head = reader.number();
    const steps = Math.floor(head / 2);
    before += steps;
    const pointer = steps === 0 ? reader.text() : places[before]![0];
    entries.push([pointer, head % 2 === 1 ? null : value()]);
  }
  return Object.fromEntries(entries);
}

/** The places of `sent`: each beginning of a pointer, with its number, in the order in which they first occur. */
function placesOf(sent: Table): ReadonlyMap<string, number> {
  const places = new Map<string, number>();
  let before = '';
  for (const pointer of Object.keys(sent)) {
    for (let end = pointer.length - partOf(before, pointer).rest.length; end <= pointer.length; end += 1) {
      const next = pointer.indexOf('/', end);
      end = next < 0 ? pointer.length : next;
      const part = pointer.slice(0, end);
      if (!places.has(part)) places.set(part, places.size);
    }
    before = pointer;
  }
  return places;
}

/** How many tokens a pointer shares with the one before, and the rest of them; at least the last one is rest. */
interface Part {
  readonly shared: number;
  readonly rest: string;
}

function partOf(before: string, pointer: string): Part {
  let shared = 0;
  let from = 0;
  for (let end = pointer.indexOf('/'); end >= 0; end = pointer.indexOf('/', end + 1)) {
    const isShared =
      before.startsWith(pointer.slice(from, end), from) && (before.length === end || before[end] === '/');
    if (!isShared) break;
    shared += 1;
    from = end + 1;
  }
  return { shared, rest: pointer.slice(from) };
}

function packPart({ shared, rest }: Part): string {
  return packNumber(shared) + packText(rest);
}

/** The parts that occur more than once, by their number from 1 on; frequent ones have short numbers. */
function repeatedIn(parts: readonly string[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const part of parts) counts.set(part, (counts.get(part) ?? 0) + 1);
  const repeated = [...counts].filter(([, count]) => count > 1).sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1));
  return new Map(repeated.map(([part], n) => [part, n + 1]));
}
