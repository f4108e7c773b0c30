// The door of the state package: everything other packages may import.
export { type Disk, type DiskFile, nodeDisk, type OpenHow } from './disk.ts';
export { stateErrors } from './errors.ts';
export { type FileEvidenceOptions, fileEvidenceStore } from './file/evidence.ts';
export { type FileKeepsakesOptions, fileKeepsakes } from './file/keepsakes.ts';
export type { ShownLock } from './file/lock.ts';
export type { Heartbeat } from './file/lock-judge.ts';
export { type FileStateStoreOptions, fileStateStore, type LockedStateStore } from './file/store.ts';
export type { WorkspaceLockPlace } from './file/workspace-lock.ts';
export { type FileSharedStoreOptions, fileSharedStore } from './shared/file-store.ts';
export { type RedisSharedStoreOptions, redisSharedStore } from './shared/redis-store.ts';
