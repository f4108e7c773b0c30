// Makes a collection or an environment with forks of it, for tests.
import { collection, type Harness, make, request, text } from './harness.ts';

export interface Named {
  readonly id: string;
  readonly uid: string;
}

export interface Family {
  readonly parent: Named;
  readonly fork: Named;
}

/** A collection with two requests, one of them in a folder and with a saved response, and a fork of it. */
export async function collectionFamily(harness: Harness, label = 'mine'): Promise<Family> {
  const saved = request('saved', { response: [{ name: 'OK', code: 200 }] });
  const items = [{ name: 'Folder', item: [saved] }, request('b')];
  const parent = await make(harness, 'collection', collection('Orders', items));
  return { parent, fork: await forkOf(harness, parent, label) };
}

export async function forkOf({ call, workspace }: Harness, { uid }: Named, label: string): Promise<Named> {
  const { body } = await call('POST', `/collections/fork/${uid}?workspace=${workspace}`, { label });
  return { id: text(body, 'collection.id'), uid: text(body, 'collection.uid') };
}

/** An environment with two variables, and a fork of it. */
export async function environmentFamily(harness: Harness, forkName = 'mine'): Promise<Family> {
  const values = [
    { key: 'a', value: '1' },
    { key: 'b', value: '2' },
  ];
  const parent = await make(harness, 'environment', { environment: { name: 'Local', values } });
  return { parent, fork: await environmentForkOf(harness, parent, forkName) };
}

export async function environmentForkOf({ call, workspace }: Harness, parent: Named, forkName: string): Promise<Named> {
  const { body } = await call('POST', `/environments/${parent.uid}/forks?workspaceId=${workspace}`, { forkName });
  const uid = text(body, 'environment.uid');
  return { id: uid.slice(uid.indexOf('-') + 1), uid };
}

/** Somebody else's edit of one place. */
export async function editAt(
  { control }: Harness,
  kind: 'collection' | 'environment',
  { id }: Named,
  pointer: string,
  value: unknown,
): Promise<void> {
  await control('POST', 'edit', { kind, id, set: { [pointer]: value } });
}

/** Makes the user a Viewer of the first workspace, who may read and no more; `key` is one of `otherApiKeys`. */
export async function viewerKey(
  { call, workspace }: Harness,
  userId: number,
  key: string,
): Promise<Readonly<Record<string, string>>> {
  const roles = [{ op: 'add', path: '/user', value: [{ id: String(userId), role: '1' }] }];
  const type = { 'content-type': 'application/json-patch+json' };
  const answer = await call('PATCH', `/workspaces/${workspace}/roles`, { roles }, type);
  if (answer.status !== 200) throw new Error(JSON.stringify(answer.body));
  return { 'x-api-key': key };
}
