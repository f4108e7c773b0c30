// Groups changed leaves by the request or folder they belong to.
import { getAt, isObject, type JsonObject, type LeafChange, type Pointer, splitPointer } from '@postform/engine';
import { objectAt, textAt } from '../../kind-tools/trees.ts';
import { plain } from './text.ts';

export interface Group {
  /** Pointer of the folder or request; '' for the collection. */
  readonly owner: Pointer;
  readonly state: 'added' | 'removed' | 'changed';
  /** Folders and the item itself, by name: `Auth / Login`; '' for the collection. */
  readonly path: string;
  /** `POST /login` of a request; '' for folders and the collection. */
  readonly line: string;
  /** By pointer below the owner: `/request/line`. */
  readonly changes: ReadonlyMap<Pointer, LeafChange>;
}

/** In the order of the changes. Names are taken from `after`, and from `before` for what is gone. */
export function changeGroups(
  changes: readonly LeafChange[],
  before: JsonObject | undefined,
  after: JsonObject | undefined,
): readonly Group[] {
  const byOwner = new Map<Pointer, Map<Pointer, LeafChange>>();
  for (const change of changes) {
    const owner = ownerOf(change.pointer);
    const group = byOwner.get(owner) ?? new Map<Pointer, LeafChange>();
    const isExtra = change.pointer.startsWith('/extra/');
    group.set(isExtra ? change.pointer : change.pointer.slice(owner.length), change);
    byOwner.set(owner, group);
  }
  return [...byOwner].map(([owner, group]) => {
    const name = group.get('/name');
    const isItem = owner !== '' && name !== undefined;
    const state =
      isItem && name.before === undefined ? 'added' : isItem && name.after === undefined ? 'removed' : 'changed';
    const spec = (state === 'removed' ? before : after) ?? before ?? {};
    return { owner, state, path: pathOf(spec, owner), line: lineOf(spec, owner), changes: group };
  });
}

/** The longest run of `/items/<key>` at the start; for keys outside the format, that of their owner. */
function ownerOf(pointer: Pointer): Pointer {
  if (pointer.startsWith('/extra/')) return ownerOf(splitPointer(pointer)[1] ?? '');
  return /^(?:\/items\/[^/]*)*/.exec(pointer)![0];
}

/** The folder of an item by its pointer; '' for the collection. */
export function parentOf(owner: Pointer): Pointer {
  return owner.slice(0, Math.max(0, owner.lastIndexOf('/items/')));
}

function pathOf(spec: JsonObject, owner: Pointer): string {
  return namesTo(spec, owner).join(' / ');
}

/** Names of the folders and the item at a pointer, outermost first. */
export function namesTo(spec: JsonObject, owner: Pointer): readonly string[] {
  const tokens = splitPointer(owner);
  const names: string[] = [];
  let here: JsonObject = spec;
  for (let index = 1; index < tokens.length; index += 2) {
    here = objectAt(objectAt(here, 'items'), tokens[index]!);
    const name = textAt(here, 'name') ?? nameOfKey(tokens[index]!);
    names.push(plain(name === '' ? '(no name)' : name));
  }
  return names;
}

/** The name from which a key was made: `Login#2` is the second of that name, and a `#` in a name is doubled. */
function nameOfKey(key: string): string {
  return key.replace(/(?<!#)((?:##)*)#\d+$/, '$1').replaceAll('##', '#');
}

/** `POST /login` of a request; '' for folders and the collection. */
export function lineOf(spec: JsonObject, owner: Pointer): string {
  const request = owner === '' ? undefined : getAt(spec, `${owner}/request`);
  if (!isObject(request)) return '';
  const line = objectAt(request, 'line');
  const url = objectAt(line, 'url');
  const path = Array.isArray(url['path'])
    ? `/${url['path'].map((piece) => (isObject(piece) ? piece['value'] : piece)).join('/')}`
    : '';
  return plain(`${textAt(line, 'method') ?? 'GET'} ${path === '' ? (textAt(url, 'raw') ?? '') : path}`.trim());
}
