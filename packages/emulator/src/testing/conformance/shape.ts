// Finds the keys and JSON types of a value, and the first place where an answer lacks the shape of an example.
import { isArray, isObject } from '../../json/json.ts';

/** Types seen at a place, the shapes under its keys, and one shape for all elements of its arrays. */
export interface Shape {
  readonly types: Set<string>;
  readonly keys: Map<string, Shape>;
  items: Shape | undefined;
}

/** Keys that are ids (of users, of objects) stand for any id. */
const idKey = /^(\d{4,}|(\d+-)?[0-9a-f]{8}-[0-9a-f-]{27})$/;

export function shapeOf(value: unknown, into: Shape = { types: new Set(), keys: new Map(), items: undefined }): Shape {
  into.types.add(typeOf(value));
  if (isArray(value)) for (const one of value) into.items = shapeOf(one, into.items);
  if (!isObject(value)) return into;
  for (const [key, one] of Object.entries(value)) {
    if (one === undefined) continue;
    const name = idKey.test(key) ? '<id>' : key;
    into.keys.set(name, shapeOf(one, into.keys.get(name)));
  }
  return into;
}

/**
 * The first key of the example that the answer lacks, or that holds another type; undefined when there is none. The
 * elements of an array count as one: a key of any must be a key of some. A null says nothing of the type: whether it may stand
 * there is the schema's business.
 */
export function missingShape(example: Shape, answer: Shape, pointer = ''): string | undefined {
  const types = [...example.types].filter((type) => type !== 'null');
  const others = [...answer.types].filter((type) => type !== 'null');
  const wrong = others.find((type) => !types.includes(type));
  if (types.length > 0 && wrong !== undefined) return `${pointer || '/'} is ${wrong}, documented ${types.join(' or ')}`;
  if (others.length === 0) return undefined;
  for (const [key, shape] of example.keys) {
    const found = answer.keys.get(key);
    const place = `${pointer}/${key}`;
    if (found === undefined) return `${place} is missing`;
    const deeper = missingShape(shape, found, place);
    if (deeper !== undefined) return deeper;
  }
  if (example.items === undefined) return undefined;
  if (answer.items === undefined) return `${pointer || '/'} is empty, documented with elements`;
  return missingShape(example.items, answer.items, `${pointer}/*`);
}

/** `null`, `array`, `object`, `string`, `number`, `boolean`. */
function typeOf(value: unknown): string {
  if (value === null) return 'null';
  return isArray(value) ? 'array' : typeof value;
}
