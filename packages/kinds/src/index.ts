// All that other packages may import of the kinds package.
export { type FormatVersion, sourceSchema } from './collection/format/file-schema.ts';
export { kindsErrors } from './kind-tools/errors.ts';
export { kinds } from './registry.ts';
export { workspaces } from './workspace.ts';
