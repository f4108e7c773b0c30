// The mock kind: a server that answers with a collection's examples.
import type { Kind } from '@postform/engine';
import { fieldKind } from '../kind-tools/fields.ts';
import { mockApi, mockRoutes } from './api.ts';
import { mockFromRemote, mockLeafPaths, mockToRemote } from './remote.ts';
import { mockRules } from './rules.ts';
import { mockSchema } from './schema.ts';
import { parseMock, writeMock } from './written.ts';

export const mock: Kind = fieldKind({
  name: 'mock',
  plural: 'mocks',
  label: 'mock server',
  written: mockSchema,
  refs: [
    { pointer: '/collection', kind: 'collection', attribute: 'uid' },
    { pointer: '/environment', kind: 'environment', attribute: 'uid' },
  ],
  writeOnly: ['/private', '/description', '/versionTag'],
  createOmits: ['/description', '/versionTag', '/config/serverResponseId'],
  attributes: {
    id: { description: 'The id of the mock server.' },
    uid: { description: 'The unique id of the mock server, with its owner in front.' },
    mockUrl: { description: 'The URL that the mock server answers at.', unmistakable: true },
  },
  leafPaths: mockLeafPaths,
  version: 1,
  rules: mockRules,
  put: 'partial',
  existence: 'workspace-index',
  readBy: 'list',
  replyIsWhole: true,
  deactivation: {
    isShownBy: (object) => object['deactivated'] === true,
    why: 'Postman does that when what it uses is deleted; the new one gets another URL.',
  },
  routes: mockRoutes,
  parse: parseMock,
  write: writeMock,
  fromRemote: mockFromRemote,
  toRemote: mockToRemote,
  noteOn: ({ pointer, after }) => (pointer === '/private' && after === false ? ' (anybody may call it)' : ''),
  api: mockApi,
});
