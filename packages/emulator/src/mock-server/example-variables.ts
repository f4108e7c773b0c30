// Fills the variables of the collection and the environment into saved examples.
import { type JsonObject, objectsIn, textOf, wordOf } from '../json/json.ts';
import type { Pair, SavedExample } from './saved-examples.ts';

export type Values = ReadonlyMap<string, string>;

/**
 * The values an example is filled with: the collection's, and over them the environment's; disabled ones do not count
 * (learning.postman.com, dynamic mock responses). Globals and vault secrets are not supported there either.
 */
export function valuesOf(collection: JsonObject, environment: JsonObject | undefined): Values {
  const values = new Map<string, string>();
  for (const list of [collection['variable'], environment?.['values']]) {
    for (const one of objectsIn(list)) {
      const key = textOf(one['key']);
      if (key === undefined || one['enabled'] === false || one['disabled'] === true) continue;
      values.set(key, wordOf(one['value'] ?? ''));
    }
  }
  return values;
}

const variable = /\{\{([^{}]+)\}\}/g;
const deepest = 20;

/**
 * The text with every known variable replaced; values may use variables themselves. Unknown ones stay as they are, and
 * so do dynamic ones (`{{$guid}}`), which this emulator does not play.
 */
export function filled(text: string, values: Values): string {
  let before = text;
  for (let round = 0; round < deepest && before.includes('{{'); round += 1) {
    const after = before.replace(variable, (whole, name: string) => values.get(name.trim()) ?? whole);
    if (after === before || after.length > longest) return after;
    before = after;
  }
  return before;
}

/** Variables that hold each other would grow without end. */
const longest = 5_000_000;

/** The example with variables filled in in all that is matched. Its answer is filled when it is chosen. */
export function withValues(example: SavedExample, values: Values): SavedExample {
  const { request } = example;
  const pairs = (list: readonly Pair[]): Pair[] =>
    list.map(({ key, value }) => ({ key: filled(key, values), value: filled(value, values) }));
  return {
    ...example,
    request: {
      ...request,
      path: filled(request.path, values),
      pathValues: new Map([...request.pathValues].map(([name, value]) => [name, filled(value, values)])),
      query: pairs(request.query),
      headers: pairs(request.headers),
      body: request.body === undefined ? undefined : filled(request.body, values),
    },
  };
}
