// Keeps a disk in memory for tests.
import { dirname, join } from 'node:path';
import type { DiskEntry, SourceDisk } from '../files/source-disk.ts';

export const ROOT = '/project';

export type Tree = Readonly<Record<string, string | Uint8Array>>;

export function memoryDisk(tree: Tree): SourceDisk {
  const files = new Map(Object.entries(tree).map(([path, content]) => [join(ROOT, path), content]));
  const bytesOf = (content: string | Uint8Array) => (typeof content === 'string' ? Buffer.from(content) : content);
  const entries = (folder: string): ReadonlyMap<string, DiskEntry> => {
    const found = new Map<string, DiskEntry>();
    for (const path of files.keys()) {
      if (!path.startsWith(`${folder}/`)) continue;
      const [name = '', ...below] = path.slice(folder.length + 1).split('/');
      found.set(name, { name, type: below.length === 0 ? 'file' : 'directory', isLink: false });
    }
    return found;
  };
  return {
    read: (path, maxBytes) => {
      const content = files.get(path);
      if (content === undefined) return { ok: false, why: entries(path).size > 0 ? 'not-a-file' : 'missing' };
      const bytes = bytesOf(content);
      return bytes.length > maxBytes ? { ok: false, why: 'too-large', sizeBytes: bytes.length } : { ok: true, bytes };
    },
    list: (path) => {
      const found = [...entries(path).values()];
      return found.length === 0 ? undefined : found;
    },
    realPath: (path) => (files.has(path) || entries(path).size > 0 ? path : undefined),
    findUp: (startDir, names) => {
      for (let dir = startDir; ; dir = dirname(dir)) {
        const name = names.find((one) => files.has(join(dir, one)));
        if (name !== undefined) return join(dir, name);
        if (dir === dirname(dir)) return undefined;
      }
    },
  };
}
