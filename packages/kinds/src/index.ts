// All that other packages may import of the kinds package.
export { kindsErrors } from './kind-tools/errors.ts';
export { kinds } from './registry.ts';
export { workspaces } from './workspace.ts';
