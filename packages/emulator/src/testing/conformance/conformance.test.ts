// Plays every documented answer on the real HTTP stack. `npm run conformance` prints the table.
import { writeFileSync } from 'node:fs';
import { afterAll, describe, expect, test } from 'vitest';
import { NEEDS_FACTS } from '../../../../../tests/harness/needs.ts';
import { hasOpenApi } from '../openapi/document.ts';
import { makeValidators, type Validators } from '../openapi/validators.ts';
import { hasDocument } from './documented.ts';
import { partsOf, type Resource, type Row, type Verdict, verdictOn } from './rows.ts';
import { openStage, type PlayedScenario } from './scenario.ts';
import { scenarios } from './topics.ts';

const has = hasDocument && hasOpenApi;
const ended: (Row & Verdict)[] = [];
let validators: { plain: Validators; exact: Validators } | undefined;

describe.skipIf(!has)(`documented answers ${NEEDS_FACTS}`, () => {
  test('are there', () => expect(partsOf(scenarios).length).toBeGreaterThan(600));

  test.each(partsOf(scenarios).map((part) => [nameOf(part.row), part] as const))('%s', async (_, part) => {
    const verdict = await verdictOf(part);
    ended.push({ ...part.row, ...verdict });
    expect(verdict.result, verdict.text).not.toMatch(/MISSING|FAILED/);
  });
});

afterAll(() => {
  const report = process.env['POSTFORM_CONFORMANCE_REPORT'];
  if (report !== undefined) writeFileSync(report, JSON.stringify(ended));
});

async function verdictOf(part: Resource): Promise<Verdict> {
  if (part.kind === 'settled') return part.verdict;
  if (part.kind === 'outside') return outsideVerdict(part.row);
  const verdict = await played(part.scenario);
  return verdict.result === 'FAILED' ? (part.otherwise ?? verdict) : verdict;
}

async function played(scenario: PlayedScenario): Promise<Verdict> {
  try {
    const answer = await scenario.play(await openStage(scenario.options));
    validators ??= { plain: makeValidators(), exact: makeValidators(true) };
    return verdictOn(scenario, answer, validators.plain, validators.exact);
  } catch (thrown) {
    return { result: 'FAILED', text: thrown instanceof Error ? thrown.message : String(thrown) };
  }
}

/** Params of every name, so that any path can be written. */
const anyParams = new Proxy({}, { get: () => 'any' });

async function outsideVerdict({ operation }: Row): Promise<Verdict> {
  const answer = await (await openStage()).ask(operation, { params: anyParams });
  if (answer.status === 501) return { result: 'not emulated (501)', text: '' };
  return { result: 'FAILED', text: `answers ${answer.status}, but is listed as not emulated` };
}

function nameOf({ operation, status, example }: Row): string {
  return `${operation} ${status} ${example ?? '(no example)'}`;
}
