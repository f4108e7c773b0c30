// A monitor between its spec and the API's object.

import {
  getAt,
  isDeferredValue,
  isObject,
  type Json,
  type JsonObject,
  type Kind,
  type LeafPath,
} from '@postform/engine';
import { present } from '../kind-tools/trees.ts';

/** In the order of the API's documents; each list is one leaf. */
export const monitorLeafPaths: readonly LeafPath[] = [
  { at: '/name', means: 'The name that Postman shows.' },
  { at: '/collection', means: 'The collection that it runs; another one means another monitor.' },
  { at: '/environment', means: 'The environment that it runs with; another one means another monitor.' },
  { at: '/schedule/cron', means: 'When it runs.' },
  { at: '/schedule/timezone', means: 'The timezone of that.' },
  { at: '/active', means: 'Whether it runs at all.' },
  { at: '/notificationLimit', means: 'How many failures in a row are told.' },
  { at: '/notifications/onError', means: 'Who is told of errors: the whole list.' },
  { at: '/notifications/onFailure', means: 'Who is told of failed tests: the whole list.' },
  { at: '/retry/attempts', means: 'How often a failed run is tried again.' },
  { at: '/options/followRedirects', means: 'Whether requests follow redirects.' },
  { at: '/options/strictSSL', means: 'Whether certificates are checked.' },
  { at: '/options/requestDelay', means: 'The pause between requests, in milliseconds.' },
  { at: '/options/requestTimeout', means: 'How long a request may take, in milliseconds.' },
  { at: '/distribution', means: 'The regions that it runs in: the whole list.' },
];

/**
 * Written `collection` and `environment` are read `collectionUid` and `environmentUid`; `jobId`, `lastRun`, `nextRun`
 * and `owner` are the server's (Postman OpenAPI 1.45.0, getMonitor). A whole object without a list of addresses has an
 * empty one, so that `onError: []` comes back as it was sent.
 */
export const monitorFromRemote: Kind['fromRemote'] = (remote) => ({
  spec: present({
    name: remote['name'],
    collection: remote['collectionUid'],
    environment: remote['environmentUid'],
    schedule: pick(remote['schedule'], ['cron', 'timezone']),
    active: remote['active'],
    notificationLimit: remote['notificationLimit'],
    notifications: {
      onError: members(getAt(remote, '/notifications/onError'), 'email') ?? [],
      onFailure: members(getAt(remote, '/notifications/onFailure'), 'email') ?? [],
    },
    retry: pick(remote['retry'], ['attempts']),
    options: pick(remote['options'], ['followRedirects', 'strictSSL', 'requestDelay', 'requestTimeout']),
    distribution: members(remote['distribution'], 'region'),
  }),
  itemIds: {},
});

function pick(group: Json | undefined, keys: readonly string[]): JsonObject | undefined {
  return isObject(group) ? present(Object.fromEntries(keys.map((key) => [key, group[key]]))) : undefined;
}

/** `[{ region: 'uk' }]` → `['uk']`. */
function members(list: Json | undefined, key: string): Json | undefined {
  if (!Array.isArray(list)) return undefined;
  return list.flatMap((item: Json) => (isObject(item) && item[key] !== undefined ? [item[key]] : []));
}

/**
 * Create: what is managed. Update: the same without collection and environment, which PUT refuses
 * (`parameterNotAllowedError`). PUT is partial, but whether it merges groups is not documented: a group of which
 * something is managed is sent whole, ours over what is there. `active` goes only where it is managed: clients that
 * fill in its default un-pause monitors.
 */
export const monitorToRemote: Kind['toRemote'] = (spec, { current }) => {
  const isUpdate = current !== undefined;
  const group = (key: string, ours: Json | undefined): JsonObject | undefined => {
    if (!isObject(ours) || Object.keys(ours).length === 0) return undefined;
    const there = current?.[key];
    return { ...(isObject(there) ? writable(there) : {}), ...ours };
  };
  return present({
    name: spec['name'],
    collection: isUpdate ? undefined : spec['collection'],
    environment: isUpdate ? undefined : spec['environment'],
    schedule: group('schedule', spec['schedule']),
    active: spec['active'],
    notificationLimit: spec['notificationLimit'],
    notifications: group('notifications', wrapAll(spec['notifications'])),
    retry: group('retry', spec['retry']),
    options: group('options', spec['options']),
    distribution: wrapped(spec['distribution'], 'region'),
  });
};

/** Without what reads may hold and writes may not: null, 0, and the schedule's `nextRun`. */
function writable(group: JsonObject): JsonObject {
  return Object.fromEntries(
    Object.entries(group).filter(([key, value]) => value !== null && value !== 0 && key !== 'nextRun'),
  );
}

function wrapAll(notifications: Json | undefined): JsonObject | undefined {
  if (!isObject(notifications)) return undefined;
  return present({
    onError: wrapped(notifications['onError'], 'email'),
    onFailure: wrapped(notifications['onFailure'], 'email'),
  });
}

function wrapped(list: Json | undefined, key: string): Json | undefined {
  if (list === undefined || !Array.isArray(list)) return list;
  return list.map((item: Json) => (isObject(item) && !isDeferredValue(item) ? item : { [key]: item }));
}
