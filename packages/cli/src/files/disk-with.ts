// A disk on which some files have other texts, and some exist that do not yet.
import { dirname, sep } from 'node:path';
import type { SourceDisk } from '@postform/config';

/** `texts`: by absolute path, below folders that exist or not. */
export function diskWith(disk: SourceDisk, texts: ReadonlyMap<string, string>): SourceDisk {
  const folders = new Set<string>();
  for (const path of texts.keys()) for (let up = dirname(path); !folders.has(up); up = dirname(up)) folders.add(up);
  return {
    ...disk,
    read: (path, maxBytes) => {
      const text = texts.get(path);
      if (text === undefined) return disk.read(path, maxBytes);
      const bytes = Buffer.from(text);
      return bytes.length > maxBytes ? { ok: false, why: 'too-large', sizeBytes: bytes.length } : { ok: true, bytes };
    },
    list: (folder) => {
      const found = disk.list(folder);
      if (!folders.has(folder)) return found;
      const start = folder.endsWith(sep) ? folder : folder + sep;
      const own = new Set((found ?? []).map(({ name }) => name));
      const names = [...texts.keys(), ...folders]
        .filter((path) => path.startsWith(start) && path !== folder)
        .map((path) => path.slice(start.length).split(sep)[0]!);
      return [
        ...(found ?? []),
        ...[...new Set(names)]
          .filter((name) => !own.has(name))
          .map((name) => ({ name, type: folders.has(start + name) ? 'directory' : 'file', isLink: false }) as const),
      ];
    },
    realPath: (path) => disk.realPath(path) ?? (texts.has(path) || folders.has(path) ? path : undefined),
  };
}
