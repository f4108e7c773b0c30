// The environment kind: a name and variables with shared values.
import { getAt, type Kind } from '@postform/engine';
import { fieldKind } from '../kind-tools/fields.ts';
import { environmentApi, environmentRoutes } from './api.ts';
import { describeEnvironment } from './describe.ts';
import { parseEnvironment } from './parse.ts';
import { environmentFromRemote, environmentLeafPaths, environmentLeaves, environmentToRemote } from './remote.ts';
import { rewriteEnvironment } from './rewrite.ts';
import { environmentRules } from './rules.ts';
import { environmentSchema } from './schema.ts';
import { holdsSecret } from './values.ts';
import { writeEnvironment } from './write.ts';

export const environment: Kind = fieldKind({
  name: 'environment',
  plural: 'environments',
  label: 'environment',
  written: environmentSchema,
  refs: [],
  deferrable: ['/values/*'],
  attributes: {
    id: { description: 'The id of the environment.' },
    uid: { description: 'The unique id of the environment, with its owner in front.' },
  },
  version: 1,
  rules: environmentRules,
  put: 'whole',
  existence: 'workspace-index',
  readBy: 'id',
  listShowsStamps: true,
  replyIsWhole: false,
  maxBodyBytes: 30_000_000,
  routes: environmentRoutes,
  parse: parseEnvironment,
  write: writeEnvironment,
  rewrite: rewriteEnvironment,
  isSensitive: (leaf, spec) => holdsSecret(leaf.value) || holdsSecret(getAt(spec, leaf.pointer)),
  leaves: environmentLeaves,
  leafPaths: environmentLeafPaths,
  owns: (spec) =>
    spec['values'] === undefined
      ? []
      : [{ at: '/values', unmanaged: spec['otherKeys'] === 'keep' ? 'keep' : 'delete' }],
  fromRemote: environmentFromRemote,
  toRemote: environmentToRemote,
  describe: describeEnvironment,
  api: environmentApi,
});
