// Exports what other packages may import of the state package.
export { type Disk, type DiskFile, nodeDisk, type OpenHow } from './disk/disk.ts';
export { stateErrors } from './disk/errors.ts';
export type { Heartbeat } from './disk/process.ts';
export { type FileBackupStoreOptions, fileBackupStore } from './file/backups.ts';
export { type FileEvidenceOptions, fileEvidenceStore } from './file/evidence.ts';
export { type KeptBody, type KeptFile, keptBodies, keptBodyOf } from './file/kept-bodies.ts';
export { type FileKnown, type FileKnownOptions, fileKnown } from './file/known.ts';
export { type FileStateStoreOptions, fileStateStore, type LockedStateStore } from './file/store.ts';
export type { ShownLock } from './lock/lock.ts';
export type { WorkspaceLockPlace } from './lock/workspace-lock.ts';
export { type FileSharedStoreOptions, fileSharedStore } from './shared/file-store.ts';
export { type RedisSharedStoreOptions, redisSharedStore } from './shared/redis-store.ts';
