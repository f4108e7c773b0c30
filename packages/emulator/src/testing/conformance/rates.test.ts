// Tests that every body of a limit that the sources hold is given, text for text but for times and numbers.
import { expect, test } from 'vitest';
import { factsFolder, NEEDS_FACTS } from '../../../../../tests/harness/needs.ts';
import { type Answer, at, open } from '../harness.ts';
import { type DocumentedRefusal, documentedRefusals } from './rates.ts';

/** What differs from run to run: the moment to retry at, and the team. */
function still(body: unknown): string {
  return JSON.stringify(body).replace(/\d{4,}/g, 'N');
}

async function refused({ limit, switches }: DocumentedRefusal): Promise<Answer> {
  const none = limit === 'minute' ? { limits: { general: { remaining: 0 } } } : {};
  const { call } = await open({ ...none, ...(limit === 'month' ? { month: 0 } : {}), switches });
  if (limit !== 'publishing') return call('GET', '/me');
  return call('POST', '/workspaces', { workspace: { name: 'Shown', type: 'public' } });
}

test.skipIf(factsFolder === undefined)(`the sources hold six sorts of bodies ${NEEDS_FACTS}`, () => {
  expect(new Set(documentedRefusals.map(({ name }) => name)).size).toBe(6);
});

test.each(documentedRefusals)('$name: $limit, with $switches', async (documented) => {
  const { status, body } = await refused(documented);
  expect(status).toBe(documented.status);
  if (documented.name === 'spec_1_45_prose_error_names') {
    expect(at(body, 'error.name')).toBe(at(documented.body, 'error.name'));
    return;
  }
  expect(JSON.parse(still(body))).toEqual(JSON.parse(still(documented.body)));
});
