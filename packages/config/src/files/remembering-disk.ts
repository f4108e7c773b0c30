// Asks the disk once where a path really is: a load is over in a moment, and asks for the same folders with every file.
import type { SourceDisk } from './source-disk.ts';

export function rememberingDisk(disk: SourceDisk): SourceDisk {
  const paths = new Map<string, string | undefined>();
  return {
    ...disk,
    realPath: (path) => {
      if (paths.has(path)) return paths.get(path);
      const real = disk.realPath(path);
      paths.set(path, real);
      return real;
    },
  };
}
