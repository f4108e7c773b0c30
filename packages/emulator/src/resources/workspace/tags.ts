// Plays the tags of a workspace: read and replace.

import type { Resource } from '../../api/route.ts';
import { bodyOf, removedWith } from '../../api/steps.ts';
import { ok, type Reply } from '../../reply/replies.ts';
import type { Call, ServerState } from '../../world/state.ts';
import { keptTags } from '../collection/tag-rules.ts';
import { workspaceOf } from './wording.ts';

// One record per tagged workspace, under its id.
const kind = 'workspace-tags';

/** OpenAPI 1.45.0, getWorkspaceTags. */
function read(server: ServerState, call: Call): Reply {
  const { id } = workspaceOf(server, call, 1);
  return ok({ tags: server.store.get(kind, id)?.data['tags'] ?? [] });
}

/** OpenAPI 1.45.0, updateWorkspaceTags: replaces all. */
function replace(server: ServerState, call: Call): Reply {
  const workspace = workspaceOf(server, call, 2);
  const tags = keptTags(bodyOf(call)['tags'], server.switches);
  server.store.put(kind, { ...workspace, data: { tags } });
  return ok({ tags });
}

export const workspaceTags: Resource = {
  operations: {
    getWorkspaceTags: read,
    updateWorkspaceTags: replace,
  },
  afterRemove: removedWith('workspace', kind),
};
