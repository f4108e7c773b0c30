// Keeps every object of the emulated team in memory, and tells listeners of each change.
import type { JsonObject } from '../json/json.ts';

/**
 * One object of any kind. `id` is a uuid, `workspace` the id it lives in (its own id for a workspace), `owner` and
 * `updatedBy` are user ids, times are epoch milliseconds. `data` is what was written, in the words of the write API
 * plus what the server added. Objects are never changed in place: a change is a new object under the same id.
 */
export interface Stored {
  readonly id: string;
  readonly workspace: string;
  readonly owner: number;
  /** Opens the uid, where that is not the owner. */
  readonly uidOwner?: number;
  readonly createdAtMs: number;
  readonly updatedAtMs: number;
  readonly updatedBy: number;
  readonly data: JsonObject;
}

/** Told of every change, before memory is changed. */
export interface StoreListener {
  put(kind: string, object: Stored): void;
  remove(kind: string, id: string): void;
  clear(): void;
}

/** Told of every change, after memory is changed. Not told when disk is read. */
export interface StoreWatcher {
  /** The object is gone: what depends on it can go too. */
  afterRemove(kind: string, object: Stored): void;
  /** The object was added (`before` undefined) or changed. */
  afterPut(kind: string, object: Stored, before: Stored | undefined): void;
}

interface Buried {
  readonly object: Stored;
  readonly deletedAtMs: number;
}

const silent: StoreListener = { put: () => {}, remove: () => {}, clear: () => {} };
const mostBuried = 5_000;

export class Store {
  /** Moves with every change, so that a caller can tell whether something happened. */
  revision = 0;
  listener: StoreListener = silent;
  watcher: StoreWatcher = { afterRemove: () => {}, afterPut: () => {} };
  readonly #kinds = new Map<string, Map<string, Stored>>();
  readonly #buried = new Map<string, Buried[]>();

  get(kind: string, id: string): Stored | undefined {
    return this.#kinds.get(kind)?.get(id);
  }

  /** All objects of a kind, oldest first. */
  all(kind: string): Stored[] {
    return [...(this.#kinds.get(kind)?.values() ?? [])];
  }

  count(kind: string): number {
    return this.#kinds.get(kind)?.size ?? 0;
  }

  kinds(): string[] {
    return [...this.#kinds.keys()];
  }

  /** What a list shows at `nowMs` when lists lag by `lagMs`: objects that existed that long ago, with today's content. */
  listed(kind: string, nowMs: number, lagMs: number): Stored[] {
    if (lagMs <= 0) return this.all(kind);
    const seenAtMs = nowMs - lagMs;
    const living = this.all(kind).filter((object) => object.createdAtMs <= seenAtMs);
    const dead = (this.#buried.get(kind) ?? []).filter(
      (grave) => grave.deletedAtMs > seenAtMs && grave.object.createdAtMs <= seenAtMs,
    );
    return [...living, ...dead.map((grave) => grave.object)];
  }

  put(kind: string, object: Stored): void {
    const before = this.get(kind, object.id);
    this.listener.put(kind, object);
    this.load(kind, object);
    this.revision += 1;
    this.watcher.afterPut(kind, object, before);
  }

  remove(kind: string, id: string, nowMs: number): void {
    const object = this.get(kind, id);
    if (object === undefined) return;
    this.listener.remove(kind, id);
    this.unload(kind, id);
    const graves = this.#buried.get(kind) ?? [];
    graves.push({ object, deletedAtMs: nowMs });
    if (graves.length > mostBuried) graves.shift();
    this.#buried.set(kind, graves);
    this.revision += 1;
    this.watcher.afterRemove(kind, object);
  }

  clear(): void {
    this.listener.clear();
    this.unloadAll();
    this.#buried.clear();
    this.revision += 1;
  }

  /** Puts an object read from disk: no listener, no revision. */
  load(kind: string, object: Stored): void {
    const objects = this.#kinds.get(kind) ?? new Map<string, Stored>();
    objects.set(object.id, object);
    this.#kinds.set(kind, objects);
  }

  /** Removes an object as disk says: no listener, no revision, no grave. */
  unload(kind: string, id: string): void {
    this.#kinds.get(kind)?.delete(id);
  }

  unloadAll(): void {
    this.#kinds.clear();
  }
}
