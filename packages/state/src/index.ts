// The door of the state package: everything other packages may import.
export { type Disk, type DiskFile, nodeDisk } from './disk.ts';
export { stateErrors } from './errors.ts';
export type { LockInfo } from './file/lock-record.ts';
export { type FileStateStoreOptions, fileStateStore, type LockedStateStore } from './file/store.ts';
