// Holds a plain tree that RFC 6902 operations change in place, and says why one cannot be done.
import { isObject, type Json } from '@postform/engine';
import { hasLoneSurrogate } from '../files/json-losses.ts';

/** Why an operation cannot be done; caught where the result is made. */
export class EditRefusal extends Error {}

export function refuse(reason: string): never {
  throw new EditRefusal(reason);
}

/** Keys and list indexes from the root. */
export type Path = readonly string[];

type Changeable = Json | Changeable[] | { [key: string]: Changeable };
type Container = Changeable[] | { [key: string]: Changeable };

export class PlainTree {
  #root: Changeable;
  readonly #maxDepth: number;

  /** The tree is changed from now on; nobody else may hold it. */
  constructor(root: Json, maxDepth: number) {
    this.#root = root;
    this.#maxDepth = maxDepth;
  }

  get root(): Json {
    return this.#root as Json;
  }

  /** The value at a path; refuses where there is none. */
  at(path: Path): Json {
    let value: Changeable = this.#root;
    for (const [depth, token] of path.entries()) {
      const next = childOf(value, token);
      if (next === undefined) refuse(`there is nothing at ${shown(path.slice(0, depth + 1))}`);
      value = next;
    }
    return value as Json;
  }

  /** Where `add` puts a value: the path with the index of the new element instead of `-`, and whether a key is replaced. */
  placeFor(path: Path): { readonly path: Path; readonly isTaken: boolean } {
    const token = path.at(-1);
    if (token === undefined) return { path, isTaken: true };
    const parent = this.at(path.slice(0, -1));
    if (Array.isArray(parent)) {
      const index = token === '-' ? parent.length : indexOf(token);
      if (index === undefined || index > parent.length)
        refuse(`${shown(path)} is no place in a list of ${parent.length}`);
      return { path: [...path.slice(0, -1), String(index)], isTaken: false };
    }
    if (!isObject(parent)) refuse(`${shown(path.slice(0, -1))} is neither a map nor a list`);
    return { path, isTaken: Object.hasOwn(parent, token) };
  }

  /** `path` comes from `placeFor`. */
  add(path: Path, value: Json): void {
    const token = path.at(-1);
    if (token === undefined) this.#root = value;
    else {
      const parent = this.#parent(path);
      if (Array.isArray(parent)) parent.splice(Number(token), 0, value);
      else setKey(parent, token, value);
    }
  }

  /** `path` exists. */
  replace(path: Path, value: Json): void {
    const token = path.at(-1);
    if (token === undefined) this.#root = value;
    else {
      const parent = this.#parent(path);
      if (Array.isArray(parent)) parent[Number(token)] = value;
      else setKey(parent, token, value);
    }
  }

  /** `path` exists and is not the root. */
  remove(path: Path): void {
    const parent = this.#parent(path);
    const token = path.at(-1)!;
    if (Array.isArray(parent)) parent.splice(Number(token), 1);
    else delete parent[token];
  }

  /** A copy that can stand at a path. */
  copyFor(path: Path, value: Json): Json {
    return copyOf(value, this.#maxDepth - path.length);
  }

  #parent(path: Path): Container {
    return this.at(path.slice(0, -1)) as Container;
  }
}

/** A path as a JSON Pointer for people. */
function shown(path: Path): string {
  return path.length === 0 ? 'the root' : path.map((token) => `/${token}`).join('');
}

function childOf(value: Changeable, token: string): Changeable | undefined {
  if (Array.isArray(value)) {
    const index = indexOf(token);
    return index === undefined ? undefined : value[index];
  }
  return isObject(value) && Object.hasOwn(value, token) ? (value as { [key: string]: Changeable })[token] : undefined;
}

function indexOf(token: string): number | undefined {
  return /^(?:0|[1-9]\d{0,14})$/.test(token) ? Number(token) : undefined;
}

/** `__proto__` is a key like any other. */
function setKey(map: { [key: string]: Changeable }, key: string, value: Changeable): void {
  Object.defineProperty(map, key, { value, enumerable: true, configurable: true, writable: true });
}

function copyOf(value: Json, depthLeft: number): Json {
  if (depthLeft < 0) refuse('the value nests too deeply');
  if (Array.isArray(value)) return value.map((item) => copyOf(item, depthLeft - 1));
  if (isObject(value)) {
    const copy: { [key: string]: Changeable } = {};
    for (const [key, child] of Object.entries(value)) {
      checkText(key);
      setKey(copy, key, copyOf(child, depthLeft - 1));
    }
    return copy as Json;
  }
  if (typeof value === 'string') checkText(value);
  else if (value !== null && typeof value !== 'boolean' && !Number.isFinite(value))
    refuse(`${String(value)} cannot be written as JSON`);
  return value;
}

function checkText(text: string): void {
  if (hasLoneSurrogate(text)) refuse('a text contains half of a character, which UTF-8 cannot encode');
}
