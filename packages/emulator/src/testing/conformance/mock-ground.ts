// Makes what mocks depend on in scenarios.

import { collection, make } from '../harness.ts';
import { birds } from '../live-mock.ts';
import type { Stage } from './scenario.ts';

const documentedCollection = '12345678-12ece9e1-2abf-4edc-8e34-de66e74114d2';
const documentedEnvironment = '12345678-5daabc50-8451-43f6-922d-96b403b4f28e';

/** A collection and an environment under the ids of the documented requests. */
export async function ground(stage: Stage): Promise<{ collection: string; environment: string }> {
  const item = [{ name: 'Birds', request: { method: 'GET', url: 'https://example.test/birds' } }];
  const saved = [birds({ name: 'All' }), birds({ name: 'Made', method: 'POST', code: 201 })];
  const made = await make(stage, 'collection', collection('Birds', [{ ...item[0], response: saved }]));
  const environment = await make(stage, 'environment', { environment: { name: 'Ground' } });
  stage.alias(documentedCollection, made.uid);
  stage.alias(documentedEnvironment, environment.uid);
  return { collection: made.uid, environment: environment.uid };
}

/** A mock of both, configured in the app as far as `config` says. */
export async function mockOf(stage: Stage, config: object = {}, more: object = {}): Promise<string> {
  const { id } = await make(stage, 'mock', { mock: { ...(await ground(stage)), ...more } });
  await stage.control('POST', 'edit', { kind: 'mock', id, set: { '/config': config } });
  return id;
}
