// The thing kind: say here in one sentence what it is to a user of Postman.
import type { Kind } from '@postform/engine';
import { fieldKind } from '../kind-tools/fields.ts';
import { thingApi, thingRoutes } from './api.ts';
import { thingFromRemote, thingLeafPaths, thingToRemote } from './remote.ts';
import { thingRules } from './rules.ts';
import { thingSchema } from './schema.ts';
import { parseThing, writeThing } from './written.ts';

export const thing: Kind = fieldKind({
  name: 'thing',
  plural: 'things',
  label: 'thing',
  written: thingSchema,
  refs: [],
  attributes: {
    id: { description: 'The id of the thing.' },
    uid: { description: 'The unique id of the thing, with its owner in front.' },
  },
  leafPaths: thingLeafPaths,
  version: 1,
  rules: thingRules,
  put: 'whole',
  existence: 'own-list',
  readBy: 'id',
  replyIsWhole: false,
  routes: thingRoutes,
  parse: parseThing,
  write: writeThing,
  fromRemote: thingFromRemote,
  toRemote: thingToRemote,
  api: thingApi,
});
