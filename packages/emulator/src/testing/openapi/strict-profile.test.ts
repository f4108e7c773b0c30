// Tests that the strict profile answers no null and no type that the schemas of Postman's document forbid.
// No deviation is accepted here, because the official SDK accepts none.
import { channel } from 'node:diagnostics_channel';
import { describe, expect, onTestFinished, test } from 'vitest';
import { NEEDS_FACTS } from '../../../../../tests/harness/needs.ts';
import type { Exchange } from '../../http/respond.ts';
import { collection, type Harness, make, open, request, text } from '../harness.ts';
import { hasOpenApi } from './document.ts';
import { lineOf } from './finding.ts';
import { responseFindings } from './findings.ts';
import { makeValidators, type Validators } from './validators.ts';

let validators: Validators | undefined;

/** What is wrong with the answers of this test so far, one line each. */
function watched(): () => readonly string[] {
  const seen: Exchange[] = [];
  const note = (message: unknown) => void seen.push(message as Exchange);
  channel('postform.emulator.exchange').subscribe(note);
  onTestFinished(() => void channel('postform.emulator.exchange').unsubscribe(note));
  return () => {
    validators ??= makeValidators();
    return [...new Set(seen.flatMap((exchange) => responseFindings(validators!, exchange).map(lineOf)))];
  };
}

/** A schema that the document names: its only value, where every export says schema.getpostman.com. */
const schema = 'https://schema.postman.com/json/collection/v2.1.0/collection.json';
const bare = (items: unknown[]) => {
  const made = collection('Bare', items) as { collection: { info: object } };
  return { collection: { ...made.collection, info: { ...made.collection.info, schema } } };
};

async function readAll({ call }: Harness, paths: readonly string[]): Promise<void> {
  for (const path of paths) expect((await call('GET', path)).status, path).toBe(200);
}

describe.skipIf(!hasOpenApi)(`the strict profile ${NEEDS_FACTS}`, () => {
  test('answers what the document allows of things of which nothing was set', async () => {
    const found = watched();
    const harness = await open({ profile: 'strict' });
    const { call, workspace } = harness;
    const { id: collectionId, uid } = await make(
      harness,
      'collection',
      bare([
        { name: 'F', item: [request('R', { response: [{ name: 'Saved' }] })] },
        { name: 'N', request: {} },
      ]),
    );
    const environment = await make(harness, 'environment', { environment: { name: 'E', values: [{ key: 'a' }] } });
    const mock = await make(harness, 'mock', { mock: { name: 'M', collection: uid } });
    const schedule = { cron: '0 17 * * *', timezone: 'UTC' };
    const running = await make(harness, 'monitor', { monitor: { name: 'Never ran', collection: uid, schedule } });
    const paused = await make(harness, 'monitor', {
      monitor: { name: 'Paused', collection: uid, schedule, active: false, options: {}, notifications: {}, retry: {} },
    });
    const serverResponse = { name: 'Down', statusCode: 500 };
    const down = await call('POST', `/mocks/${mock.id}/server-responses`, { serverResponse });
    const personal = await call('POST', '/workspaces', { workspace: { name: 'Mine', type: 'personal' } });
    await readAll(harness, [
      '/me',
      '/workspaces?include=scim',
      `/workspaces/${workspace}?include=team,scim,mocks:deactivated`,
      `/workspaces/${text(personal.body, 'workspace.id')}?include=team`,
      `/workspaces/${workspace}/global-variables`,
      `/workspaces/${workspace}/activities`,
      `/collections?workspace=${workspace}&limit=10&offset=0`,
      `/collections/${collectionId}`,
      `/collections/${collectionId}?model=minimal`,
      `/collections/${collectionId}/roles`,
      `/environments?workspace=${workspace}`,
      `/environments/${environment.id}`,
      `/mocks?workspace=${workspace}`,
      `/mocks/${mock.id}`,
      `/mocks/${mock.id}/call-logs`,
      `/mocks/${mock.id}/server-responses`,
      `/mocks/${mock.id}/server-responses/${text(down.body, 'id')}`,
      `/monitors?workspace=${workspace}&limit=25`,
      `/monitors/${running.id}`,
      `/monitors/${paused.id}`,
    ]);
    await call('POST', `/monitors/${running.id}/run`);
    await call('DELETE', `/collections/${collectionId}`);
    await readAll(harness, [
      `/monitors/${running.id}`,
      `/mocks/${mock.id}`,
      `/workspaces/${workspace}?include=mocks:deactivated`,
    ]);
    expect(found()).toEqual([]);
  });
});
