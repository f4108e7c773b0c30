// Simulates a disk in memory that can be stopped at any operation, refuse any operation, and lose what was not synced.
// Each operation is atomic: nothing is awaited between its check and its effect.
import { dirname } from 'node:path';
import type { Disk, DiskFile } from '../disk/disk.ts';

/** One operation that changes the disk, as asked of the seam. */
export interface Operation {
  readonly name: 'create' | 'write' | 'truncate' | 'sync' | 'link' | 'rename' | 'remove' | 'syncFolder';
  readonly path: string;
}

interface Inode {
  now: Uint8Array;
  synced: Uint8Array;
}

export class SimDisk implements Disk {
  readonly operations: Operation[] = [];
  /** The run dies in this operation (counted from 0): a write gets half way, anything else does not happen. */
  dieAt = Number.POSITIVE_INFINITY;
  /** An error code for an operation that is to fail; a write gets half way. */
  refuse: (operation: Operation) => string | undefined = () => undefined;
  readonly #names = new Map<string, Inode>();
  #syncedNames = new Map<string, Inode>();

  /** What a new process finds after the old one was killed. */
  afterKill(): SimDisk {
    return this.#copy(this.#names, (inode) => inode.now);
  }

  /** What is there after a power cut. `chance` in [0, 1) decides how much of what was not synced made it. */
  afterPowerCut(chance: () => number): SimDisk {
    const names = new Map(this.#syncedNames);
    for (const path of new Set([...this.#names.keys(), ...this.#syncedNames.keys()])) {
      if (chance() < 0.5) continue;
      const inode = this.#names.get(path);
      if (inode === undefined) names.delete(path);
      else names.set(path, inode);
    }
    return this.#copy(names, ({ now, synced }) => {
      if (now === synced) return now;
      const draw = chance();
      if (draw < 0.4) return synced;
      const kept = Math.floor(chance() * (now.length + 1));
      const torn = new Uint8Array(draw < 0.7 ? now.length : Math.max(kept, Math.min(now.length, synced.length)));
      torn.set(synced.subarray(0, torn.length));
      torn.set(now.subarray(0, kept));
      return torn;
    });
  }

  put(path: string, text: string): void {
    const bytes = new TextEncoder().encode(text);
    const inode = { now: bytes, synced: bytes };
    this.#names.set(path, inode);
    this.#syncedNames.set(path, inode);
  }

  text(path: string): string | undefined {
    const inode = this.#names.get(path);
    return inode && new TextDecoder().decode(inode.now);
  }

  paths(): readonly string[] {
    return [...this.#names.keys()].sort();
  }

  open: Disk['open'] = async (path, how) => {
    let inode = this.#names.get(path);
    if (how === 'create' && inode !== undefined) throw coded('EEXIST');
    if (how === 'update' && inode === undefined) throw coded('ENOENT');
    this.#alive();
    if (inode === undefined) {
      this.#step({ name: 'create', path });
      inode = { now: new Uint8Array(), synced: new Uint8Array() };
      this.#names.set(path, inode);
    }
    return this.#file(path, inode);
  };

  readNow: Disk['readNow'] = (path) => {
    this.#alive();
    return this.#names.get(path)?.now.slice();
  };

  read: Disk['read'] = async (path) => this.readNow(path);

  link: Disk['link'] = async (from, to) => {
    if (this.#names.has(to)) throw coded('EEXIST');
    this.#step({ name: 'link', path: to });
    this.#names.set(to, this.#inode(from));
  };

  rename: Disk['rename'] = async (from, to) => {
    this.#step({ name: 'rename', path: to });
    this.#names.set(to, this.#inode(from));
    this.#names.delete(from);
  };

  remove: Disk['remove'] = async (path) => {
    this.#step({ name: 'remove', path });
    this.#names.delete(path);
  };

  makeFolder: Disk['makeFolder'] = async () => this.#alive();

  list: Disk['list'] = async (path) => {
    this.#alive();
    return [...this.#names.keys()].filter((name) => dirname(name) === path).map((name) => name.slice(path.length + 1));
  };

  syncFolder: Disk['syncFolder'] = async (path) => {
    this.#step({ name: 'syncFolder', path });
    this.#syncedNames = new Map(this.#names);
  };

  #file(path: string, inode: Inode): DiskFile {
    const write = async (data: Uint8Array, offset: number) => {
      const put = (bytes: Uint8Array) => {
        const grown = new Uint8Array(Math.max(inode.now.length, offset + bytes.length));
        grown.set(inode.now);
        grown.set(bytes, offset);
        inode.now = grown;
      };
      this.#step({ name: 'write', path }, () => put(data.subarray(0, data.length >> 1)));
      put(data);
    };
    return {
      read: async () => {
        this.#alive();
        return inode.now.slice();
      },
      write,
      append: (data) => write(data, inode.now.length),
      truncate: async (length) => {
        this.#step({ name: 'truncate', path });
        inode.now = inode.now.slice(0, length);
      },
      sync: async () => {
        this.#step({ name: 'sync', path });
        inode.synced = inode.now;
      },
      close: async () => undefined,
    };
  }

  #step(operation: Operation, halfway: () => void = () => undefined): void {
    this.#alive();
    this.operations.push(operation);
    const dies = this.operations.length > this.dieAt;
    const code = dies ? 'KILLED' : this.refuse(operation);
    if (code === undefined) return;
    halfway();
    throw coded(code);
  }

  #alive(): void {
    if (this.operations.length > this.dieAt) throw coded('KILLED');
  }

  #inode(path: string): Inode {
    const inode = this.#names.get(path);
    if (inode === undefined) throw coded('ENOENT');
    return inode;
  }

  #copy(names: ReadonlyMap<string, Inode>, content: (inode: Inode) => Uint8Array): SimDisk {
    const disk = new SimDisk();
    const copies = new Map<Inode, Inode>();
    for (const [path, inode] of names) {
      const bytes = copies.get(inode)?.now ?? content(inode).slice();
      const copy = copies.get(inode) ?? { now: bytes, synced: bytes };
      copies.set(inode, copy);
      disk.#names.set(path, copy);
      disk.#syncedNames.set(path, copy);
    }
    return disk;
  }
}

function coded(code: string): Error {
  return Object.assign(new Error(`simulated ${code}`), { code });
}
