// The monitor kind: runs a collection on a schedule.
import type { Kind } from '@postform/engine';
import { attributesIn, stampIn } from '../kind-tools/reply.ts';
import { api, pageSize, routes } from './api.ts';
import { describe } from './describe.ts';
import { parse } from './parse.ts';
import { fromRemote, leafPaths, leaves, toRemote } from './remote.ts';
import { rules } from './rules.ts';
import { written } from './schema.ts';
import { write } from './write.ts';

export const monitor: Kind = {
  name: 'monitor',
  plural: 'monitors',
  label: 'monitor',
  written,
  refs: [
    { pointer: '/collection', kind: 'collection', attribute: 'uid' },
    { pointer: '/environment', kind: 'environment', attribute: 'uid' },
  ],
  immutable: ['/collection', '/environment'],
  writeOnly: [],
  deferrable: [],
  attributes: {
    id: { description: 'The id of the monitor.' },
    uid: { description: 'The unique id of the monitor, with its owner in front.' },
  },
  version: 1,
  rules,
  put: 'partial',
  existence: 'workspace-index',
  readBy: 'id',
  replyIsWhole: false,
  routes,
  pageSize,
  parse,
  write,
  isSensitive: () => false,
  leaves,
  leafPaths,
  owns: () => [],
  fromRemote,
  toRemote,
  stampOf: stampIn,
  attributesOf: (remote) => attributesIn(remote, ['id', 'uid']),
  describe,
  api,
};
