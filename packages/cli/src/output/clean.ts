// Applies a function to every text in data, to redact or escape it before it is shown or written.
export type Texts = (text: string) => string;
type Done = Map<object, unknown>;

/**
 * A copy with `texts` applied to every string, keys included. Numbers, functions and objects of classes are kept as they are;
 * errors keep their class, code and category.
 */
export function mapTexts<T>(data: T, texts: Texts): T {
  const known = new Map<string, string>();
  const once = (text: string): string => {
    const done = known.get(text) ?? texts(text);
    known.set(text, done);
    return done;
  };
  return mapped(data, once, new Map()) as T;
}

function mapped(data: unknown, texts: Texts, done: Done): unknown {
  if (typeof data === 'string') return texts(data);
  if (typeof data !== 'object' || data === null) return data;
  const known = done.get(data);
  if (known !== undefined) return known;
  if (data instanceof Error) return mappedError(data, texts, done);
  if (Array.isArray(data)) {
    const list: unknown[] = [];
    done.set(data, list);
    for (const item of data) list.push(mapped(item, texts, done));
    return list;
  }
  const prototype: unknown = Object.getPrototypeOf(data);
  if (prototype !== Object.prototype && prototype !== null) return data;
  const copy: Record<string, unknown> = {};
  done.set(data, copy);
  for (const [key, value] of Object.entries(data)) put(copy, texts(key), mapped(value, texts, done));
  return copy;
}

/** A key of its own, whatever it is called. */
function put(copy: Record<string, unknown>, key: string, value: unknown): void {
  if (key !== '__proto__') copy[key] = value;
  else Object.defineProperty(copy, key, { value, enumerable: true, writable: true, configurable: true });
}

/** Of a stack trace the calls alone: its head repeats the message. */
function mappedError(error: Error, texts: Texts, done: Done): Error {
  const copy = Object.create(Object.getPrototypeOf(error)) as Error;
  done.set(error, copy);
  for (const name of Object.getOwnPropertyNames(error)) {
    const value: unknown = (error as unknown as Readonly<Record<string, unknown>>)[name];
    const clean = name === 'stack' ? traceOf(error, texts) : mapped(value, texts, done);
    const enumerable = Object.prototype.propertyIsEnumerable.call(error, name);
    Object.defineProperty(copy, name, { value: clean, enumerable, writable: true, configurable: true });
  }
  return copy;
}

function traceOf({ name, message, stack = '' }: Error, texts: Texts): string {
  const calls = stack.split('\n').filter((line) => /^\s+at /.test(line));
  return [`${name}: ${message}`, ...calls].map(texts).join('\n');
}
