// The touch room: whether a workspace's updatedAt moves when one of its elements is added, changed or removed.
import type { Part } from '../../api/route.ts';
import type { World } from '../../world/state.ts';

const elements = new Set(['collection', 'environment', 'mock', 'monitor']);

/** Nothing, unless the switch workspaceUpdatedAtMovesWithElements is on. */
function touch(world: World, kind: string, workspaceId: string, userId: number): void {
  if (!world.switches.workspaceUpdatedAtMovesWithElements || !elements.has(kind)) return;
  const workspace = world.store.get('workspace', workspaceId);
  if (workspace === undefined) return;
  world.store.put('workspace', { ...workspace, updatedAtMs: world.clock.nowMs(), updatedBy: userId });
}

export const workspaceTouchPart: Part = {
  operations: {},
  afterPut: (world, kind, object, before) => {
    touch(world, kind, object.workspace, object.updatedBy);
    const isMoved = before !== undefined && before.workspace !== object.workspace;
    if (isMoved) touch(world, kind, before.workspace, world.acting);
  },
  afterRemove: (world, kind, object) => touch(world, kind, object.workspace, world.acting),
};
