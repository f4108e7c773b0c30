// The workspace tag part: the tags of a workspace, read and replaced.

import type { Part } from '../../api/route.ts';
import { bodyOf } from '../../api/steps.ts';
import { ok, type Reply } from '../../reply/replies.ts';
import type { Call, World } from '../../world/state.ts';
import { keptTags } from '../collection/tag-rules.ts';
import { workspaceOf } from './wording.ts';

// One record per tagged workspace, under its id.
const kind = 'workspace-tags';

/** OpenAPI 1.45.0, getWorkspaceTags. */
function read(world: World, call: Call): Reply {
  const { id } = workspaceOf(world, call, 1);
  return ok({ tags: world.store.get(kind, id)?.data['tags'] ?? [] });
}

/** OpenAPI 1.45.0, updateWorkspaceTags: replaces all. */
function replace(world: World, call: Call): Reply {
  const workspace = workspaceOf(world, call, 2);
  const tags = keptTags(bodyOf(call)['tags'], world.switches);
  world.store.put(kind, { ...workspace, data: { tags } });
  return ok({ tags });
}

export const workspaceTagsPart: Part = {
  operations: {
    getWorkspaceTags: read,
    updateWorkspaceTags: replace,
  },
  afterRemove: (world, removed, object) => {
    if (removed === 'workspace') world.store.remove(kind, object.id, world.clock.nowMs());
  },
};
