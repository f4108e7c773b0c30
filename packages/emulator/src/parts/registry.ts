// The registry of parts: one line per part; the route table and the settling of tasks are made from it.
import type { Part } from '../api/route.ts';
import { settleUpdates } from '../kinds/update-task.ts';
import type { World } from '../world/world.ts';
import { mePart } from './me.ts';

export const parts: readonly Part[] = [mePart];

const settlers = parts.flatMap((part) => part.settle ?? []);

/** Ends every task whose time has come. Called before each call. */
export function settleTasks(world: World): void {
  settleUpdates(world);
  for (const settle of settlers) settle(world);
}

/** Lets every part clean up behind an object that is gone. */
export function watchRemovals(world: World): void {
  const watchers = parts.flatMap((part) => part.afterRemove ?? []);
  world.store.afterRemove = (kind, object) => {
    for (const watch of watchers) watch(world, kind, object);
  };
}
