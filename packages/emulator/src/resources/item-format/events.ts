// Translates scripts between `events` and the texts `preRequestScript` and `tests`.
import { isArray, isObject, type Json, type JsonObject, objectsIn } from '../../json/json.ts';

/** The field of collection format 1.0 that holds the script of a v2.1 `listen`. */
const textFields = { prerequest: 'preRequestScript', test: 'tests' } as const;

type Listen = keyof typeof textFields;

/** The script as one text; null when there is none (Postman OpenAPI 1.45.0, getCollectionRequest `tests`). */
export function scriptText(event: Json | undefined, listen: Listen): string | null {
  const found = objectsIn(event).find((one) => one['listen'] === listen);
  const exec = found !== undefined && isObject(found['script']) ? found['script']['exec'] : undefined;
  if (isArray(exec)) return exec.map(String).join('\n');
  return typeof exec === 'string' ? exec : null;
}

/** What the fields `events`, `preRequestScript` and `tests` make of the scripts of an item: `{event}`, or nothing sent. */
export function eventsIn(before: Json | undefined, sent: JsonObject): JsonObject {
  const { events } = sent;
  const listed = isArray(events) ? events : events === null || !isArray(before) ? [] : before;
  const texts = (Object.keys(textFields) as Listen[]).filter((listen) => sent[textFields[listen]] !== undefined);
  if (events === undefined && texts.length === 0) return {};
  const event = texts.reduce((list, listen) => withText(list, listen, sent[textFields[listen]], events), listed);
  return { event: event.length === 0 ? undefined : event };
}

/**
 * A null text takes the script away, unless the same call sends it among `events`; a text that says what the script says
 * already leaves it alone.
 */
function withText(
  event: readonly Json[],
  listen: Listen,
  text: Json | undefined,
  events: Json | undefined,
): readonly Json[] {
  if (typeof text !== 'string' && isArray(events)) return event;
  if (scriptText(event, listen) === text) return event;
  const isOther = (one: Json): boolean => !isObject(one) || one['listen'] !== listen;
  if (typeof text !== 'string') return event.filter(isOther);
  const written = { listen, script: { type: 'text/javascript', exec: text.split('\n') } };
  return event.every(isOther) ? [...event, written] : event.map((one) => (isOther(one) ? one : written));
}
