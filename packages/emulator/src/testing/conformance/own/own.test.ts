// Conformance of the project's own: scenarios that need no document answer as they did when they were held against it.
//
// POSTFORM_RECORD_ANSWERS=1 records answers.json anew: do it only where conformance.test.ts passes with POSTFORM_FACTS.
import { readFileSync, writeFileSync } from 'node:fs';
import { afterAll, expect, test } from 'vitest';
import { isArray, isObject, type Json } from '../../../json/json.ts';
import type { Answer } from '../../harness.ts';
import type { PlayedScenario } from '../scenario.ts';

// The scenarios ask for Postman's bodies where they are there; here they shall get ours.
delete process.env['POSTFORM_FACTS'];
const { openStage } = await import('../scenario.ts');
const { scenarios } = await import('../topics.ts');

interface Recorded {
  readonly status: number;
  /** Of an error the whole body, of another answer its keys and types. */
  readonly body: Json;
}

const file = new URL('./answers.json', import.meta.url);
const isRecording = process.env['POSTFORM_RECORD_ANSWERS'] !== undefined;
const expected = JSON.parse(readFileSync(file, 'utf8')) as Readonly<Record<string, Recorded>>;
const recorded: Record<string, Recorded> = {};

const played = scenarios.filter((one): one is PlayedScenario => !('impossible' in one));
const nameOf = ({ operation, status, example }: PlayedScenario) =>
  `${operation} ${status} ${example ?? '(no example)'}`;
const byName = new Map(played.map((scenario) => [nameOf(scenario), scenario]));

/** Ids, times and other numbers of many digits differ from run to run. */
function still(text: string): string {
  return text
    .replace(/\d{4}-\d\d-\d\dT[\d:.]+Z/g, '<time>')
    .replace(/(\d+-)?[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g, '<id>')
    .replace(/\b[0-9a-f]{24,64}\b/g, '<id>')
    .replace(/\d{4,}/g, '<number>');
}

/** Keys and JSON types; of a list its first element. */
function shapeOf(value: unknown): Json {
  if (isArray(value)) return value.length === 0 ? [] : [shapeOf(value[0])];
  if (!isObject(value)) return value === null ? 'null' : typeof value;
  const keys = Object.entries(value).map(([key, one]) => [still(key), shapeOf(one)] as const);
  return Object.fromEntries(keys.sort(([a], [b]) => (a < b ? -1 : 1)));
}

function recordOf({ status, body }: Answer): Recorded {
  if (body === undefined) return { status, body: null };
  return { status, body: status < 400 ? shapeOf(body) : (JSON.parse(still(JSON.stringify(body))) as Json) };
}

/** Undefined where the scenario asks for a body that only Postman's document has. */
async function answerOf(scenario: PlayedScenario): Promise<Recorded | undefined> {
  try {
    return recordOf(await scenario.play(await openStage(scenario.options)));
  } catch (thrown) {
    if (thrown instanceof Error && /no request example|reading|of undefined/.test(thrown.message)) return undefined;
    throw thrown;
  }
}

if (isRecording) {
  test.each([...byName])('%s is recorded', async (name, scenario) => {
    const answer = await answerOf(scenario).catch(() => undefined);
    if (answer?.status === scenario.status && scenario.status !== 500) recorded[name] = answer;
  });
  afterAll(() => writeFileSync(file, `${JSON.stringify(recorded, undefined, 1)}\n`));
} else {
  test('is recorded for most of the scenarios', () => {
    expect(Object.keys(expected).length).toBeGreaterThan(350);
    expect(Object.keys(expected).filter((name) => !byName.has(name))).toEqual([]);
  });

  test.each(Object.keys(expected))('%s', async (name) => {
    expect(await answerOf(byName.get(name)!)).toEqual(expected[name]);
  });
}
