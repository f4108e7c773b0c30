// Lists what other packages may import from config.
export { CREDENTIAL_FORMS } from './credentials/forms.ts';
export { formRanges } from './credentials/forms-in.ts';
export { patchJsonText } from './edit/patch-json-text.ts';
export type { PatchedText, TextOperation } from './edit/patch-text.ts';
export { patchYamlText } from './edit/patch-yaml-text.ts';
export { nodeSourceDisk } from './files/node-source-disk.ts';
export { parseJson } from './files/read-json.ts';
export { maskLine } from './files/redact-keys.ts';
export type { DiskEntry, ReadResult, SourceDisk } from './files/source-disk.ts';
export { type Loaded, type LoadInput, loadProject } from './load.ts';
export { findProject, PROJECT_FILES } from './project/find-project.ts';
export type { Amount, Guard, Limit, Project, WrittenProject, WrittenStack } from './project/project.ts';
export { type SecretPlaces, secretsFrom } from './project/secrets.ts';
export type { Authored } from './resolve/authored.ts';
export { authoredTree, type WrittenResource, writeDesired } from './resolve/write-desired.ts';
export { type FileEdit, type FileEdits, type RefusedEdit, type Rewrite, rewriteFiles } from './rewrite-files.ts';
export { checkedSchemas } from './schema/checked-schemas.ts';
export { schemaFiles } from './schema/schema-files.ts';
