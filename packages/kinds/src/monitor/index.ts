// The monitor kind: runs a collection on a schedule.
import type { Kind } from '@postform/engine';
import { fieldKind } from '../kind-tools/fields.ts';
import { MONITORS_PER_PAGE, monitorApi, monitorRoutes } from './api.ts';
import { monitorFromRemote, monitorLeafPaths, monitorToRemote } from './remote.ts';
import { monitorRules } from './rules.ts';
import { monitorSchema } from './schema.ts';
import { parseMonitor, writeMonitor } from './written.ts';

export const monitor: Kind = fieldKind({
  name: 'monitor',
  plural: 'monitors',
  label: 'monitor',
  written: monitorSchema,
  refs: [
    { pointer: '/collection', kind: 'collection', attribute: 'uid' },
    { pointer: '/environment', kind: 'environment', attribute: 'uid' },
  ],
  immutable: ['/collection', '/environment'],
  attributes: {
    id: { description: 'The id of the monitor.' },
    uid: { description: 'The unique id of the monitor, with its owner in front.' },
  },
  leafPaths: monitorLeafPaths,
  version: 1,
  rules: monitorRules,
  put: 'partial',
  existence: 'workspace-index',
  readBy: 'id',
  replyIsWhole: false,
  routes: monitorRoutes,
  pageSize: MONITORS_PER_PAGE,
  parse: parseMonitor,
  write: writeMonitor,
  fromRemote: monitorFromRemote,
  toRemote: monitorToRemote,
  noteOn: ({ pointer, before, after }) =>
    pointer === '/active' && before === false && after === true ? ' (starts running again)' : '',
  api: monitorApi,
});
