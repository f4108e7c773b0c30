// A thing between its spec and the API's object.
import type { Kind, LeafPath } from '@postform/engine';
import { present } from '../kind-tools/trees.ts';

export const thingLeafPaths: readonly LeafPath[] = [
  { at: '/name', means: 'The name that Postman shows.' },
  { at: '/description', means: 'What it is for.' },
];

/** Name the fields that are the server's, with the document that says so. */
const SERVER_FIELDS: ReadonlySet<string> = new Set(['id', 'uid', 'owner', 'createdAt', 'updatedAt']);

export const thingFromRemote: Kind['fromRemote'] = (remote) => ({
  spec: present({ name: remote['name'], description: remote['description'] }),
  itemIds: {},
});

/** An update replaces the object: what we do not model is carried over from `current`. */
export const thingToRemote: Kind['toRemote'] = (spec, { current }) => {
  const carried = Object.entries(current ?? {}).filter(([key]) => !SERVER_FIELDS.has(key));
  return present({
    ...Object.fromEntries(carried),
    name: spec['name'] ?? current?.['name'],
    description: spec['description'] ?? current?.['description'],
  });
};
