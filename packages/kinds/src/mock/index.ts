// The mock kind: a server that answers with a collection's examples.
import type { Kind } from '@postform/engine';
import { attributesIn, stampIn } from '../kind-tools/reply.ts';
import { api, routes } from './api.ts';
import { describe } from './describe.ts';
import { parse } from './parse.ts';
import { fromRemote, leafPaths, leaves, toRemote } from './remote.ts';
import { rules } from './rules.ts';
import { written } from './schema.ts';
import { write } from './write.ts';

export const mock: Kind = {
  name: 'mock',
  plural: 'mocks',
  label: 'mock server',
  written,
  refs: [
    { pointer: '/collection', kind: 'collection', attribute: 'uid' },
    { pointer: '/environment', kind: 'environment', attribute: 'uid' },
  ],
  immutable: [],
  writeOnly: ['/private', '/description', '/versionTag'],
  deferrable: [],
  createOmits: ['/description', '/versionTag', '/config/serverResponseId'],
  attributes: {
    id: { description: 'The id of the mock server.' },
    uid: { description: 'The unique id of the mock server, with its owner in front.' },
    mockUrl: { description: 'The URL that the mock server answers at.' },
  },
  version: 1,
  rules,
  put: 'partial',
  existence: 'workspace-index',
  readBy: 'list',
  replyIsWhole: true,
  deactivation: {
    isShownBy: (object) => object['deactivated'] === true,
    why: 'Postman does that when what it uses is deleted; the new one gets another URL.',
  },
  routes,
  parse,
  write,
  isSensitive: () => false,
  leaves,
  leafPaths,
  owns: () => [],
  fromRemote,
  toRemote,
  stampOf: stampIn,
  attributesOf: (remote) => attributesIn(remote, ['id', 'uid', 'mockUrl']),
  describe,
  api,
};
