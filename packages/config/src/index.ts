// The door of the config package: everything other packages may import.
export type { Disk, DiskEntry, ReadResult } from './disk.ts';
export { maskLine } from './keys.ts';
export { findProject, type Loaded, type LoadInput, loadProject, PROJECT_FILES } from './load.ts';
export { nodeDisk } from './node-disk.ts';
export type { Amount, Guard, Limit, Project, WrittenProject, WrittenStack } from './project.ts';
export { parseJson } from './read-json.ts';
export { schemaFiles } from './schema-files.ts';
export { type SecretPlaces, secretsFrom } from './secrets.ts';
export { type WrittenResource, writeDesired } from './write-desired.ts';
