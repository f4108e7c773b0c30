// A monitor between what is written in a desired file and its spec. What is not written is not in the spec.

import {
  isDeferredValue,
  isObject,
  type Json,
  type JsonObject,
  type Kind,
  type Parsed,
  type ParseInput,
} from '@postform/engine';
import { writtenRef } from '../kind-tools/refs.ts';
import { type Reader, readCount, readName, readSwitch, readUid } from '../kind-tools/scalars.ts';
import { present } from '../kind-tools/trees.ts';
import { readCron } from './cron.ts';
import { monitorRules } from './rules.ts';
import { MONITOR_BOUNDS } from './schema.ts';
import { timezoneProblem } from './timezone.ts';

export function parseMonitor({ written }: ParseInput): Parsed {
  const reader: Reader = { problems: [] };
  const [schedule, notifications, retry, options] = ['schedule', 'notifications', 'retry', 'options'].map((key) =>
    isObject(written[key]) ? written[key] : {},
  ) as [JsonObject, JsonObject, JsonObject, JsonObject];
  const count = (group: JsonObject, at: string, key: keyof typeof MONITOR_BOUNDS) =>
    readCount(reader, group[key], `${at}/${key}`, MONITOR_BOUNDS[key]);
  const spec = present({
    name: readName(reader, written['name'], 'monitor'),
    collection: readUid(reader, written['collection'], '/collection'),
    environment: readUid(reader, written['environment'], '/environment'),
    schedule: group({ cron: readPattern(reader, schedule['cron']), timezone: readZone(reader, schedule['timezone']) }),
    active: readSwitch(reader, written['active'], '/active'),
    notificationLimit: count(written, '', 'notificationLimit'),
    notifications: group({
      onError: addresses(notifications['onError']),
      onFailure: addresses(notifications['onFailure']),
    }),
    retry: group({ attempts: count(retry, '/retry', 'attempts') }),
    options: group({
      followRedirects: readSwitch(reader, options['followRedirects'], '/options/followRedirects'),
      strictSSL: readSwitch(reader, options['strictSSL'], '/options/strictSSL'),
      requestDelay: count(options, '/options', 'requestDelay'),
      requestTimeout: count(options, '/options', 'requestTimeout'),
    }),
    distribution: written['distribution'],
  });
  return reader.problems.length > 0 ? { ok: false, problems: reader.problems } : { ok: true, spec };
}

function group(fields: Readonly<Record<string, Json | undefined>>): JsonObject | undefined {
  const kept = present(fields);
  return Object.keys(kept).length === 0 ? undefined : kept;
}

/** `a@b.c` or `{ email: a@b.c }`. */
function addresses(list: Json | undefined): Json | undefined {
  if (!Array.isArray(list)) return list;
  return list.map((item: Json) => (isObject(item) && !isDeferredValue(item) ? (item['email'] ?? '') : item));
}

function readPattern(reader: Reader, cron: Json | undefined): Json | undefined {
  if (typeof cron !== 'string') return cron;
  const reading = readCron(cron);
  if (reading.ok) return reading.cron;
  const { message, hint } = reading;
  reader.problems.push({ code: 'D_MONITOR_CRON', message, hint, pointer: '/schedule/cron' });
  return undefined;
}

function readZone(reader: Reader, name: Json | undefined): Json | undefined {
  if (typeof name !== 'string') return name;
  const problem = timezoneProblem(name);
  if (problem === undefined) return name;
  const { suggestion } = problem;
  reader.problems.push({
    code: 'D_MONITOR_TIMEZONE',
    message: `${JSON.stringify(name)} is no time zone of the IANA database.`,
    hint: suggestion === undefined ? 'Write a name such as Europe/Berlin or UTC.' : `Did you mean ${suggestion}?`,
    pointer: '/schedule/timezone',
  });
  return undefined;
}

/** Spec and written form differ only in the two refs. What is unset at Postman is left out, and so not managed. */
export const writeMonitor: Kind['write'] = (spec, { refName }) => {
  const { name, collection, environment, ...more } = monitorRules.reduce((tree, rule) => rule.apply(tree), spec);
  return {
    written: present({
      name,
      collection: writtenRef(refName, 'collection', collection),
      environment: writtenRef(refName, 'environment', environment),
      ...more,
    }),
    files: {},
  };
};
