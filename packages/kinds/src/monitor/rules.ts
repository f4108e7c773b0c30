// Makes two monitors equal that say the same in different ways.
import { isDeferredValue, isObject, type Json, type JsonObject, type Rule } from '@postform/engine';

const GROUPS = ['schedule', 'notifications', 'retry', 'options'] as const;

/** Drops the fields of the monitor and of its groups for which `unset` holds. */
function drop(unset: (key: string, value: Json) => boolean): Rule['apply'] {
  const kept = (object: JsonObject): JsonObject =>
    Object.fromEntries(Object.entries(object).filter(([key, value]) => !unset(key, value)));
  return (spec) => {
    const groups = GROUPS.flatMap((key) => (isGroup(spec[key]) ? [[key, kept(spec[key])] as const] : []));
    return kept({ ...spec, ...Object.fromEntries(groups) });
  };
}

function isGroup(value: Json | undefined): value is JsonObject {
  return isObject(value) && !isDeferredValue(value);
}

/** Sorts a list by its text, so that its order does not count. */
function sorted(list: Json | undefined): Json | undefined {
  if (!Array.isArray(list)) return list;
  return [...list].sort((a: Json, b: Json) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1));
}

const COUNTS = new Set(['requestDelay', 'requestTimeout', 'notificationLimit', 'attempts']);

export const monitorRules: readonly Rule[] = [
  {
    name: 'null-is-unset',
    why: "Reads may hold null (requestTimeout, distribution), which writes may not (Postman OpenAPI 1.45.0; Postman's own sync action).",
    apply: drop((_, value) => value === null),
  },
  {
    name: 'zero-is-unset',
    why: "Reads may hold requestDelay 0, while writes take 1 at least (Postman OpenAPI 1.45.0, monitorOptions; Postman's own sync action).",
    apply: drop((key, value) => value === 0 && COUNTS.has(key)),
  },
  {
    name: 'no-region-is-unset',
    why: 'Without regions Postman chooses; an empty list says no more than none at all.',
    apply: drop((key, value) => key === 'distribution' && Array.isArray(value) && value.length === 0),
  },
  {
    name: 'empty-group-is-unset',
    why: "A monitor without retries is read with `retry: {}` (Postman's own sync action); an empty group sets nothing.",
    apply: drop((_, value) => isGroup(value) && Object.keys(value).length === 0),
  },
  {
    name: 'cron-without-seconds',
    why: 'A read may show "0 0 * * * *" where five fields were written (Postman OpenAPI 1.45.0, getMonitor).',
    apply: (spec) => {
      const schedule = spec['schedule'];
      const cron = isGroup(schedule) ? schedule['cron'] : undefined;
      const five = typeof cron === 'string' ? /^0 (\S+( \S+){4})$/.exec(cron)?.[1] : undefined;
      return five === undefined ? spec : { ...spec, schedule: { ...(schedule as JsonObject), cron: five } };
    },
  },
  {
    name: 'regions-have-no-order',
    why: 'A monitor runs in each of its regions; their order says nothing (Postman OpenAPI 1.45.0, monitorDistribution).',
    apply: (spec) =>
      spec['distribution'] === undefined ? spec : { ...spec, distribution: sorted(spec['distribution'])! },
  },
  {
    name: 'addresses-have-no-order',
    why: 'Everybody listed gets the message; the order says nothing (Postman OpenAPI 1.45.0, monitorNotifications).',
    apply: (spec) => {
      const notifications = spec['notifications'];
      if (!isGroup(notifications)) return spec;
      const lists = Object.entries(notifications).map(([key, list]) => [key, sorted(list)!]);
      return { ...spec, notifications: Object.fromEntries(lists) };
    },
  },
];
