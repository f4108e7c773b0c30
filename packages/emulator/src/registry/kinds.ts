// The registry of kinds: one line per kind; the route table and the control API are made from it.
import type { EmulatedKind } from '../api/route.ts';
import { collectionKind } from '../resources/collection/routes.ts';
import { updateTaskKind } from '../resources/collection/update-task.ts';
import { collectionAccessKeyKind } from '../resources/collection-access/access-keys.ts';
import { environmentKind } from '../resources/environment/routes.ts';
import { mockKind } from '../resources/mock/routes.ts';
import { monitorKind } from '../resources/monitor/routes.ts';
import { workspaceKind } from '../resources/workspace/routes.ts';

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
