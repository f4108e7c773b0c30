// Names the few file operations that the stores are made of, and does them with Node; tests stop, fail and cut them.
import { closeSync, constants, fstatSync, openSync, readFileSync, type Stats } from 'node:fs';
import { type FileHandle, link, mkdir, open, readdir, rename, rm } from 'node:fs/promises';

/** An open file. Offsets and lengths are bytes. Errors are Node's, with `code`. */
export interface DiskFile {
  /** The whole file as it is now. */
  read(): Promise<Uint8Array>;
  /** Writes all of `data` at the offset, however many system calls that takes. */
  write(data: Uint8Array, offset: number): Promise<void>;
  /** Writes at the end in one system call, so that lines of several processes do not mix on a local disk. */
  append(data: Uint8Array): Promise<void>;
  truncate(length: number): Promise<void>;
  /** Resolves when data and length would survive a power cut; the name may still need `syncFolder`. */
  sync(): Promise<void>;
  close(): Promise<void>;
}

/** `create`: must not exist. `update`: must exist, read and write. `append`: made where missing. */
export type OpenHow = 'create' | 'update' | 'append';

/** Files are made with mode 0600, folders with 0700. Paths are absolute or relative to the working directory. */
export interface Disk {
  open(path: string, how: OpenHow): Promise<DiskFile>;
  /** Undefined where there is no such file. */
  read(path: string): Promise<Uint8Array | undefined>;
  /**
   * The same before anything else runs. For a small file that is read often: to hand each system call to another thread
   * takes longer than they do.
   */
  readNow(path: string): Uint8Array | undefined;
  /** A second name for a file; rejects with EEXIST where the name is taken. Atomic. */
  link(from: string, to: string): Promise<void>;
  /** Atomic; replaces what is there. */
  rename(from: string, to: string): Promise<void>;
  /** Does nothing where there is no such file. */
  remove(path: string): Promise<void>;
  makeFolder(path: string): Promise<void>;
  /** Names in a folder; empty where there is no such folder. */
  list(path: string): Promise<readonly string[]>;
  /** Resolves when names made, moved and removed in the folder would survive a power cut. */
  syncFolder(path: string): Promise<void>;
}

/** Files of ours are no links, whatever stands at their names: none is followed. Windows has no such flag. */
const NO_FOLLOW = constants.O_NOFOLLOW ?? 0;
/** A pipe is opened without waiting for its other end, and then refused. */
const NO_WAIT = constants.O_NONBLOCK ?? 0;
const { O_APPEND, O_CREAT, O_EXCL, O_RDONLY, O_RDWR } = constants;

const READ = O_RDONLY | NO_FOLLOW | NO_WAIT;
const FLAGS: Readonly<Record<OpenHow, number>> = {
  create: O_RDWR | O_CREAT | O_EXCL,
  update: O_RDWR | NO_FOLLOW | NO_WAIT,
  append: O_RDWR | O_CREAT | O_APPEND | NO_FOLLOW | NO_WAIT,
};

/** What systems without a sync of folders answer (Windows, some network file systems); there the rename itself must do. */
const NO_FOLDER_SYNC: readonly unknown[] = ['EISDIR', 'EPERM', 'EACCES', 'EINVAL', 'ENOTSUP', 'ENOSYS'];

/** The `code` of a Node error, e.g. `ENOSPC`. */
export function diskCode(error: unknown): string | undefined {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : undefined;
}

export const nodeDisk: Disk = {
  open: async (path, how) => {
    const handle = await open(path, FLAGS[how], 0o600);
    await sizeOfRegular(handle);
    return diskFile(handle);
  },
  read: (path) => readRegular(path).catch((error) => orMissing(error, undefined)),
  readNow: (path) => {
    try {
      return readRegularNow(path);
    } catch (error) {
      return orMissing(error, undefined);
    }
  },
  link,
  rename,
  remove: (path) => rm(path, { force: true }),
  makeFolder: async (path) => {
    await mkdir(path, { recursive: true, mode: 0o700 });
  },
  list: (path) => readdir(path).catch((error) => orMissing(error, [])),
  syncFolder: async (path) => {
    let folder: FileHandle | undefined;
    try {
      folder = await open(path, 'r');
      await folder.sync();
    } catch (error) {
      if (!NO_FOLDER_SYNC.includes(diskCode(error))) throw error;
    } finally {
      await folder?.close();
    }
  },
};

function readRegularNow(path: string): Uint8Array {
  const file = openSync(path, READ);
  try {
    refuseIrregular(fstatSync(file));
    return readFileSync(file);
  } finally {
    closeSync(file);
  }
}

async function readRegular(path: string): Promise<Uint8Array> {
  const handle = await open(path, READ);
  const size = await sizeOfRegular(handle);
  try {
    return await readAll(handle, size);
  } finally {
    await handle.close();
  }
}

async function readAll(handle: FileHandle, size: number): Promise<Uint8Array> {
  const bytes = new Uint8Array(size);
  let length = 0;
  while (length < size) {
    const { bytesRead } = await handle.read(bytes, length, size - length, length);
    if (bytesRead === 0) break;
    length += bytesRead;
  }
  return bytes.subarray(0, length);
}

/** Bytes in a file; of anything else an error with a code, and the handle is closed. */
async function sizeOfRegular(handle: FileHandle): Promise<number> {
  try {
    const stat = await handle.stat();
    refuseIrregular(stat);
    return stat.size;
  } catch (error) {
    await handle.close();
    throw error;
  }
}

/** Throws an error with a code for a folder, a pipe or a device. */
function refuseIrregular(stat: Stats): void {
  if (stat.isFile()) return;
  throw Object.assign(new Error('no regular file'), { code: stat.isDirectory() ? 'EISDIR' : 'ENOTFILE' });
}

function diskFile(handle: FileHandle): DiskFile {
  return {
    read: async () => readAll(handle, (await handle.stat()).size),
    write: async (data, offset) => {
      for (let done = 0; done < data.length; ) {
        done += (await handle.write(data, done, data.length - done, offset + done)).bytesWritten;
      }
    },
    append: async (data) => {
      const { bytesWritten } = await handle.write(data);
      if (bytesWritten < data.length) {
        throw Object.assign(new Error(`wrote ${bytesWritten} of ${data.length} bytes`), { code: 'ENOSPC' });
      }
    },
    truncate: (length) => handle.truncate(length),
    sync: () => handle.datasync(),
    close: () => handle.close(),
  };
}

function orMissing<T>(error: unknown, missing: T): T {
  if (diskCode(error) === 'ENOENT') return missing;
  throw error;
}
