// Seeded mutations of a tree: values of another type, keys gone, keys added, lists doubled.
import { isObject, type Json, setAt } from '@postform/engine';

/** Numbers from 0 to 1, the same for the same seed. */
export function seeded(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

const VALUES: readonly Json[] = [
  null,
  '',
  'text',
  0,
  -1,
  7.5,
  true,
  false,
  [],
  {},
  ['x'],
  [1],
  { key: 'k' },
  { type: 'bearer' },
  'file',
];
const KEYS = [
  ...['item', 'request', 'url', 'method', 'header', 'body', 'auth', 'event', 'script', 'exec', 'listen', 'variable'],
  ...['key', 'value', 'id', 'type', 'src', 'disabled', 'description', 'response', 'cookie', 'query', 'path', 'host'],
  ...['info', 'name', 'version', 'proxy', 'certificate', 'formdata', 'mode', 'code', 'status', 'timings', 'port'],
];

export function* mutations(tree: Json, count: number, seed: number): Generator<{ mutant: Json; at: string }> {
  const random = seeded(seed);
  const pick = <T>(from: readonly T[]): T => from[Math.floor(random() * from.length)]!;
  const pointers = pointersIn(tree);
  for (let index = 0; index < count; index++) {
    const { pointer, value } = pick(pointers);
    const kind = random();
    if (kind < 0.45) yield { mutant: setAt(tree, pointer, pick(VALUES)), at: `${pointer} replaced` };
    else if (kind < 0.6 && pointer !== '') yield { mutant: setAt(tree, pointer, undefined), at: `${pointer} removed` };
    else if (isObject(value)) {
      const key = pick(KEYS);
      yield { mutant: setAt(tree, `${pointer}/${key}`, pick(VALUES)), at: `${pointer}/${key} set` };
    } else if (Array.isArray(value)) {
      yield { mutant: setAt(tree, pointer, [...value, pick(VALUES)]), at: `${pointer} longer` };
    } else yield { mutant: setAt(tree, pointer, pick(VALUES)), at: `${pointer} replaced` };
  }
}

function pointersIn(tree: Json): readonly { readonly pointer: string; readonly value: Json }[] {
  const found: { pointer: string; value: Json }[] = [];
  const visit = (value: Json, pointer: string): void => {
    found.push({ pointer, value });
    if (Array.isArray(value)) {
      for (const [index, entry] of value.slice(0, 40).entries()) visit(entry as Json, `${pointer}/${index}`);
    } else if (isObject(value)) {
      for (const [key, entry] of Object.entries(value))
        visit(entry, `${pointer}/${key.replaceAll('~', '~0').replaceAll('/', '~1')}`);
    }
  };
  visit(tree, '');
  return found;
}
