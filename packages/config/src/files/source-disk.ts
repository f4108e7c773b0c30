// Declares the disk as config sees it. Synchronous and read-only; everything that touches files goes through this port.
export type ReadResult =
  | { readonly ok: true; readonly bytes: Uint8Array }
  | { readonly ok: false; readonly why: 'missing' | 'not-a-file' | 'denied' }
  | { readonly ok: false; readonly why: 'too-large'; readonly sizeBytes: number };

export interface DiskEntry {
  readonly name: string;
  /** What the entry is, or what a symbolic link points at. Whatever is no folder counts as a file, also a link that leads nowhere. */
  readonly type: 'file' | 'directory';
  readonly isLink: boolean;
}

/** All paths are absolute. No method throws for what a user's disk may hold. */
export interface SourceDisk {
  /** The bytes of a regular file of at most `maxBytes`; a larger one is not read. */
  read(path: string, maxBytes: number): ReadResult;
  /** Entries of a directory in no particular order; undefined where it cannot be listed. */
  list(path: string): readonly DiskEntry[] | undefined;
  /** The path with all symbolic links resolved; undefined where it does not exist. */
  realPath(path: string): string | undefined;
  /** The first of `names` that is a file in `startDir` or, failing that, in the nearest directory above it. */
  findUp(startDir: string, names: readonly string[]): string | undefined;
}
