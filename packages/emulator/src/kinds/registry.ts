// The registry of kinds: one line per kind; the route table and the control API are made from it.
import type { EmulatedKind } from '../api/route.ts';
import { collectionKind } from './collection.ts';
import { collectionAccessKeyKind } from './collection-access-key.ts';
import { environmentKind } from './environment.ts';
import { mockKind } from './mock.ts';
import { monitorKind } from './monitor.ts';
import { updateTaskKind } from './update-task.ts';
import { workspaceKind } from './workspace.ts';

export const kinds: readonly EmulatedKind[] = [
  workspaceKind,
  collectionKind,
  collectionAccessKeyKind,
  updateTaskKind,
  environmentKind,
  monitorKind,
  mockKind,
];

/** The kind of that name, singular or plural: `collection`, `collections`. */
export function kindNamed(name: string): EmulatedKind | undefined {
  return kinds.find((kind) => kind.name === name || `${kind.name}s` === name);
}
