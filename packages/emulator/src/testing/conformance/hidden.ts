// Makes a workspace and a collection that the second user may not see.
import { collection, text } from '../harness.ts';
import type { Stage } from './scenario.ts';

/** Starts a stage with a second user. */
export const options = { otherApiKeys: ['other'] };

/** The headers of the second user's calls. */
export const asOther = { 'x-api-key': 'other' };

/** The id of a personal workspace of the main key's owner. */
export async function hiddenWorkspace(stage: Stage): Promise<string> {
  const { body } = await stage.call('POST', '/workspaces', { workspace: { name: 'Hidden', type: 'personal' } });
  return text(body, 'workspace.id');
}

/** The id of a collection in such a workspace. */
export async function hiddenCollection(stage: Stage): Promise<string> {
  const path = `/collections?workspace=${await hiddenWorkspace(stage)}`;
  return text((await stage.call('POST', path, collection('Hidden'))).body, 'collection.id');
}
