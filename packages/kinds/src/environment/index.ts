// The environment kind: a name and variables with shared values.
import { getAt, type Kind } from '@postform/engine';
import { attributesIn, stampIn } from '../kind-tools/reply.ts';
import { api, routes } from './api.ts';
import { describe } from './describe.ts';
import { parse } from './parse.ts';
import { fromRemote, leafPaths, leaves, toRemote } from './remote.ts';
import { rules } from './rules.ts';
import { written } from './schema.ts';
import { holdsSecret } from './values.ts';
import { write } from './write.ts';

export const environment: Kind = {
  name: 'environment',
  plural: 'environments',
  label: 'environment',
  written,
  refs: [],
  immutable: [],
  writeOnly: [],
  deferrable: ['/values/*'],
  attributes: {
    id: { description: 'The id of the environment.' },
    uid: { description: 'The unique id of the environment, with its owner in front.' },
  },
  version: 1,
  rules,
  put: 'whole',
  existence: 'workspace-index',
  readBy: 'id',
  listShowsStamps: true,
  replyIsWhole: false,
  maxBodyBytes: 30_000_000,
  routes,
  parse,
  write,
  isSensitive: (leaf, spec) => holdsSecret(leaf.value) || holdsSecret(getAt(spec, leaf.pointer)),
  leaves,
  leafPaths,
  owns: (spec) =>
    spec['values'] === undefined
      ? []
      : [{ at: '/values', unmanaged: spec['otherKeys'] === 'keep' ? 'keep' : 'delete' }],
  fromRemote,
  toRemote,
  stampOf: stampIn,
  attributesOf: (remote) => attributesIn(remote, ['id', 'uid']),
  describe,
  api,
};
