// The home room: the workspace every emulator starts with.

import type { World } from './state.ts';
import { keyOwner } from './users.ts';

/** Makes the first workspace, under the world's home id. The id sequence starts after it. */
export function beginHome(world: World): void {
  const nowMs = world.clock.nowMs();
  world.store.put('workspace', {
    id: world.home,
    workspace: world.home,
    owner: keyOwner.id,
    createdAtMs: nowMs,
    updatedAtMs: nowMs,
    updatedBy: keyOwner.id,
    data: { name: 'Emulator workspace', type: 'team', visibility: 'team' },
  });
}
