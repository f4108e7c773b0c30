// A mock server between its spec and the API's object.

import { getAt, type Json, type JsonObject, type Kind, type LeafPath } from '@postform/engine';
import { present } from '../kind-tools/trees.ts';

export const mockLeafPaths: readonly LeafPath[] = [
  { at: '/name', means: 'The name that Postman shows.' },
  { at: '/collection', means: 'The collection whose examples it answers with.' },
  { at: '/environment', means: 'The environment whose values it uses.' },
  { at: '/private', means: 'Whether callers need an API key; no read returns it.' },
  { at: '/description', means: 'What it is for; no read returns it.' },
  { at: '/versionTag', means: 'The version of the collection that it serves; no read returns it.' },
  { at: '/config/serverResponseId', means: 'The server response that answers in place of all examples.' },
];

/**
 * `private`, `description` and `versionTag` are in no read, and `isPublic` "does not indicate the mock server's access
 * control status"; of `config` only `serverResponseId` can be written (Postman OpenAPI 1.45.0, getMock, updateMock). A
 * whole object without a server response has none.
 */
export const mockFromRemote: Kind['fromRemote'] = (remote) => ({
  spec: present({
    name: remote['name'],
    collection: remote['collection'],
    environment: uid(remote['environment']),
    config: { serverResponseId: getAt(remote, '/config/serverResponseId') ?? null },
  }),
  itemIds: {},
});

function uid(environment: Json | undefined): Json | undefined {
  return typeof environment === 'string' && environment !== '' ? environment : undefined;
}

/**
 * Collection, name and `private` always go, on updates too: a client that leaves `private` to its default publishes a
 * private mock. Description, version tag and server response are no properties of a create (Postman OpenAPI 1.45.0,
 * createMock) and go with updates only.
 */
export const mockToRemote: Kind['toRemote'] = (spec, { current }) => {
  const always = {
    name: spec['name'] ?? current?.['name'],
    collection: spec['collection'] ?? current?.['collection'],
    environment: spec['environment'],
    private: spec['private'],
  };
  if (current === undefined) return present(always);
  return present({
    ...always,
    description: spec['description'],
    versionTag: spec['versionTag'],
    config: hasOwnResponse(spec) ? spec['config'] : undefined,
  });
};

function hasOwnResponse(spec: JsonObject): boolean {
  return getAt(spec, '/config/serverResponseId') !== undefined;
}
