// The door of the kinds package: everything other packages may import.
export { kindsErrors } from './kind-tools/errors.ts';
export { kinds } from './registry.ts';
export { workspaces } from './workspace.ts';
